"""Plain values that partners hands to its own screens and to other contexts."""
