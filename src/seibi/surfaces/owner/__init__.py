"""The owner's pages: my cars, what they need, and how my visit goes."""
