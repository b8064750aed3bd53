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
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM

A_DAY = dt.timedelta(days=1)
HOUSEHOLD = 3  # the first and the fourth of those without a visit live together
LATE_RISER = QuietHours(dt.time(21), dt.time(11))
NOTES = {
    "JP": "お留守のようでした。夕方にもう一度。",
    "CN": "没人接，傍晚再打一次。",
    "US": "Rang long; try again in the evening.",
}


def keep_in_touch(site: SeededSite, unbooked: list[OwnedCar]) -> None:
    """Some live together, one sleeps long, one likes letters; yesterday somebody did not answer."""
    at = clock.now()
    _live_together(unbooked, at)
    if len(unbooked) > 2 * HOUSEHOLD:
        _likes(unbooked[2 * HOUSEHOLD], quiet=LATE_RISER, at=at)
    if len(unbooked) > 1:
        _agrees(unbooked[1], ContactKind.EMAIL, at)
        _likes(unbooked[1], mail=True, at=at)
    caller = Cast(site).one(Role.CR)
    care.compute(site_id=site.id, actor=SYSTEM, at=at - A_DAY)
    if tried := _first(care.today(site_id=site.id, actor=SYSTEM, at=at - A_DAY).to_call):
        care.note_outcome(
            contact_id=tried.id,
            outcome=Outcome.NO_ANSWER,
            text=NOTES[site.group.country],
            actor=caller,
            at=at - A_DAY,
        )
    care.compute(site_id=site.id, actor=SYSTEM, at=at)


def _first(rows: tuple[ContactRow, ...]) -> ContactRow | None:
    return next((row for row in rows if not row.urgent and row.phone), None)


def _live_together(unbooked: list[OwnedCar], at: dt.datetime) -> None:
    """Two owners with one telephone number are one call."""
    if len(unbooked) <= HOUSEHOLD:
        return
    one, other = unbooked[0].customer_id, unbooked[HOUSEHOLD].customer_id
    for way in customers.contacts_of(other):
        if way.kind is ContactKind.PHONE:
            customers.remove_contact(contact_id=way.id, actor=SYSTEM, at=at)
    for way in customers.contacts_of(one):
        if way.kind is ContactKind.PHONE:
            new = NewContact(ContactKind.PHONE, way.value)
            customers.add_contact(customer_id=other, new=new, actor=SYSTEM, at=at)
            return


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
