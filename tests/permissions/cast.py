"""Everybody who may knock: each role at the site whose cars are asked for, and elsewhere.

Owners and bringers have a second self who has nothing to do with these cars. People of one site
have two: at another site of the same dealer group, and in another group. Leaders have one: at the
same height of another branch of the tree; those of a maker see what a group has agreed to share.
"""

from dataclasses import dataclass
from uuid import UUID

from django.test import Client

from seibi.contexts.customers import facade as customers
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests.factories import grow
from seibi.kernel.accounts.models import Account
from seibi.kernel.actor import SYSTEM
from tests.world import GROUP, IDS, NOON, OTHER_SITE, SITE

OTHER_GROUP = "/jp/kansai/midori/"
ANOTHER_GROUP_S_SITE = f"{OTHER_GROUP}site-3/"
AT_A_SITE = (SITE, OTHER_SITE, ANOTHER_GROUP_S_SITE)
PLACES: dict[Role, tuple[str, ...]] = {
    Role.CR: AT_A_SITE,
    Role.ADVISOR: AT_A_SITE,
    Role.CONTROLLER: AT_A_SITE,
    Role.TECHNICIAN: AT_A_SITE,
    Role.PARTS_CLERK: AT_A_SITE,
    Role.CASHIER: AT_A_SITE,
    Role.SALES: AT_A_SITE,
    Role.SERVICE_MANAGER: AT_A_SITE,
    Role.LOCAL_LEADER: (GROUP, OTHER_GROUP),
    Role.REGIONAL_LEADER: ("/jp/kanto/", "/jp/kansai/"),
    Role.HEAD_OFFICE: ("/jp/", "/cn/"),
    Role.AUDITOR: (GROUP, OTHER_GROUP),
    Role.ADMINISTRATOR: (GROUP, OTHER_GROUP),
}
OWNERS = (Role.OWNER, Role.BRINGER)
STRANGER, ANONYMOUS = "stranger", "anonymous"
COLUMNS = (*map(str, OWNERS), *map(str, PLACES), STRANGER, ANONYMOUS)
KNOWN = {  # who of the cast is who at site 7: the clocks on the cars are theirs
    Role.ADVISOR: "ada",
    Role.TECHNICIAN: "mia",
    Role.SERVICE_MANAGER: "sora",
    Role.CASHIER: "carl",
    Role.PARTS_CLERK: "paul",
    Role.CONTROLLER: "lena",
}


@dataclass(frozen=True, slots=True)
class Knocker:
    """Somebody at a browser; ``column`` is their role, ``place`` 0 is where the cars are."""

    column: str
    place: int
    browser: Client
    account_id: UUID | None = None


def everybody(owned: dict[str, tuple[UUID, UUID]]) -> list[Knocker]:
    """All of them, signed in. ``owned`` names the records of owners and bringers: ours, others."""
    found = [
        _signed_in(str(role), number, _owner(str(role), number, record))
        for role in OWNERS
        for number, record in enumerate(owned[str(role)])
    ]
    found += [
        _signed_in(str(role), number, _colleague(role, node, number))
        for role, nodes in PLACES.items()
        for number, node in enumerate(nodes)
    ]
    stranger = Account.objects.create_user("stranger@example.com", display_name="Eve")
    return [
        *found,
        _signed_in(STRANGER, 0, stranger),
        Knocker(ANONYMOUS, 0, Client(raise_request_exception=False)),
    ]


def _owner(role: str, number: int, record: UUID) -> Account:
    account = Account.objects.create_user(f"{role}-{number}@example.com", language="en")
    customers.link_account(account_id=account.pk, customer_id=record, actor=SYSTEM, at=NOON)
    return account


def _colleague(role: Role, node: str, number: int) -> Account:
    name = KNOWN.get(role) if number == 0 else None
    email = f"{name}@example.org" if name else f"{role}-{number}@staff.example"
    grow(node)
    account = network.hire(
        node=node, name=name or f"{role} {number}", email=email, actor=SYSTEM, at=NOON
    )
    assert name is None or account == IDS[name]
    network.grant_role(account_id=account, role=role, node=node, actor=SYSTEM, at=NOON)
    found = Account.objects.get(pk=account)
    found.set_unusable_password()
    found.save()
    return found


def _signed_in(column: str, place: int, account: Account) -> Knocker:
    browser = Client(raise_request_exception=False)
    browser.force_login(account)
    return Knocker(column, place, browser, account.pk)
