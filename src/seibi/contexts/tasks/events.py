"""Facts about tasks that other contexts may listen to."""
