"""The list of whom to call in the demo: made yesterday, worked on, made again today."""

import datetime as dt

from seibi.config.demo.casting import Cast
from seibi.config.demo.fleet import OwnedCar
from seibi.config.demo.network import SeededSite
from seibi.contexts.care import facade as care
from seibi.contexts.care.contracts import ContactRow, Outcome
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import (
    ConsentSource,
    ContactKind,
    ContactPurpose,
    NewContact,
    Preferences,
    QuietHours,
)
from seibi.contexts.network.contracts import Role
from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM

A_DAY = dt.timedelta(days=1)
LATE_RISER = QuietHours(dt.time(21), dt.time(11))
DAYS_LEFT = (3, 5, 12, 20)  # until what the car itself says is due
NOTES = {
    "JP": "お留守のようでした。夕方にもう一度。",
    "CN": "没人接，傍晚再打一次。",
    "US": "Rang long; try again in the evening.",
}


def keep_in_touch(site: SeededSite, unbooked: list[OwnedCar]) -> None:
    """Two cars of one household, a long sleeper, one who likes letters, one who did not answer."""
    at = clock.now()
    asked = unbooked[: len(DAYS_LEFT)]
    for owned, days in zip(asked, DAYS_LEFT, strict=False):
        _becomes_due(owned, "OIL-FILTER" if owned.car.has_engine else "TYRE-ROTATE", days, at)
    for owned in asked[:3]:
        _agrees(owned, ContactKind.PHONE, at)
    if len(asked) > 1:
        _live_together(asked[0], asked[1], at)
    for owned in asked[2:3]:
        _likes(owned, quiet=LATE_RISER, at=at)
    for owned in asked[3:4]:
        _agrees(owned, ContactKind.EMAIL, at)
        _likes(owned, mail=True, at=at)
    _work_through(site, at)


def _work_through(site: SeededSite, at: dt.datetime) -> None:
    care.compute(site_id=site.id, actor=SYSTEM, at=at - A_DAY)
    listed = care.today(site_id=site.id, actor=SYSTEM, at=at - A_DAY).to_call
    if tried := _last(listed):
        care.note_outcome(
            contact_id=tried.id,
            outcome=Outcome.NO_ANSWER,
            text=NOTES[site.group.country],
            actor=Cast(site).one(Role.CR),
            at=at - A_DAY,
        )
    care.compute(site_id=site.id, actor=SYSTEM, at=at)
    care.write_to_owners(site_id=site.id, actor=SYSTEM, at=at)


def _last(rows: tuple[ContactRow, ...]) -> ContactRow | None:
    return next((row for row in reversed(rows) if row.phone and len(row.reasons) == 1), None)


def _becomes_due(owned: OwnedCar, code: str, days: int, at: dt.datetime) -> None:
    vehicles.hear_signal(
        vehicle_id=owned.vehicle_id, operation_code=code, remaining_days=days, actor=SYSTEM, at=at
    )


def _live_together(one: OwnedCar, other: OwnedCar, at: dt.datetime) -> None:
    """Two owners with one telephone number are one call."""
    theirs = customers.contacts_of(one.customer_id)
    for way in customers.contacts_of(other.customer_id):
        if way.kind is ContactKind.PHONE:
            customers.remove_contact(contact_id=way.id, actor=SYSTEM, at=at)
    for way in theirs:
        if way.kind is ContactKind.PHONE:
            new = NewContact(ContactKind.PHONE, way.value)
            customers.add_contact(customer_id=other.customer_id, new=new, actor=SYSTEM, at=at)


def _agrees(owned: OwnedCar, channel: ContactKind, at: dt.datetime) -> None:
    customers.give_consent(
        customer_id=owned.customer_id,
        purpose=ContactPurpose.REMINDER,
        channel=channel,
        source=ConsentSource.OWN_PAGE,
        actor=SYSTEM,
        at=at,
    )


def _likes(
    owned: OwnedCar, *, quiet: QuietHours | None = None, mail: bool = False, at: dt.datetime
) -> None:
    liked = {ContactPurpose.REMINDER: ContactKind.EMAIL} if mail else {}
    customers.set_preferences(
        customer_id=owned.customer_id,
        preferences=Preferences(liked, quiet),
        actor=SYSTEM,
        at=at,
    )
