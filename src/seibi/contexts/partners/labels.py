"""The words people see for the codes of partners."""
