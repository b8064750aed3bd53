"""Everything that changes what is sold and what it costs."""
