"""What others may ask of care."""
