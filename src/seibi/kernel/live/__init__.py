"""Live screens: a reader of the journal that renders once and tells many."""
