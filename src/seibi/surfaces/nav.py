"""Where a person can go: one list of rooms, each shown to those who may enter."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from seibi.contexts.network.contracts import Role, SiteInfo
from seibi.contexts.tasks import facade as tasks
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.surfaces.places import current_site, roles_of

HOME = "/"
MOST = 8  # rooms in the bar; the others stand in the menu of the person


@dataclass(frozen=True, slots=True)
class Entry:
    """A room: its address, words and icon; ``key`` is the keyboard's way there.

    What is ``seldom`` needed stands in the menu of the person, so that the bar fits the screen.
    """

    url: str
    title: str
    icon: str
    key: str = ""
    current: bool = False
    count: int = 0
    seldom: bool = False


def entries(request: HttpRequest, actor: Actor) -> tuple[Entry, ...]:
    """The rooms of this person at the workshop they look at, the most used first."""
    site = current_site(request, actor)
    if site is None:
        return ()
    held = roles_of(request, actor)
    found = [*_home(held), *_tasks(actor), *_rooms(actor, site, held), *_house(actor)]
    best = max((entry.url for entry in found if _is_here(request, entry)), key=len, default="")
    in_bar = [entry.url for entry in found if not entry.seldom][:MOST]
    return tuple(
        replace(entry, current=entry.url == best, seldom=entry.url not in in_bar) for entry in found
    )


def _is_here(request: HttpRequest, entry: Entry) -> bool:
    return request.path == HOME if entry.url == HOME else request.path.startswith(entry.url)


def _home(held: frozenset[str]) -> Iterator[Entry]:
    """The first page, for those whose first page is a room of its own."""
    if Role.SERVICE_MANAGER in held:
        yield Entry(HOME, _("My day"), "sunrise", "h")
    elif held & {Role.LOCAL_LEADER, Role.REGIONAL_LEADER, Role.HEAD_OFFICE}:
        yield Entry(HOME, pgettext("leaders", "Overview"), "gauge", "h")
    elif Role.AUDITOR in held:
        yield Entry(HOME, _("Decisions"), "gavel", "h")
    elif Role.ADMINISTRATOR in held:
        yield Entry(HOME, _("The house"), "house", "h")
    elif held == {Role.PARTS_CLERK}:
        yield Entry(HOME, _("Parts"), "package", "h")
    elif held == {Role.SALES}:
        yield Entry(HOME, _("In the house"), "car-front", "h")


def _tasks(actor: Actor) -> Iterator[Entry]:
    """What somebody has to do, with how much of it there is."""
    if actor.nodes("tasks.see"):
        count = tasks.my_count(actor=actor, at=clock.now()).open
        yield Entry(reverse("tasks:mine"), _("My tasks"), "list-todo", "m", count=count)


def _rooms(actor: Actor, site: SiteInfo, held: frozenset[str]) -> Iterator[Entry]:
    def may(permission: str) -> bool:
        return actor.may(permission, at_node=site.node)

    def at(name: str) -> str:
        return reverse(name, args=[site.code])

    yield from _people_and_cars(may, leads=Role.SERVICE_MANAGER in held)
    if may("workshop.see"):
        yield Entry(at("workshop:board"), _("Board"), "layout-dashboard", "b")
    if may("booking.book"):
        yield Entry(at("booking:desk_new"), _("Book"), "calendar-plus", "n")
    yield from _selling(may, site)
    if may("payments.take"):
        yield Entry(at("billing:desk"), _("Cash desk"), "banknote", "c")
    yield from _floor(may, site)
    yield from _listening(may, site)
    if may("quality.see"):
        yield Entry(at("quality:kpis"), _("Figures"), "chart-line", "f")
    if may("network.grant"):
        yield Entry(at("network:people"), _("People"), "users", seldom=True)
    if actor.may("network.manage", at_node=site.group_node):
        yield Entry(
            reverse("manager:opening_start"), _("Open a workshop"), "warehouse", seldom=True
        )
    if may("partners.import"):
        yield Entry(reverse("partners:imports"), _("Import"), "upload", seldom=True)


def _selling(may: Callable[[str], bool], site: SiteInfo) -> Iterator[Entry]:
    """Who is interested in a car; whoever leads a workshop looks in now and then."""
    if may("sales.sell"):
        url, seldom = reverse("sales:prospects", args=[site.code]), may("work_orders.receive")
        yield Entry(url, _("Prospects"), "handshake", "p", seldom=seldom)


def _floor(may: Callable[[str], bool], site: SiteInfo) -> Iterator[Entry]:
    """What is looked at once or twice a day: clocks, places of cars, who asks for a yes."""
    if may("work_orders.plan") or may("work_orders.undo"):
        clocks = reverse("work_orders:clocks", args=[site.code])
        yield Entry(clocks, _("Clocks"), "timer", seldom=True)
    if may("booking.arrive") or may("booking.move_cars"):
        yard = reverse("booking:yard", args=[site.code])
        yield Entry(yard, _("Keys and yard"), "square-parking", seldom=True)
    if may("billing.decide_discount"):
        yield Entry(reverse("billing:approvals"), _("Approvals"), "badge-check", seldom=True)


def _listening(may: Callable[[str], bool], site: SiteInfo) -> Iterator[Entry]:
    """Where owners are answered, and where it is decided who is right."""
    if may("support.answer"):
        yield Entry(reverse("support:inbox"), _("Messages"), "message-square", "i")
    if may("support.decide"):
        yield Entry(reverse("leader:cases"), pgettext("dispute", "Cases"), "scale", "d")
    if may("support.see") or may("support.register"):
        register = reverse("support:register", args=[site.code])
        yield Entry(register, _("Complaints"), "book-open-check", seldom=True)


def _people_and_cars(may: Callable[[str], bool], *, leads: bool) -> Iterator[Entry]:
    """Where people and cars are found: the list of the day, or the records without it."""
    if may("work_orders.work"):
        yield Entry(reverse("shop_floor:jobs"), _("My jobs"), "wrench", "j", seldom=leads)
    if may("care.call"):
        yield Entry(reverse("desk:calls"), _("To call"), "phone", "l")
    if may("booking.see") and may("customers.see"):
        yield Entry(reverse("desk:today"), _("Today"), "sun", "t")
    elif may("customers.see"):
        yield Entry(reverse("customers:list"), _("Customers"), "users", "t")
    if may("vehicles.see") and not may("booking.see"):
        yield Entry(reverse("vehicles:list"), _("Cars"), "car", "v")


def _house(actor: Actor) -> Iterator[Entry]:
    """What holds for all workshops alike."""
    if Role.ADMINISTRATOR in {grant.role for grant in actor.grants}:
        yield Entry(reverse("network:sites"), _("Workshops"), "map-pin", "w")
        yield Entry(reverse("vehicles:imports"), _("Recalls"), "triangle-alert", "r")
