"""Facts about partners that other contexts may listen to."""
