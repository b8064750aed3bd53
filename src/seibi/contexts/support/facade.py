"""What others may ask of support."""
