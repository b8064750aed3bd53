"""What others may ask of tasks."""
