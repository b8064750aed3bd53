"""What the workshop sells: operations with time, skill and parts, packages, and prices."""
