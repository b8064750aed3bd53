"""Facts about support that other contexts may listen to."""
