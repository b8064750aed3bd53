"""Seibi runs the after-sales day of a car dealer, and of the maker behind it."""
