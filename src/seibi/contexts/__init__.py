"""The trade: one folder per bounded context. Their one order is in ``config/contexts.py``."""
