"""Plain values that support hands to its own screens and to other contexts."""
