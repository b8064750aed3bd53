"""Plain values that care hands to its own screens and to other contexts."""
