"""The rules of booking, without a database."""
