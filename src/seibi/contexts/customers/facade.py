"""What others may ask of customers."""
