"""Whom those who look after owners find in the demo: their own customers, calls, a wait-list."""

import datetime as dt

from seibi.config.demo.fleet import OwnedCar
from seibi.config.demo.network import SeededSite
from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts import Door, Wishes
from seibi.contexts.booking.contracts.waiting import WaitWish
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ConsentSource, ContactKind, ContactPurpose
from seibi.contexts.network.contracts import Role
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM

OWN, KNOWN = 4, 80  # every fourth of the first owners is the customer of somebody in sales
CALLED = 3  # every so many-th wants to be called when something is due
WAITING = (("OIL-FILTER",), ("TYRE-ROTATE",))  # what those want who wait for a time
DAYS = 6


def look_after(site: SeededSite, fleet: list[OwnedCar], unbooked: list[OwnedCar]) -> None:
    """Sales know some owners, some may be called, and the last two without a visit wait."""
    at = clock.now()
    sellers = [one.login for one in site.site.staff if one.role is Role.SALES]
    for owned in fleet[1:KNOWN:OWN] if sellers else ():
        customers.assign_sales(
            customer_id=owned.customer_id,
            account_id=site.staff[sellers[0]],
            actor=SYSTEM,
            at=at,
        )
    for owned in unbooked[::CALLED]:
        customers.give_consent(
            customer_id=owned.customer_id,
            purpose=ContactPurpose.REMINDER,
            channel=ContactKind.PHONE,
            source=ConsentSource.COUNTER,
            actor=SYSTEM,
            at=at,
        )
    for owned, codes in zip(reversed(unbooked), WAITING, strict=False):
        _wait(site, owned, codes, at)


def _wait(site: SeededSite, owned: OwnedCar, codes: tuple[str, ...], at: dt.datetime) -> None:
    """Early on one of the next days; where such a time is free, it is offered at once."""
    today = clock.local_day(at, site.group.tz)
    booking.wait_for_time(
        site_id=site.id,
        customer_id=owned.customer_id,
        vehicle_id=owned.vehicle_id,
        operation_codes=codes,
        wishes=Wishes(""),
        wish=WaitWish(
            from_day=today,
            until_day=today + dt.timedelta(days=DAYS),
            until_time=dt.time(9, 30),
        ),
        door=Door.DESK,
        language=customers.summaries([owned.customer_id])[owned.customer_id].language,
        actor=SYSTEM,
        at=at,
    )
