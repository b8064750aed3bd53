"""Handing over a new car: the prospect becomes an owner, and after-sales knows both."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ConsentSource, ContactKind, ContactPurpose
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.sales.contracts import NewCar, ProspectState, Ticked
from seibi.contexts.sales.contracts import ProspectAction as Do
from seibi.contexts.sales.domain import hints as rules
from seibi.contexts.sales.domain.lifecycle import LIFECYCLE
from seibi.contexts.sales.events import CarHandedOver
from seibi.contexts.sales.labels import CHECK_LABELS
from seibi.contexts.sales.models import HandOver, Prospect
from seibi.contexts.sales.operations.loading import invalid, locked_prospect
from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.clock import local_day
from seibi.kernel.errors import Invalid
from seibi.kernel.journal.tell import tell


@transaction.atomic
def hand_over(
    *, prospect_id: UUID, car: NewCar, ticked: Ticked, actor: Actor, at: dt.datetime
) -> UUID:
    """The car is theirs, and its first service is planned; nothing of the list is left out.

    The car's id. Raises NotFound, NotAllowed, RuleBroken ("wrong_state", "number_taken"), Invalid
    ("checks_missing", "channel_missing", "vehicle_incomplete", "vin_wrong").
    """
    row = locked_prospect(prospect_id, actor)
    after = LIFECYCLE.after(ProspectState(row.state), Do.HAND_OVER)
    channel = _check(row, ticked)
    site = network.site(row.site_id)
    today = local_day(at, site.tz)

    vehicle_id = _register(row, site, car, today, at)
    if ticked.may_remind:
        _may_remind(row, channel, actor, at)
    made = HandOver.objects.create(
        owner_node=row.owner_node,
        prospect=row,
        customer_id=row.customer_id,
        vehicle_id=vehicle_id,
        checks=sorted(ticked.checks),
        channel=channel,
        handed_over_on=today,
        first_service_on=rules.first_service_on(today),
        finance_ends_on=car.finance_ends_on,
        by=actor.account_id,
        at=at,
    )
    row.state, row.closed_at = after, at
    row.save(update_fields=["state", "closed_at"])

    event = CarHandedOver(row.pk, row.customer_id, vehicle_id, made.first_service_on)
    tell(event, actor=actor, at=at, subject=row.subject, owner_node=row.owner_node)
    return vehicle_id


def _check(row: Prospect, ticked: Ticked) -> ContactKind:
    left = rules.missing(ticked.checks)
    if left:
        words = _("Still to do: %(what)s.")
        errors = {one.value: words % {"what": CHECK_LABELS[one]} for one in left}
        raise Invalid("checks_missing", " ".join(errors.values()), errors=errors)
    known = {way.kind for way in customers.contacts_of(row.customer_id)}
    if ticked.channel is None or ticked.channel not in known:
        sentence = _("Choose a way on which we know how to reach them.")
        raise invalid("channel", "channel_missing", sentence)
    return ticked.channel


def _register(row: Prospect, site: SiteInfo, car: NewCar, today: dt.date, at: dt.datetime) -> UUID:
    """Those who sell may not change cars, except that they bring new ones."""
    return vehicles.register_vehicle(
        make=car.make,
        model=car.model,
        model_year=car.model_year,
        country=site.country,
        owner_node=site.node,
        vin=car.vin,
        frame_number=car.frame_number,
        plate=car.plate,
        powertrain=car.powertrain,
        first_registered_on=today,
        delivered_on=today,
        owner_id=row.customer_id,
        actor=SYSTEM,
        at=at,
    )


def _may_remind(row: Prospect, channel: ContactKind, actor: Actor, at: dt.datetime) -> None:
    customers.give_consent(
        customer_id=row.customer_id,
        purpose=ContactPurpose.REMINDER,
        channel=channel,
        source=ConsentSource.COUNTER,
        actor=actor,
        at=at,
    )
