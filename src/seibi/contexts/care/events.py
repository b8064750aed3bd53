"""Facts about care that other contexts may listen to."""
