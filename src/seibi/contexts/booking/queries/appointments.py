"""Appointments as values: one, those of a person, and the calendar file of one."""

import datetime as dt
from collections.abc import Collection, Iterable
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from seibi.contexts.booking.contracts import (
    AppointmentInfo,
    AppointmentState,
    BookedItem,
    CancelledBy,
    Door,
    Party,
    Stay,
)
from seibi.contexts.booking.domain import calendar_file as files
from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.permissions import offered_actions
from seibi.contexts.booking.queries import links
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.catalogue.contracts import OperationInfo
from seibi.contexts.network import facade as network
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound
from seibi.kernel.money import Money


def appointment(
    *, appointment_id: UUID, actor: Actor, at: dt.datetime | None = None
) -> AppointmentInfo:
    """One appointment; with ``at`` also what this actor may do to it then.

    Raises NotFound ("appointment_not_found") for whoever may not know of it.
    """
    rows = Appointment.objects.visible_to(actor).filter(pk=appointment_id)
    found = infos(rows.prefetch_related("items"), actor=actor, at=at)
    if not found:
        raise NotFound("appointment_not_found", _("There is no such appointment."))
    return found[0]


def appointments_of(
    *, customer_ids: Iterable[UUID], actor: Actor, at: dt.datetime
) -> list[AppointmentInfo]:
    """Everything these people have booked and that is not over, soonest first."""
    rows = (
        Appointment.objects.visible_to(actor)
        .filter(customer_id__in=list(customer_ids), state=AppointmentState.BOOKED, ends_at__gt=at)
        .order_by("starts_at")
    )
    return infos(rows.prefetch_related("items"), actor=actor, at=at)


def appointments_of_vehicle(
    *, vehicle_id: UUID, actor: Actor, at: dt.datetime
) -> list[AppointmentInfo]:
    """What is booked for a car and not over, soonest first."""
    rows = (
        Appointment.objects.visible_to(actor)
        .filter(vehicle_id=vehicle_id, state=AppointmentState.BOOKED, ends_at__gt=at)
        .order_by("starts_at")
    )
    return infos(rows.prefetch_related("items"), actor=actor, at=at)


def booked_cars(*, vehicle_ids: Collection[UUID], actor: Actor, at: dt.datetime) -> frozenset[UUID]:
    """Which of these cars are expected somewhere, as far as the actor may know. One query."""
    rows = Appointment.objects.visible_to(actor).filter(
        vehicle_id__in=vehicle_ids, state=AppointmentState.BOOKED, ends_at__gt=at
    )
    return frozenset(rows.values_list("vehicle_id", flat=True))


def link_of(appointment_id: UUID) -> str:
    """The signed address at which the people of a visit see, move and cancel it."""
    return links.link_of(appointment_id)


def calendar_file(*, appointment_id: UUID, actor: Actor, at: dt.datetime) -> bytes:
    """The appointment for any calendar (RFC 5545), without a name, a plate or a price.

    Raises NotFound ("appointment_not_found").
    """
    info = appointment(appointment_id=appointment_id, actor=actor)
    site = network.site(info.site_id)
    lines = network.address_lines(site.address)
    entry = files.Entry(
        appointment_id=info.id,
        starts_at=info.starts_at,
        ends_at=info.ends_at,
        tz=info.tz,
        sequence=info.sequence,
        cancelled=info.state is AppointmentState.CANCELLED,
        title=_("Car at %(site)s") % {"site": site.name},
        place=", ".join([site.name, *lines]),
        link=f"{settings.SEIBI_PUBLIC_URL.rstrip('/')}{links.link_of(info.id)}",
        changed_at=at,
    )
    return files.calendar_file(entry)


def infos(
    rows: Iterable[Appointment], *, actor: Actor, at: dt.datetime | None
) -> list[AppointmentInfo]:
    """Rows as values; the number of SQL queries does not grow with the rows."""
    found = list(rows)
    sites = network.sites_by_id(row.site_id for row in found)
    codes = {item.operation_code for row in found for item in row.items.all()}
    work = catalogue.operations(codes) if codes else {}
    return [_info(row, sites[row.site_id].tz, work, actor, at) for row in found]


def _info(
    row: Appointment,
    tz: str,
    work: dict[str, OperationInfo],
    actor: Actor,
    at: dt.datetime | None,
) -> AppointmentInfo:
    items = tuple(
        BookedItem(
            operation_code=item.operation_code,
            title=work[item.operation_code].name,
            minutes=item.minutes,
            price=_money(item.price_amount, item.price_currency),
        )
        for item in row.items.all()
    )
    return AppointmentInfo(
        id=row.pk,
        number=row.number,
        state=AppointmentState(row.state),
        site_id=row.site_id,
        owner_node=row.owner_node,
        customer_id=row.customer_id,
        vehicle_id=row.vehicle_id,
        operation_codes=tuple(item.operation_code for item in items),
        items=items,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        tz=tz,
        wishes=row.wishes,
        stay=Stay(row.stay),
        courtesy_car=row.courtesy_car,
        door=Door(row.door),
        language=row.language,
        party=_party(row),
        change_until=row.change_until,
        sequence=row.sequence,
        price=_money(row.price_amount, row.price_currency),
        actions=offered_actions(actor, row, at) if at else (),
        remedy=row.remedy,
        cancelled_by=CancelledBy(row.cancelled_by) if row.cancelled_by else None,
        cancel_reason=row.cancel_reason,
    )


def _party(row: Appointment) -> Party:
    return Party(
        owner_id=row.customer_id,
        bringer_id=row.bringer_id,
        bringer_name=row.bringer_name,
        authoriser_id=row.authoriser_id,
        limit=_money(row.limit_amount, row.limit_currency),
        purchase_order=row.purchase_order,
    )


def _money(amount: Decimal | None, currency: str) -> Money | None:
    return Money(amount, currency).rounded() if amount is not None else None
