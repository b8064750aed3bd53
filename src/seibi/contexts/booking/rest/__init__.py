"""Booking for programs."""
