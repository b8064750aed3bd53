"""Everything that changes a car or what is written down about it."""
