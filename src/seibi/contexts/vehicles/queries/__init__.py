"""Everything that reads cars for a screen, a forecast or an API."""
