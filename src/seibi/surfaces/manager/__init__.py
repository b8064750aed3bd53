"""The manager's day: what needs somebody now, the morning sheet, the check of tomorrow."""
