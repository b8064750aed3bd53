"""Benchmarks: each measures the product and, in the same run, the limit of the machine it is on."""
