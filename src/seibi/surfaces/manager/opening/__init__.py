"""Opening a workshop from a template: every step has a default, and can be left and resumed."""
