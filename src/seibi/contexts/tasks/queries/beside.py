"""What tasks offer beside a record: the panel with what is still to do about it."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from seibi.contexts.tasks.contracts import SEE
from seibi.kernel.actor import Actor
from seibi.kernel.beside import Beside, Spot


def offers(spot: Spot, *, actor: Actor, at: dt.datetime) -> Iterator[Beside]:
    """The panel for people of the house, never for owners or whoever came by a link."""
    if spot.place == "record" and not spot.link and actor.nodes(SEE):
        yield Beside(
            reverse("tasks:about", args=spot.subject.split(":", 1)),
            _("Tasks"),
            icon="list-todo",
            panel=True,
        )
