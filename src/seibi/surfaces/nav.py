"""Where a person can go: one list of rooms, each shown to those who may enter."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from seibi.contexts.network.contracts import SiteInfo
from seibi.kernel.actor import Actor
from seibi.surfaces.places import current_site


@dataclass(frozen=True, slots=True)
class Entry:
    """A room: its address, words and icon; ``key`` is the keyboard's way there."""

    url: str
    title: str
    icon: str
    about: str = ""
    key: str = ""
    current: bool = False
    count: int = 0


def entries(request: HttpRequest, actor: Actor) -> tuple[Entry, ...]:
    """The rooms of this person at the workshop they look at, the most used first."""
    site = current_site(request, actor)
    if site is None:
        return ()
    found = [*_rooms(actor, site)]
    best = max(
        (entry.url for entry in found if request.path.startswith(entry.url)), key=len, default=""
    )
    return tuple(
        Entry(e.url, e.title, e.icon, e.about, e.key, current=e.url == best) for e in found
    )


def _rooms(actor: Actor, site: SiteInfo) -> Iterator[Entry]:
    def may(permission: str) -> bool:
        return actor.may(permission, at_node=site.node)

    def at(name: str) -> str:
        return reverse(name, args=[site.code])

    yield from _people_and_cars(may)
    if may("workshop.see"):
        about = _("What stops, what is late")
        yield Entry(at("workshop:board"), _("Board"), "layout-dashboard", about, "b")
    if may("booking.book"):
        about = _("A visit in three steps, while the telephone is in your hand")
        yield Entry(at("booking:desk_new"), _("Book"), "calendar-plus", about, "n")
    if may("payments.take"):
        about = _("Bills that are open, and payments")
        yield Entry(at("billing:desk"), _("Cash desk"), "banknote", about, "c")
    if may("quality.see"):
        about = _("Same-day share and promises kept, with how sure we are")
        yield Entry(at("quality:kpis"), _("Figures"), "chart-line", about, "f")
    if may("network.grant"):
        about = _("Who works here and what they may do")
        yield Entry(at("network:people"), _("People"), "users", about, "p")


def _people_and_cars(may: Callable[[str], bool]) -> Iterator[Entry]:
    """Where people and cars are found: the list of the day, or the records without it."""
    if may("work_orders.work"):
        about = _("The next job, with start, pause and done")
        yield Entry(reverse("shop_floor:jobs"), _("My jobs"), "wrench", about, "j")
    if may("booking.see") and may("customers.see"):
        about = _("Whom do I help next: arrivals, cars in the house, search")
        yield Entry(reverse("desk:today"), _("Today"), "sun", about, "t")
    elif may("customers.see"):
        about = _("People and companies, by name, reading or telephone")
        yield Entry(reverse("customers:list"), _("Customers"), "users", about, "t")
    if may("vehicles.see") and not may("booking.see"):
        about = _("Cars by plate or number, with what is due and recalled")
        yield Entry(reverse("vehicles:list"), _("Cars"), "car", about, "v")
