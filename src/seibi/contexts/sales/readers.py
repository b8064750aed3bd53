"""What sales offers beside the records of others: telling sales about a car."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from seibi.contexts.network import facade as network
from seibi.contexts.sales.contracts import HINT
from seibi.kernel import ports
from seibi.kernel.actor import Actor
from seibi.kernel.beside import Beside, Spot


def beside(spot: Spot, *, actor: Actor, at: dt.datetime) -> Iterator[Beside]:
    """Beside a car, for those who look after owners."""
    kind, _colon, key = spot.subject.partition(":")
    if kind != "vehicle" or spot.place != "record":
        return
    for site in network.nodes_of(actor, HINT)[:1]:
        url = reverse("sales:hint", args=[site.code])
        yield Beside(f"{url}?vehicle={key}", _("Tell sales"), "handshake")


ports.beside.register("sales", beside)
