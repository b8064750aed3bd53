"""Pages of booking: the owner's three steps, the visit behind its link, the desk."""
