"""The next number of a series: taken last, under a lock, given back when the change is undone."""

from uuid import UUID

from seibi.contexts.billing.domain.numbering import written
from seibi.contexts.billing.models.invoices import NumberSeries


def next_number(*, legal_entity_id: UUID, prefix: str, year: int) -> str:
    """No gap and no repeat, however many issue at once and however many of them fail.

    The row stays locked until the transaction ends, so this is the last thing an operation does
    before it saves what carries the number.
    """
    made, _new = NumberSeries.objects.get_or_create(
        legal_entity_id=legal_entity_id, prefix=prefix, year=year
    )
    series = NumberSeries.objects.locked().get(pk=made.pk)
    series.last += 1
    series.save(update_fields=["last"])
    return written(prefix, year, series.last)
