"""What every context needs and none owns. No words of the trade in here."""
