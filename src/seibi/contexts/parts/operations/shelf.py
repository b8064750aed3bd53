"""The balance rows behind every change of stock: found, locked in one order, and moved."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from seibi.contexts.parts.contracts import MoveKind
from seibi.contexts.parts.domain.stock import split
from seibi.contexts.parts.models import Balance, Move, Part, Place
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound
from seibi.kernel.rows import under


def known_parts(numbers: Iterable[str]) -> dict[str, Part]:
    """Every asked part by number. Raises NotFound ("part_not_found") naming the unknown ones."""
    wanted = set(numbers)
    found = {part.number: part for part in Part.objects.filter(number__in=wanted)}
    if missing := sorted(wanted - set(found)):
        sentence = _("No part has this number: %(numbers)s.") % {"numbers": ", ".join(missing)}
        raise NotFound("part_not_found", sentence, numbers=missing)
    return found


def main_place(node: str) -> Place:
    """The first place of a site by code. Raises NotFound ("place_not_found")."""
    place = Place.objects.filter(under(node)).order_by("code").first()
    if place is None:
        raise NotFound("place_not_found", _("This site has no place where parts lie."))
    return place


def positive(quantity: Decimal) -> Decimal:
    """A quantity above zero. Raises Invalid ("quantity_not_positive")."""
    if quantity <= 0:
        sentence = _("A quantity is above zero.")
        raise Invalid("quantity_not_positive", sentence, errors={"quantity": sentence})
    return quantity


def locked_balances(node: str, part_ids: Iterable[UUID]) -> defaultdict[UUID, list[Balance]]:
    """The balances of these parts at a site, all locked in primary-key order."""
    rows = Balance.objects.filter(under(node), part_id__in=set(part_ids)).locked()
    balances: defaultdict[UUID, list[Balance]] = defaultdict(list)
    for row in rows:
        balances[row.part_id].append(row)
    return balances


def locked_balance(part: Part, place: Place) -> Balance:
    """The one balance of a part in a place, made if it is the first time, and locked."""
    Balance.objects.get_or_create(part=part, place=place, defaults={"owner_node": place.owner_node})
    return Balance.objects.locked().get(part=part, place=place)


def spread(
    wanted: Decimal, balances: Iterable[Balance]
) -> tuple[list[tuple[Balance, Decimal]], Decimal]:
    """From which balances to take how much, fullest first, and what is missing."""
    takes: list[tuple[Balance, Decimal]] = []
    missing = wanted
    for balance in sorted(balances, key=lambda b: b.reserved - b.on_hand):
        kept, missing = split(missing, balance.on_hand - balance.reserved)
        if kept:
            takes.append((balance, kept))
    return takes, missing


def shift(balance: Balance, *, on_hand: Decimal, reserved: Decimal) -> None:
    """Change a locked balance by these differences; the table's constraints have the last word."""
    Balance.objects.filter(pk=balance.pk).update(
        on_hand=F("on_hand") + on_hand, reserved=F("reserved") + reserved
    )
    balance.on_hand += on_hand
    balance.reserved += reserved


def write_move(
    balance: Balance,
    *,
    part: Part,
    kind: MoveKind,
    quantity: Decimal,
    actor: Actor,
    at: dt.datetime,
    subject: str = "",
    line_id: UUID | None = None,
    reason: str = "",
) -> Move:
    """Append one line to the ledger beside the change of its balance."""
    return Move.objects.create(
        owner_node=balance.owner_node,
        part=part,
        place=balance.place,
        kind=kind,
        quantity=quantity,
        subject=subject,
        line_id=line_id,
        reason=reason,
        moved_by=actor.account_id,
        moved_at=at,
    )
