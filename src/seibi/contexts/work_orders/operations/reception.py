"""Receiving a car: who is who, pictures, marks, the walk around it, signed; the first promise."""

import datetime as dt
from dataclasses import asdict
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.customers import facade as customers
from seibi.contexts.network import facade as network
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.contracts import DistanceUnit, ReadingSource
from seibi.contexts.work_orders.contracts import Action, PartyRole, PhotoPurpose, State
from seibi.contexts.work_orders.contracts.reception import WalkAround
from seibi.contexts.work_orders.domain.lifecycle import LIFECYCLE
from seibi.contexts.work_orders.events import CarKept, CarReceived, PartiesNamed, PhotoKept
from seibi.contexts.work_orders.models.reception import DamagePin, Photo, Reception
from seibi.contexts.work_orders.models.work_order import Party, WorkOrder
from seibi.contexts.work_orders.operations import board, texts
from seibi.contexts.work_orders.operations.loading import (
    account_or_none,
    house,
    locked_work_order,
    said,
)
from seibi.contexts.work_orders.operations.moving import advance, tell_about
from seibi.contexts.work_orders.permissions import can_receive, can_see_internal
from seibi.contexts.work_orders.queries.names import names_for
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, RuleBroken, require
from seibi.kernel.evidence import records as evidence
from seibi.kernel.files import store
from seibi.kernel.files.models import Retention
from seibi.ui import formats

IMAGES = ("image/jpeg", "image/png", "image/webp")


@transaction.atomic
def name_party(
    *,
    work_order_id: UUID,
    role: PartyRole,
    customer_id: UUID | None,
    name: str,
    phone: str,
    limit: Decimal | None,
    purchase_order: str,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """Three hats, each with a name: who brings it, whose it is, who may say yes and how far.

    Raises NotFound, NotAllowed, Invalid ("name_missing").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_receive(actor, work_order.owner_node))
    if customer_id is None:
        name = said(name, "name", _("Say who this is."))
    elif customer_id not in customers.summaries([customer_id]):
        raise NotFound("customer_not_found", _("There is no such customer."))
    Party.objects.update_or_create(
        work_order=work_order,
        role=role,
        defaults={
            "customer_id": customer_id,
            "name": name.strip(),
            "phone": phone.strip(),
            "limit_amount": limit,
            "purchase_order": purchase_order.strip(),
        },
    )
    tell_about(work_order, PartiesNamed(work_order.pk, (str(role),)), actor=actor, at=at)


@transaction.atomic
def keep_photo(
    *,
    work_order_id: UUID,
    upload: Any,
    purpose: PhotoPurpose,
    caption: str,
    line_id: UUID | None,
    finding_id: UUID | None,
    for_owner: bool,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """A picture belongs to a visit, without what the camera added. Returns the photo's id.

    Raises NotFound, NotAllowed, TooLarge, Invalid ("file_type_refused", …).
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_see_internal(actor, work_order.owner_node))
    subject = work_order.subject if for_owner else f"work_order_check:{work_order.pk}"
    kept = store.keep(
        upload,
        subject=subject,
        owner_node=work_order.owner_node,
        retention=Retention.RECORD,
        accept=IMAGES,
        at=at,
    )
    photo = Photo.objects.create(
        work_order=work_order,
        file_id=kept.id,
        purpose=purpose,
        caption=caption.strip()[:200],
        line_id=line_id,
        finding_id=finding_id,
        for_owner=for_owner,
        taken_by=actor.account_id,
        taken_at=at,
    )
    tell_about(work_order, PhotoKept(work_order.pk, photo.pk, str(purpose)), actor=actor, at=at)
    return photo.pk


@transaction.atomic
def receive_car(
    *, work_order_id: UUID, walk_around: WalkAround, actor: Actor, at: dt.datetime
) -> str:
    """The car is received once, as signed: state, marks, words, odometer. Returns a sentence when
    the odometer looks wrong (it is kept and flagged), "" when it is fine.

    Raises NotFound, NotAllowed, RuleBroken ("received_already", "wrong_state"), Invalid
    ("signed_by_missing", "reception_incomplete", "words_missing").
    """
    work_order = locked_work_order(work_order_id, actor)
    require(can_receive(actor, work_order.owner_node))
    _check_nobody_was_faster(work_order)
    LIFECYCLE.after(State(work_order.state), Action.CHECK_IN)
    _check_reception(walk_around)
    _check_photos(work_order, walk_around)
    signed_by = said(
        walk_around.signed_by, "signed_by", _("Type the name of the person who signs.")
    )
    words = said(
        walk_around.interview.words.strip() or work_order.wishes,
        "words",
        _("Write down what the customer says, in their words."),
    )

    work_order.checked_in_at = at
    work_order.advisor_id = account_or_none(actor) or work_order.advisor_id
    advance(work_order, Action.CHECK_IN, actor=actor, at=at)
    board.arrived(work_order, actor=actor, at=at)
    board.show(work_order, actor=actor, at=at)
    reading = vehicles.record_odometer(
        vehicle_id=work_order.vehicle_id,
        value=walk_around.odometer,
        unit=DistanceUnit(walk_around.odometer_unit),
        source=ReadingSource.DESK,
        owner_node=work_order.owner_node,
        actor=house(actor),
        at=at,
    )
    work_order.odometer_in_km = reading.reading.km
    work_order.save(update_fields=["odometer_in_km"])
    signature_id = keep_signature(work_order, walk_around.signature, at)
    evidence_id = evidence.record(
        kind="reception",
        subject=work_order.subject,
        channel=evidence.Channel.IN_PERSON,
        who=signed_by,
        text=texts.reception_text(work_order, walk_around, words),
        file_ids=[signature_id] if signature_id else [],
        owner_node=work_order.owner_node,
        actor=actor,
        at=at,
    )
    _write(work_order, walk_around, words, reading.sentence, signature_id, evidence_id, actor, at)

    photos = Photo.objects.filter(work_order=work_order).count()
    pins = len(walk_around.pins)
    event = CarReceived(work_order.pk, work_order.vehicle_id, evidence_id, pins, photos)
    tell_about(work_order, event, actor=actor, at=at)
    return reading.sentence


@transaction.atomic
def keep_car(
    *, work_order_id: UUID, key_tag: str, parking_place: str, actor: Actor, at: dt.datetime
) -> None:
    """Where the key hangs and the car stands, on the card too. Raises NotFound, NotAllowed."""
    work_order = locked_work_order(work_order_id, actor)
    require(can_see_internal(actor, work_order.owner_node))
    work_order.key_tag = key_tag.strip()[:20]
    work_order.parking_place = parking_place.strip()[:40]
    work_order.save(update_fields=["key_tag", "parking_place"])
    board.show(work_order, actor=actor, at=at)
    event = CarKept(work_order.pk, work_order.key_tag, work_order.parking_place)
    tell_about(work_order, event, actor=actor, at=at)


@transaction.atomic
def car_was_placed(
    *, arrival_id: UUID, key_tag: str, parking_place: str, actor: Actor, at: dt.datetime
) -> bool:
    """The visit shows where reception hung the key and put the car; whether there is a visit."""
    rows = WorkOrder.objects.visible_to(actor).filter(arrival_id=arrival_id)
    work_order = rows.locked().first()
    if work_order is None:
        return False
    require(can_see_internal(actor, work_order.owner_node))
    work_order.key_tag, work_order.parking_place = key_tag[:20], parking_place[:40]
    work_order.save(update_fields=["key_tag", "parking_place"])
    event = CarKept(work_order.pk, work_order.key_tag, work_order.parking_place)
    tell_about(work_order, event, actor=actor, at=at)
    return True


def keep_signature(work_order: WorkOrder, signature: bytes | None, at: dt.datetime) -> UUID | None:
    """The drawn or photographed signature as a file of the visit, for as long as the law asks."""
    if not signature:
        return None
    kept = store.keep(
        signature,
        subject=work_order.subject,
        owner_node=work_order.owner_node,
        retention=Retention.LEGAL,
        accept=IMAGES,
        at=at,
    )
    return kept.id


def _write(
    work_order: WorkOrder,
    walk_around: WalkAround,
    words: str,
    warning: str,
    signature_id: UUID | None,
    evidence_id: UUID,
    actor: Actor,
    at: dt.datetime,
) -> None:
    """The signed facts and the marks on the drawing, as rows."""
    interview = walk_around.interview
    Reception.objects.create(
        work_order=work_order,
        odometer=walk_around.odometer,
        odometer_unit=walk_around.odometer_unit,
        odometer_warning=warning,
        fuel_percent=walk_around.fuel_percent,
        charge_percent=walk_around.charge_percent,
        valuables=walk_around.valuables.strip(),
        words=words,
        interview=asdict(interview),
        reproduced=interview.reproduced,
        joint_test_drive=interview.joint_test_drive,
        keep_old_parts=walk_around.keep_old_parts,
        seat_covers=walk_around.seat_covers,
        payment=walk_around.payment or "",
        courtesy_car=walk_around.courtesy_car,
        begun_at=walk_around.begun_at,
        signed_by=walk_around.signed_by.strip(),
        signature_file_id=signature_id,
        evidence_id=evidence_id,
        received_by=actor.account_id,
        signed_at=at,
    )
    for pin in walk_around.pins:
        DamagePin.objects.create(
            work_order=work_order,
            x=pin.x,
            y=pin.y,
            kind=pin.kind,
            note=pin.note[:200],
            photo_id=pin.photo_id,
            marked_at=at,
        )


def _check_nobody_was_faster(work_order: WorkOrder) -> None:
    """Whoever comes second is told by whom and when the car was received."""
    done = Reception.objects.filter(work_order=work_order, undone_at=None).first()
    if done is None:
        return
    who = names_for([work_order], accounts=[done.received_by]).colleague(done.received_by)
    at = formats.local_time(done.signed_at, network.site(work_order.site_id).tz)
    sentence = _(
        "%(name)s received this car at %(time)s. Look at the visit before you add anything."
    )
    raise RuleBroken("received_already", sentence % {"name": who or _("Somebody else"), "time": at})


def _check_reception(walk_around: WalkAround) -> None:
    errors: dict[str, str] = {}
    if walk_around.odometer < 0:
        errors["odometer"] = _("The odometer shows zero or more.")
    gauges = {
        "fuel_percent": walk_around.fuel_percent,
        "charge_percent": walk_around.charge_percent,
    }
    for field, value in gauges.items():
        if value is not None and not 0 <= value <= 100:
            errors[field] = _("A gauge shows 0 to 100 per cent.")
    if any(not (0 <= pin.x <= 1000 and 0 <= pin.y <= 1000) for pin in walk_around.pins):
        errors["pins"] = _("A mark lies on the drawing of the car.")
    if errors:
        raise Invalid("reception_incomplete", next(iter(errors.values())), errors=errors)


def _check_photos(work_order: WorkOrder, walk_around: WalkAround) -> None:
    """A mark points at pictures of this visit only."""
    named = {pin.photo_id for pin in walk_around.pins if pin.photo_id}
    if Photo.objects.filter(work_order=work_order, pk__in=named).count() != len(named):
        sentence = _("A mark shows a photo of this visit. Choose the photo again.")
        raise Invalid("reception_incomplete", sentence, errors={"pins": sentence})
