"""First services that were planned when a car was handed over."""

import datetime as dt

from seibi.contexts.sales.contracts import FirstService
from seibi.contexts.sales.domain.hints import FIRST_SERVICE
from seibi.contexts.sales.models import HandOver
from seibi.kernel.rows import under


def first_services(*, node: str, first: dt.date, before: dt.date) -> list[FirstService]:
    """Cars whose first service is planned for these days at this place. One query."""
    rows = HandOver.objects.filter(
        under(node), first_service_on__gte=first, first_service_on__lt=before
    )
    return [
        FirstService(row.vehicle_id, row.customer_id, row.first_service_on, FIRST_SERVICE)
        for row in rows.order_by("first_service_on", "pk")
    ]
