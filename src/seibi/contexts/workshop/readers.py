"""The screens that follow the workshop: the board of a site, and the lounge."""

from django.template.loader import render_to_string

from seibi.contexts.network import facade as network
from seibi.contexts.workshop.contracts import SEE
from seibi.contexts.workshop.events import (
    JobChanged,
    JobMoved,
    JobPlaced,
    ResourceChanged,
    SlotMoved,
)
from seibi.contexts.workshop.queries import board, live, lounge
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.journal.events import Event
from seibi.kernel.journal.models import Entry
from seibi.kernel.live.topics import live_topic


def may_see(actor: Actor, key: str) -> bool:
    """Colleagues of the site whose node is the key."""
    return actor.may(SEE, at_node=key)


def node_of(_event: Event, entry: Entry) -> str:
    """Every job and resource belongs to the node of its site."""
    return entry.owner_node


@live_topic(
    "board",
    hears=(JobPlaced, JobChanged, JobMoved, SlotMoved, ResourceChanged),
    may_see=may_see,
    key_of=node_of,
)
def board_summary(key: str, _language: str) -> str:
    """Today's board in short, as JSON."""
    return live.summary(node=key, at=clock.now())


@live_topic("lounge", hears=(JobPlaced, JobChanged), may_see=lounge.may_follow, key_of=node_of)
def lounge_screen(key: str, _language: str) -> str:
    """The lines of the lounge screen."""
    site = network.site_by_node(key)
    view = board.lounge(site_id=site.id, at=clock.now())
    return render_to_string("workshop/lounge_lines.html", {"view": view})
