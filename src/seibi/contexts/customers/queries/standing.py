"""What a customer said once for every visit, as it stands now."""

from collections.abc import Collection
from uuid import UUID

from seibi.contexts.customers.contracts import ConsentSource, HowToAsk, StandingInfo
from seibi.contexts.customers.models.standing import StandingInstruction
from seibi.contexts.customers.queries import records
from seibi.kernel.money import Money


def standing_of(customer_id: UUID) -> StandingInfo | None:
    """What stands now for this person, on whichever of their records it was said."""
    return standings_of([customer_id]).get(customer_id)


def standings_of(customer_ids: Collection[UUID]) -> dict[UUID, StandingInfo]:
    """What stands now, by the id asked for; who said nothing is left out. Four queries at most."""
    main = records.survivors(customer_ids)
    whole = records.family(set(main.values()))
    rows = StandingInstruction.objects.filter(customer_id__in=whole, ended_at=None)
    read_as = {one: one for one in whole}
    if whole != set(main.values()):  # somebody was merged into them
        read_as = records.survivors(whole)
    latest = {
        read_as[row.customer_id]: row
        for row in rows.select_related("evidence").order_by("said_at", "pk")
    }
    return {asked: _info(latest[one]) for asked, one in main.items() if one in latest}


def _info(row: StandingInstruction) -> StandingInfo:
    limit = None
    if row.limit_amount is not None:
        limit = Money(row.limit_amount, row.limit_currency).rounded()
    return StandingInfo(
        id=row.pk,
        limit=limit,
        second_name=row.second_name,
        second_phone=row.second_phone,
        second_email=row.second_email,
        no_used_parts=row.no_used_parts,
        keep_old_parts=row.keep_old_parts,
        ask_by=HowToAsk(row.ask_by),
        note=row.note,
        who=row.who,
        source=ConsentSource(row.source),
        said_at=row.said_at,
        text=row.evidence.text,
        sha256=row.evidence.sha256,
    )
