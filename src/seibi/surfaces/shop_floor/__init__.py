"""The technician's address: one job fills the screen."""
