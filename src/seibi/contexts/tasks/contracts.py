"""Plain values that tasks hands to its own screens and to other contexts."""
