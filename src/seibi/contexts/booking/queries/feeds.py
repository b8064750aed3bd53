"""What a calendar that follows somebody is told, behind an address that is the only key."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from seibi.contexts.booking.contracts import AppointmentState
from seibi.contexts.booking.contracts.feeds import FeedFile, FeedInfo, FeedKind
from seibi.contexts.booking.domain.calendar_file import AllDay, Entry, Feed, feed_file
from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.models.feeds import CalendarFeed
from seibi.contexts.booking.queries import links
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.customers import facade as customers
from seibi.contexts.diagnosis import facade as diagnosis
from seibi.contexts.network import facade as network
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.contracts import VehicleSummary
from seibi.contexts.workshop import facade as workshop
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Expired, NotFound

SALT = "booking.feed"
PAST = dt.timedelta(days=90)
GONE = frozenset({AppointmentState.CANCELLED, AppointmentState.MISSED})

Title = Callable[[Appointment, str, Sequence[str]], str]


def feeds_of(*, actor: Actor) -> list[FeedInfo]:
    """The feeds of this account that are open."""
    rows = CalendarFeed.objects.visible_to(actor).filter(revoked_at=None).order_by("kind")
    return [FeedInfo(row.pk, FeedKind(row.kind), row.opened_at, _path(row.pk)) for row in rows]


def file_of(*, token: str, at: dt.datetime) -> FeedFile:
    """The calendar behind an address, in the language of its account.

    Raises NotFound ("bad_link") for an address we did not make, Expired ("feed_revoked").
    """
    row = CalendarFeed.objects.select_related("account").filter(pk=_opened(token)).first()
    if row is None or row.revoked_at is not None or not row.account.is_active:
        raise Expired("feed_revoked", _("This calendar is no longer kept. Make a new address."))
    with override(row.account.language):
        feed = _own(row.account_id, at) if row.kind == FeedKind.OWNER else _desk(row.account_id, at)
        return FeedFile(content=feed_file(feed, at=at), tag=feed.tag)


def _own(account_id: UUID, at: dt.datetime) -> Feed:
    """The visits of one's people, and what will be due on their cars."""
    people = customers.persons_of(account_id)
    rows = Appointment.objects.filter(
        Q(customer_id__in=people) | Q(bringer_id__in=people), starts_at__gt=at - PAST
    )
    visits = list(rows.order_by("starts_at", "pk").prefetch_related("items"))
    return Feed(
        name=_("My cars"),
        visits=_entries(visits, at, lambda _row, car, work: f"{car}: {', '.join(work)}"),
        due=_due(people, visits, at),
    )


def _desk(account_id: UUID, at: dt.datetime) -> Feed:
    """The visits that an advisor receives, at the sites where they work by now."""
    subjects = workshop.subjects_received_by(account_id, since=at - PAST)
    ids = [s.partition(":")[2] for s in subjects if s.startswith("appointment:")]
    actor = Actor(str(account_id), network.grants_of(account_id, at=at))
    found = Appointment.objects.visible_to(actor).filter(pk__in=ids)
    visits = found.order_by("starts_at", "pk").prefetch_related("items")
    return Feed(
        name=_("My visits at the desk"),
        visits=_entries(
            visits, at, lambda row, car, work: f"{row.number} {car}: {', '.join(work)}"
        ),
    )


def _entries(rows: Iterable[Appointment], at: dt.datetime, title: Title) -> tuple[Entry, ...]:
    """Visits as a calendar shows them; the number of SQL queries does not grow with them."""
    found = list(rows)
    sites = network.sites_by_id(row.site_id for row in found)
    cars = vehicles.summaries({row.vehicle_id for row in found}) if found else {}
    codes = {item.operation_code for row in found for item in row.items.all()}
    work = catalogue.operations(codes) if codes else {}
    addresses = links.links_of(row.pk for row in found)
    entries = []
    for row in found:
        site, car = sites[row.site_id], cars[row.vehicle_id]
        names = [work[item.operation_code].name for item in row.items.all()]
        entries.append(
            Entry(
                appointment_id=row.pk,
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                tz=site.tz,
                sequence=row.sequence,
                cancelled=row.state in GONE,
                title=title(row, car.short_title, names),
                place=", ".join([site.name, *network.address_lines(site.address)]),
                link=_absolute(addresses[row.pk]),
                changed_at=at,
            )
        )
    return tuple(entries)


def _due(
    people: Iterable[UUID], visits: Iterable[Appointment], at: dt.datetime
) -> tuple[AllDay, ...]:
    """What will be due, without what somebody is booked for."""
    cars = {car.id: car for car in vehicles.vehicles_of(list(people), at)}
    booked = {
        (row.vehicle_id, item.operation_code)
        for row in visits
        if row.state == AppointmentState.BOOKED
        for item in row.items.all()
    }
    sites = {site.node: site.code for site in network.all_sites()} if cars else {}
    return tuple(
        AllDay(
            key=f"{vehicle_id}-{item.operation_code}",
            on=item.due_p50,
            title=_("%(car)s: %(work)s is due")
            % {"car": cars[vehicle_id].short_title, "work": item.title},
            why=item.why,
            link=_absolute(_where_to_book(cars[vehicle_id], sites)),
        )
        for vehicle_id, items in diagnosis.due_items(list(cars), at).items()
        for item in items
        if (vehicle_id, item.operation_code) not in booked
    )


def _where_to_book(car: VehicleSummary, sites: Mapping[str, str]) -> str:
    code = sites.get(car.owner_node)
    return f"{reverse('booking:what', args=[code])}?car={car.id}" if code else "/"


def _path(feed_id: UUID) -> str:
    return reverse("booking:feed_file", args=[signing.Signer(salt=SALT).sign(feed_id.hex)])


def _opened(token: str) -> UUID:
    try:
        return UUID(hex=signing.Signer(salt=SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        sentence = _("This address is not complete. Copy it again from the page of your calendar.")
        raise NotFound("bad_link", sentence) from None


def _absolute(path: str) -> str:
    return f"{settings.SEIBI_PUBLIC_URL.rstrip('/')}{path}"
