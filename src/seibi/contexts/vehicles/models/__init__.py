"""Tables of cars and of what is known about them."""

from seibi.contexts.vehicles.models import campaigns, cars, imports, ledgers, schedules

__all__ = ["campaigns", "cars", "imports", "ledgers", "schedules"]
