"""The rules of prices and of the menu, without a database."""
