"""The till of a site: what is carried away, the end of a day, and a day that is opened again."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from seibi.contexts.payments.contracts import (
    Counting,
    DayEndInfo,
    Method,
    MovementKind,
    OpenItem,
)
from seibi.contexts.payments.domain import cash, day_end
from seibi.contexts.payments.events import DayEnded, DayReopened, DrawerChanged
from seibi.contexts.payments.models import DayEnd, Movement
from seibi.contexts.payments.permissions import can_close, can_reopen
from seibi.contexts.payments.queries import till as tills
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, RuleBroken, require
from seibi.kernel.evidence.records import Channel, record
from seibi.kernel.journal.tell import tell
from seibi.kernel.money import Money
from seibi.ui import formats


@transaction.atomic
def change_drawer(
    *,
    node: str,
    kind: MovementKind,
    amount: Money,
    note: str,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """Cash goes to the safe, or change money comes; nobody carries more than is there.

    Raises NotAllowed, RuleBroken ("not_in_the_drawer"), Invalid ("amount_not_positive").
    """
    require(can_close(actor, node))
    _one_at_a_time(node)
    if amount.amount <= 0 or amount != amount.rounded():
        sentence = _("Enter an amount above zero, in whole coins.")
        raise Invalid("amount_not_positive", sentence, errors={"amount": sentence})
    signed = -amount if kind is MovementKind.DROP else amount
    if amount.exceeds(tills.in_the_drawer(node, amount.currency)) and signed.amount < 0:
        raise RuleBroken("not_in_the_drawer", _("There is not so much cash in the drawer."))
    Movement.objects.create(
        owner_node=node,
        kind=kind,
        method=Method.CASH,
        amount=signed.amount,
        currency=amount.currency,
        note=note[:300],
        by=actor.account_id,
        at=at,
    )
    event = DrawerChanged(kind, amount.amount, amount.currency)
    tell(event, actor=actor, at=at, subject=f"till:{node}", owner_node=node)


@transaction.atomic
def close_day(
    *,
    node: str,
    day: dt.date,
    currency: str,
    counting: Counting,
    open_items: Sequence[OpenItem],
    signed_by: str,
    actor: Actor,
    at: dt.datetime,
) -> DayEndInfo:
    """Count, say why it differs, sign: the record is sealed and what comes now is the next day's.

    Raises NotAllowed, RuleBroken ("day_closed"), Invalid ("reason_missing", "not_money",
    "stays_too_much").
    """
    require(can_close(actor, node))
    _one_at_a_time(node)
    last = DayEnd.objects.filter(owner_node=node).standing().first()
    if day_end.day_after(last.day if last else None, day) is None:
        raise RuleBroken(
            "day_closed",
            _("This day is closed. What came since belongs to the next one."),
        )
    row = DayEnd(owner_node=node, day=day, currency=currency, closed_by=actor.account_id)
    row.closed_by_name, row.closed_at = signed_by[:120], at
    row.number = (DayEnd.objects.filter(owner_node=node).count()) + 1
    row.opening_float = last.stays if last else Decimal(0)
    lines = Movement.objects.filter(owner_node=node, day_end=None, currency=currency)
    kept = [each.pk for each in lines.order_by("pk").select_for_update(of=("self",))]
    _count(row, kept, counting, open_items)
    before = DayEnd.objects.filter(owner_node=node).order_by("-number").first()
    row.before = before.sha256 if before else ""
    row.sha256 = day_end.seal(tills.sealed(row), row.before)
    row.save(force_insert=True)
    Movement.objects.filter(pk__in=kept).update(day_end=row)
    _sign(row, signed_by, actor, at)
    return tills.day_end_of(row, actor)


@transaction.atomic
def reopen_day(*, day_end_id: UUID, reason: str, actor: Actor, at: dt.datetime) -> None:
    """The last closed day can be opened again by right; its record stays, marked.

    Raises NotFound, NotAllowed, RuleBroken ("not_the_last_day"), Invalid ("reason_missing").
    """
    known = DayEnd.objects.visible_to(actor).filter(pk=day_end_id).first()
    if known is None:
        raise NotFound("day_end_not_found")
    require(can_reopen(actor, known.owner_node))
    _one_at_a_time(known.owner_node)
    last = DayEnd.objects.filter(owner_node=known.owner_node).standing().first()
    if last is None or last.pk != known.pk:
        raise RuleBroken("not_the_last_day", _("Only the last closed day can be opened again."))
    if not reason.strip():
        sentence = _("Say why the day is opened again; it stands on its record.")
        raise Invalid("reason_missing", sentence, errors={"reason": sentence})
    last.reopened_at, last.reopened_by = at, actor.account_id
    last.reopened_reason = reason.strip()[:300]
    last.save(update_fields=["reopened_at", "reopened_by", "reopened_reason"])
    last.movements.update(day_end=None)
    event = DayReopened(last.pk, last.day)
    tell(event, actor=actor, at=at, subject=f"day_end:{last.pk}", owner_node=last.owner_node)


def _count(
    row: DayEnd, kept: list[UUID], counting: Counting, open_items: Sequence[OpenItem]
) -> None:
    """What should be there and what is; a difference needs a reason."""
    _check_pieces(counting, row.currency)
    tenders = tills.tenders_of(Movement.objects.filter(pk__in=kept), row.currency)
    opening = Money(row.opening_float, row.currency)
    expected = day_end.expected_cash(opening, tenders)
    counted = cash.sum_of(counting.pieces, row.currency)
    slips, cards = counting.card_slips, day_end.expected_cards(tenders, row.currency)
    if not counting.reason.strip():
        _check_right(counted, expected, _("Cash"))
        _check_right(cards if slips is None else slips, cards, _("Card terminal"))
    if counting.stays.amount < 0 or counting.stays.exceeds(counted):
        sentence = _("No more can stay in the drawer than was counted.")
        raise Invalid("stays_too_much", sentence, errors={"stays": sentence})
    row.expected = tills.stored(tenders)
    row.counted = {name: f"{pieces.normalize():f}" for name, pieces in counting.pieces.items()}
    row.expected_cash, row.counted_cash = expected.amount, counted.amount
    row.card_slips = slips.amount if slips else None
    row.stays, row.reason = counting.stays.amount, counting.reason.strip()[:300]
    row.open_items = [_plain(item) for item in open_items]


def _check_right(there: Money, expected: Money, what: str) -> None:
    """A difference needs a reason, and is said as it is. Raises Invalid ("reason_missing")."""
    if there == expected:
        return
    more = there - expected
    sentence = _(
        "%(what)s: %(there)s is there, %(expected)s should be (%(difference)s)."
        " Count once more, or say why."
    ) % {
        "what": what,
        "there": formats.money(there),
        "expected": formats.money(expected),
        "difference": f"{'+' if more.amount > 0 else ''}{formats.money(more)}",
    }
    raise Invalid("reason_missing", sentence, errors={"reason": _("Say why it differs.")})


def _check_pieces(counting: Counting, currency: str) -> None:
    """Raises Invalid ("not_money")."""
    for name, pieces in counting.pieces.items():
        whole = name == cash.ROLLS or pieces == pieces.to_integral_value()
        if not cash.is_money(name, currency) or pieces < 0 or not whole:
            raise Invalid(
                "not_money",
                _("Count whole notes and coins."),
                errors={name: _("Count whole notes and coins.")},
            )


def _sign(row: DayEnd, signed_by: str, actor: Actor, at: dt.datetime) -> None:
    """Who closed it, when, and the text that was signed, are kept as evidence."""
    subject = f"day_end:{row.pk}"
    record(
        kind="day_end",
        subject=subject,
        channel=Channel.SCREEN,
        who=signed_by,
        text=tills.text_of(row),
        owner_node=row.owner_node,
        actor=actor,
        at=at,
        details={"sha256": row.sha256, "before": row.before},
    )
    event = DayEnded(
        row.pk, row.day, row.counted_cash - row.expected_cash, row.currency, row.sha256
    )
    tell(event, actor=actor, at=at, subject=subject, owner_node=row.owner_node)


def _plain(item: OpenItem) -> dict[str, Any]:
    amount = f"{item.amount.amount:f}" if item.amount else None
    return {"kind": item.kind, "words": item.words, "subject": item.subject, "amount": amount}


def _one_at_a_time(node: str) -> None:
    """Two people who close the same day at once: the second sees what the first has done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 11))", [f"till:{node}"])
