"""One box in which everything is found by what people remember of it."""
