"""Signed links: an address that is the key to one thing, and can be replaced by a new one."""
