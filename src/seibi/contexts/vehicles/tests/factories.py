"""The smallest legal cars and people, made through the operations."""

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import CustomerKind, NewCustomer
from seibi.contexts.network.contracts import Role
from seibi.contexts.vehicles.operations.cars import register_vehicle
from seibi.kernel.actor import SYSTEM
from tests.world import GROUP, NOON, SITE, actor

ACCORD = "19XCY1F20RA000001"
CIVIC = "1HGCM82633A004352"
ELSEWHERE = "/jp/kansai/midori/site-3/"


def car(**facts):
    """A Honda Accord of 2024 in the books of the group."""
    said = {
        "make": "Honda",
        "model": "Accord",
        "model_year": 2024,
        "country": "US",
        "owner_node": SITE,
        "actor": SYSTEM,
        "at": NOON,
        **facts,
    }
    return register_vehicle(**said)


def customer(name="Grace"):
    """A person known to the group."""
    return customers.register_customer(
        group_node=GROUP,
        new=NewCustomer(CustomerKind.PERSON, given_name=name, family_name="Hopper", country="US"),
        contacts=[],
        actor=SYSTEM,
        at=NOON,
    )


def stranger_at_work():
    """An advisor of another dealer group."""
    return actor("eve", Role.ADVISOR, ELSEWHERE)


def administrator():
    """Somebody who may import recalls, and nothing else about cars."""
    return actor("lena", Role.ADMINISTRATOR)
