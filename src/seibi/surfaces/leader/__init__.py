"""Who needs me? Cases of owners by deadline, for whoever has the right to decide."""
