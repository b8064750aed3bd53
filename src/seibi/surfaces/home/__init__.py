"""The first page: a door for guests, the first room for everyone else."""
