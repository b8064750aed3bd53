"""What a workshop has and lacks, and whether an owner could book it for tomorrow: by trying."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import SlotPage
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.workshop import facade as workshop
from seibi.contexts.workshop.contracts import ResourceInfo, ResourceKind
from seibi.kernel import clock
from seibi.kernel.actor import Actor

TRIED = "OIL"
DAYS = 14


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a workshop needs: what there is, and where it is changed."""

    key: str
    title: str
    note: str
    url: str
    icon: str
    done: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether an owner can book for tomorrow, else why not and where that is put right."""

    yes: bool
    sentence: str
    why: tuple[str, ...] = ()
    fix_url: str = ""
    fix_label: str = ""


def steps(site: SiteInfo, actor: Actor, at: dt.datetime) -> list[Step]:
    """Everything a workshop needs, in the order in which it is best done."""
    found = workshop.resources_of(site.id)
    week = network.week(site.id)
    menu = catalogue.menu(site_id=site.id, at=at)
    priced = sum(item.price is not None for item in menu)
    people = [one for one in found if one.kind is ResourceKind.TECHNICIAN]
    company = network.legal_entity(site.legal_entity_id)
    hours_url = reverse("network:site", args=[site.id])
    resources_url = reverse("workshop:resources", args=[site.code])
    return [
        Step("hours", _("Hours and holidays"), _hours(site, at), hours_url, "clock", bool(week)),
        Step(
            "resources",
            _("Bays, tools, courtesy cars"),
            _things(found),
            resources_url,
            "warehouse",
            any(one.kind is ResourceKind.BAY for one in found),
        ),
        Step("people", _("People"), _people(people), "#people", "users", bool(people)),
        Step(
            "prices",
            _("Menu and prices"),
            _("%(priced)s of %(all)s have a price.") % {"priced": priced, "all": len(menu)},
            reverse("manager:opening_prices", args=[site.code]),
            "banknote",
            bool(priced),
        ),
        Step(
            "invoices",
            _("Invoices and languages"),
            f"{company.name} · {company.registration_number} · {', '.join(site.languages)}",
            "",
            "receipt",
            bool(company.registration_number),
        ),
    ]


def _hours(site: SiteInfo, at: dt.datetime) -> str:
    today = clock.local_day(at, site.tz)
    closed = network.closed_days(site.id, today, today + dt.timedelta(days=365))
    days = len(network.week(site.id))
    return " · ".join(
        (
            ngettext("Open on %(n)s day a week", "Open on %(n)s days a week", days) % {"n": days},
            ngettext("%(n)s closed day", "%(n)s closed days", len(closed)) % {"n": len(closed)},
        )
    )


def _things(found: list[ResourceInfo]) -> str:
    def of(kind: ResourceKind) -> int:
        return sum(one.kind is kind for one in found)

    bays, tools = of(ResourceKind.BAY), of(ResourceKind.TOOL)
    cars = of(ResourceKind.COURTESY_CAR)
    return " · ".join(
        (
            ngettext("%(n)s bay", "%(n)s bays", bays) % {"n": bays},
            ngettext("%(n)s tool", "%(n)s tools", tools) % {"n": tools},
            ngettext("%(n)s courtesy car", "%(n)s courtesy cars", cars) % {"n": cars},
        )
    )


def _people(technicians: list[ResourceInfo]) -> str:
    if not technicians:
        return _("Nobody can do the work yet. Add at least one technician.")
    return ", ".join(one.name for one in technicians)


def tomorrow(site: SiteInfo, actor: Actor, at: dt.datetime) -> Answer:
    """Can an owner book an oil change for tomorrow? Tried as if the workshop were open."""
    day = clock.local_day(at, site.tz) + dt.timedelta(days=1)
    page = _tried(site, actor, at, day)
    free = [one.day for one in page.days if one.slots]
    if free and free[0] == day:
        return Answer(yes=True, sentence=_("Yes, an owner can book for tomorrow."))
    if free:
        first = date_format(free[0], "SHORT_DATE_FORMAT")
        sentence = _("Not for tomorrow, but from %(day)s on: it is closed until then.")
        url = reverse("network:site", args=[site.id])
        return Answer(True, sentence % {"day": first}, (), url, _("Change the hours"))
    url, label = _fix(site, at)
    return Answer(False, _("No, an owner finds no free time."), page.why_none, url, label)


def _tried(site: SiteInfo, actor: Actor, at: dt.datetime, day: dt.date) -> SlotPage:
    with transaction.atomic():
        if not site.opened:
            network.open_doors(site_id=site.id, actor=actor, at=at)
        page = booking.slots(
            site_id=site.id, operation_codes=[TRIED], at=at, from_day=day, days=DAYS
        )
        transaction.set_rollback(True)
    return page


def _fix(site: SiteInfo, at: dt.datetime) -> tuple[str, str]:
    """The first thing that lacks, one tap away."""
    return next(
        _lacking(site),
        (reverse("workshop:resources", args=[site.code]), _("Look at bays and people")),
    )


def _lacking(site: SiteInfo) -> Iterator[tuple[str, str]]:
    kinds = {one.kind for one in workshop.resources_of(site.id) if one.active}
    if not network.week(site.id):
        yield reverse("network:site", args=[site.id]), _("Set the hours")
    if ResourceKind.TECHNICIAN not in kinds:
        yield "#people", _("Add a technician")
    if ResourceKind.BAY not in kinds:
        yield reverse("workshop:resources", args=[site.code]), _("Add a bay")
    if ResourceKind.ADVISOR not in kinds:
        yield "#people", _("Add an advisor")
