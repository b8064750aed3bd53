"""Queues of what needs somebody now, each row with the one thing to do about it."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from seibi.contexts.billing import facade as billing
from seibi.contexts.billing.contracts.discounts import DECIDE_DISCOUNT
from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import AppointmentState, DayRow
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.quality import facade as quality
from seibi.contexts.quality.contracts import AnswerInfo
from seibi.contexts.support import facade as support
from seibi.contexts.support.contracts import SEE as SEE_DISPUTES
from seibi.contexts.support.labels import TOPIC_LABELS
from seibi.contexts.tasks import facade as tasks
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import State
from seibi.contexts.work_orders.contracts.asking import Unanswered
from seibi.contexts.work_orders.contracts.desk import DeskCard
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.records import records_of
from seibi.surfaces.home.shop import LATELY, in_house
from seibi.surfaces.manager import watching
from seibi.surfaces.manager.rows import MOST, House, Queue, QueueRow, of_card
from seibi.ui import formats

LONG_UNAPPROVED = dt.timedelta(minutes=30)
NO_SHOW = 15  # minutes after which somebody calls
FINISHED = (State.READY,)


def house(site: SiteInfo, actor: Actor, at: dt.datetime) -> House:
    """The cars that are here, with their facts."""
    cards = tuple(in_house(actor, site.node))
    infos = work_orders.infos(work_order_ids=[card.id for card in cards], actor=actor)
    return House(site, actor, at, cards, infos)


def queues(here: House) -> list[Queue]:
    """All queues of a site, those with something in them first, in the order of the trade."""
    asked = work_orders.silent_owners(node=here.site.node, actor=here.actor, at=here.at)
    found = [
        approvals(here),
        late(here),
        watching.silent(here, asked),
        unapproved(here, asked),
        watching.returns(here),
        carried_over(here),
        unpaid(here),
        disputes(here),
        unhappy(here),
        watching.loaners(here),
        watching.clocks(here),
        no_shows(here),
        overdue_tasks(here),
    ]
    return sorted(found, key=lambda one: not one.rows)


def approvals(here: House) -> Queue:
    """Discounts that a desk has asked for and somebody waits for, the oldest first."""
    may = here.actor.may(DECIDE_DISCOUNT, at_node=here.site.node)
    found = (
        billing.discounts_waiting_at(actor=here.actor, node=here.site.node, at=here.at)
        if may
        else []
    )
    url = reverse("billing:approvals")
    return Queue(
        "approvals",
        _("Discounts to decide"),
        "percent",
        tuple(
            QueueRow(
                title=one.car,
                note=" · ".join((one.reason, one.asked_by)),
                trail=formats.money(one.amount),
                url=f"{url}#discount-{one.id}",
                to_do=_("Answer the desk"),
            )
            for one in found
        )[:MOST],
    )


def late(here: House) -> Queue:
    """Cars that are not ready, or will not be, by the time that was promised first."""
    rows = []
    for card in here.cards:
        minutes = minutes_past_first(card, here.at)
        if minutes > 0:
            rows.append((minutes, card))
    rows.sort(key=lambda one: (-one[0], one[1].id))
    return Queue(
        "late",
        _("Late against the first promise"),
        "clock-alert",
        tuple(
            of_card(card, _("%(time)s late") % {"time": formats.duration(n)}, _("Open the visit"))
            for n, card in rows
        )[:MOST],
    )


def minutes_past_first(card: DeskCard, at: dt.datetime) -> int:
    """How far a car that is not ready is past its first promise, now or as forecast."""
    if card.first_promise_at is None or card.state in FINISHED:
        return 0
    expected = max(at, card.forecast_at) if card.forecast_at else at
    return int((expected - card.first_promise_at).total_seconds() // 60)


def unapproved(here: House, asked: Sequence[Unanswered]) -> Queue:
    """Estimates that have waited for more than half an hour, and are not with the manager yet."""
    mine = {one.work_order_id for one in asked}
    waiting = [c for c in here.cards if c.state is State.ESTIMATE and c.id not in mine]
    since = quality.asked_since(work_order_ids=[card.id for card in waiting])
    late_ones = [
        (since[card.id], card)
        for card in waiting
        if card.id in since and here.at - since[card.id] > LONG_UNAPPROVED
    ]
    return Queue(
        "unapproved",
        _("No answer for half an hour"),
        "hourglass",
        tuple(
            of_card(
                card,
                formats.duration(here.at - begin),
                _("Call and note the answer"),
                url=reverse("work_orders:answers", args=[card.id]),
            )
            for begin, card in sorted(late_ones, key=lambda one: one[0])
        )[:MOST],
    )


def carried_over(here: House) -> Queue:
    """Cars that came before today and are not ready."""
    today = clock.day_bounds(clock.local_day(here.at, here.site.tz), here.site.tz)[0]
    found = []
    for card in here.cards:
        info = here.info(card)
        if info and info.arrived_at and info.arrived_at < today and card.state not in FINISHED:
            found.append((info.arrived_at, card))
    return Queue(
        "carried_over",
        _("Carried over"),
        "calendar-x",
        tuple(
            of_card(
                card,
                _("since %(day)s") % {"day": formats.local_date(came, here.site.tz)},
                _("Open the visit"),
            )
            for came, card in sorted(found, key=lambda one: one[0])
        )[:MOST],
        "attention",
    )


def unpaid(here: House) -> Queue:
    """Cars that are ready and may not leave, because money is open."""
    found = [card for card in here.cards if card.state is State.READY and not card.is_released]
    return Queue(
        "unpaid",
        _("Ready, not paid"),
        "banknote",
        tuple(
            of_card(
                card,
                formats.money(card.total),
                _("To the cash desk"),
                url=reverse("billing:desk", args=[here.site.code]),
            )
            for card in found
        )[:MOST],
        "attention",
    )


def disputes(here: House) -> Queue:
    """Cases that nobody has decided, the next deadline first."""
    may = here.actor.may(SEE_DISPUTES, at_node=here.site.node)
    found = support.open_disputes(node=here.site.node, at=here.at) if may else []
    named = records_of({f"work_order:{one.work_order_id}" for one in found}, here.actor)
    rows = []
    for one in found:
        record = named.get(f"work_order:{one.work_order_id}")
        until = one.human_by or one.decide_by
        rows.append(
            QueueRow(
                title=" · ".join(filter(None, (one.number, str(TOPIC_LABELS[one.topic])))),
                note=record.title if record else "",
                trail=formats.local_datetime(until, here.site.tz) if until else "",
                url=reverse("support:leader_case", args=[one.id]),
                to_do=_("Open the case"),
            )
        )
    return Queue("disputes", _("Disputes to decide"), "scale", tuple(rows)[:MOST])


def unhappy(here: House) -> Queue:
    """Owners who were not content and whom nobody has called back."""
    answers = quality.unhappy_answers(
        actor=here.actor, node=here.site.node, days=LATELY, at=here.at
    )
    return Queue(
        "unhappy",
        _("Unhappy owners to call back"),
        "frown",
        tuple(_of_answer(one) for one in answers)[:MOST],
        answers=tuple(answers),
    )


def _of_answer(one: AnswerInfo) -> QueueRow:
    return QueueRow(
        title=one.customer_name or one.car,
        note=one.comment or one.car,
        trail=f"{one.csat} / 5",
        url=reverse("work_orders:page", args=[one.work_order_id]),
        to_do=_("Call back"),
    )


def no_shows(here: House) -> Queue:
    """Who was expected and has not come, or was noted as missed today."""
    day = clock.local_day(here.at, here.site.tz)
    rows = booking.day_list(site_id=here.site.id, day=day, actor=here.actor, at=here.at)
    gone = [row for row in rows if _has_not_come(row)]
    url = reverse("booking:desk_day", args=[here.site.code])
    return Queue(
        "no_shows",
        _("Expected, not here"),
        "phone",
        tuple(
            QueueRow(
                title=" · ".join(filter(None, (row.vehicle_title, row.plate))),
                note=row.customer_name,
                trail=formats.local_time(row.starts_at, here.site.tz),
                url=url,
                to_do=_("Call"),
            )
            for row in gone
        )[:MOST],
        "attention",
    )


def _has_not_come(row: DayRow) -> bool:
    if row.state is AppointmentState.MISSED:
        return True
    return row.state is AppointmentState.BOOKED and row.minutes_late >= NO_SHOW


def overdue_tasks(here: House) -> Queue:
    """Tasks of the place that are past their time, whoever has them."""
    found = tasks.open_tasks(actor=here.actor, node=here.site.node, at=here.at, overdue=True)
    return Queue(
        "tasks",
        _("Tasks past their time"),
        "list-todo",
        tuple(
            QueueRow(
                title=one.title,
                note=" · ".join(filter(None, (one.record_title, one.person_name))),
                trail=formats.local_datetime(one.due_at, one.tz),
                url=reverse("tasks:page", args=[one.id]),
                to_do=pgettext("task", "Finish"),
            )
            for one in found
        )[:MOST],
        "attention",
    )


def total(found: Iterable[Queue]) -> int:
    """How many things need somebody."""
    return sum(queue.count for queue in found)


def filled(found: Sequence[Queue]) -> list[Queue]:
    """The queues with something in them."""
    return [queue for queue in found if queue.rows]
