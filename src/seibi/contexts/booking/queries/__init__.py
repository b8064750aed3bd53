"""Everything that reads bookings for a screen, an API or another context."""
