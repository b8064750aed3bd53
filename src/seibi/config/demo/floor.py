"""The floor of the demo: badges and PINs for shared tablets, and certificates."""

import datetime as dt
import hashlib
from uuid import UUID

from seibi.config.demo.network import SeededSite
from seibi.config.middleware import actor_for
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Role
from seibi.contexts.work_orders import facade as work_orders
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.errors import DomainError

PIN = "2580"  # of those on the floor of the demo who have chosen one
WITH_PIN = 2


def equip_floor(site: SeededSite, at: dt.datetime) -> None:
    """Technicians have badges that read like their sign-in name; the first two have a PIN too.

    A PIN is hashed slowly on purpose, so not everybody in the demo has chosen one yet.
    """
    floor = [one for one in site.site.staff if one.role is Role.TECHNICIAN]
    for number, person in enumerate(floor):
        account = site.staff[person.login]
        network.issue_badge(account_id=account, code=badge_of(person.login), actor=SYSTEM, at=at)
        if number < WITH_PIN:
            network.set_own_pin(pin=PIN, again=PIN, actor=actor_for(account), at=at)


def badge_of(login: str) -> str:
    """The code on somebody's badge: their sign-in name, long enough for a badge."""
    return (login + hashlib.sha256(login.encode()).hexdigest())[:12].upper()


def sign_what_the_law_asks(work_order_id: UUID, inspector: Actor, at: dt.datetime) -> None:
    """Where a certificate of repair is asked for, an inspector who did not do the work signs."""
    try:
        work_orders.issue_certificate(work_order_id=work_order_id, actor=inspector, at=at)
    except DomainError as refusal:
        if refusal.code not in ("no_certificate_needed", "wrong_state"):
            raise
