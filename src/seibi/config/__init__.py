"""The composition root: it knows everyone, and nobody knows it."""
