"""Pages that compose several contexts, one folder per kind of user. No rules, no tables."""
