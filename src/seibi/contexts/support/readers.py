"""What support does when something happens elsewhere, offers beside a visit, and tells pages."""

import datetime as dt
from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from seibi.contexts.network import facade as network
from seibi.contexts.support import events
from seibi.contexts.support.contracts import ANSWER, DECIDE, SEE, LeaderContact, Topic
from seibi.contexts.support.labels import LEVEL_LABELS, STATE_LABELS
from seibi.contexts.support.operations import cards
from seibi.contexts.support.queries import cards as card_queries
from seibi.contexts.support.queries import cases, found, threads
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts.papers import PaperKind
from seibi.contexts.work_orders.events import CarReceived
from seibi.kernel import ports
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.beside import Beside, PaperBlock, Spot
from seibi.kernel.errors import NotFound
from seibi.kernel.journal.models import Entry
from seibi.kernel.journal.readers import reads
from seibi.kernel.live.topics import nudge_topic

IN_A_THREAD = (
    events.MessageWritten,
    events.ThreadRead,
    events.DisputeOpened,
    events.DisputeMoved,
    events.DisputeDecided,
)
OF_A_CASE = (events.DisputeOpened, events.DisputeMoved, events.DisputeDecided)
ABOUT = {"diagnosis": Topic.DIAGNOSIS, "price": Topic.PRICE, "warranty": Topic.WARRANTY}


@reads(CarReceived, by="support")
def give_the_card(event: CarReceived, entry: Entry) -> None:
    """At intake the owner learns whom they may call directly."""
    cards.send_card(work_order_id=event.work_order_id, actor=SYSTEM, at=entry.occurred_at)


def beside(spot: Spot, *, actor: Actor, at: dt.datetime) -> Iterator[Beside]:
    """Beside a visit: "I see this differently", its cases, its messages; for staff the thread."""
    kind, _colon, key = spot.subject.partition(":")
    if kind != "work_order":
        return
    place, _colon, line = spot.place.partition(":")
    if place in ABOUT:
        about = f"?about={ABOUT[place]}" + (f"&line={line}" if line else "")
        yield _differently(spot.link or key, about)
    elif place == "invoice":
        visit = key if actor.persons else _token(UUID(key))
        yield _differently(visit, f"?about={Topic.PRICE}&invoice=1")
    elif place == "talk":
        yield Beside(reverse("support:talk", args=[spot.link or key]), _("Messages"), panel=True)
    elif place == "case":
        yield from _cases(spot.link or key, UUID(key))
    elif place == "reception":
        for one in _leaders(UUID(key), at):
            words = f"{one.name} · {LEVEL_LABELS[one.level]}"
            yield Beside(f"tel:{one.phone}" if one.phone else f"mailto:{one.email}", words, "phone")
    elif place == "record" and actor.nodes(ANSWER):
        url = reverse("support:desk_thread", args=[key])
        yield Beside(url, _("Messages with the owner"), "message-square")
        told = reverse("support:told", args=[key])
        yield Beside(told, _("They see this differently"), "scale")


def on_paper(spot: Spot, *, actor: Actor, at: dt.datetime) -> Iterator[PaperBlock]:
    """The leader card on the sheet that the owner takes home from reception."""
    kind, _colon, key = spot.subject.partition(":")
    if kind != "work_order" or spot.place != PaperKind.RECEPTION:
        return
    lines = [
        " · ".join(
            part for part in (one.name, str(LEVEL_LABELS[one.level]), one.phone, one.email) if part
        )
        for one in _leaders(UUID(key), at)
    ]
    if lines:
        yield PaperBlock(_("If we disagree, call these people directly"), tuple(lines))


def _leaders(work_order_id: UUID, at: dt.datetime) -> tuple[LeaderContact, ...]:
    visit = work_orders.info(work_order_id=work_order_id, actor=SYSTEM)
    card = card_queries.leader_card(site_id=visit.site_id, at=at)
    return card.leaders if card else ()


def _differently(key: str, about: str) -> Beside:
    url = reverse("support:differently", args=[key]) + about
    return Beside(url, _("I see this differently"), "message-circle-question")


def _cases(key: str, work_order_id: UUID) -> Iterator[Beside]:
    for one in threads.cases_of(work_order_id):
        words = _("Your case %(number)s: %(state)s") % {
            "number": one.number,
            "state": STATE_LABELS[one.state],
        }
        yield Beside(reverse("support:case", args=[key, one.id]), words, "scale")


def _token(work_order_id: UUID) -> str:
    return work_orders.link_of(work_order_id).rstrip("/").rpartition("/")[2]


def _visit_of(event: events.MessageWritten, _entry: Entry) -> str:
    return str(event.work_order_id)


def _site_of(_event: object, entry: Entry) -> str | None:
    try:
        return str(network.site_by_node(entry.owner_node).id)
    except NotFound:
        return None


def _may_follow_inbox(actor: Actor, key: str) -> bool:
    return _holds(actor, key, ANSWER)


def _may_follow_cases(actor: Actor, key: str) -> bool:
    return _holds(actor, key, SEE) or _holds(actor, key, DECIDE)


def _holds(actor: Actor, key: str, permission: str) -> bool:
    try:
        return actor.may(permission, at_node=network.site(UUID(key)).node)
    except (NotFound, ValueError):
        return False


nudge_topic("thread", hears=IN_A_THREAD, may_see=threads.may_follow, key_of=_visit_of)
nudge_topic("inbox", hears=IN_A_THREAD, may_see=_may_follow_inbox, key_of=_site_of)
nudge_topic("disputes", hears=OF_A_CASE, may_see=_may_follow_cases, key_of=_site_of)
ports.beside.register("support", beside)
ports.on_paper.register("support", on_paper)
ports.open_matters.register("support", found.open_matters)
ports.may_see_file.register("dispute", cases.may_see_file)
ports.still_wanted.register("dispute", cases.is_still_wanted)
ports.still_wanted.register("support_thread", threads.is_still_wanted)
