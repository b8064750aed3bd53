"""What others may ask of partners."""
