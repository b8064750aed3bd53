"""A store at site 7 with one part in it."""

from decimal import Decimal

from seibi.contexts.parts import facade as parts
from seibi.contexts.parts.contracts import Origin
from seibi.kernel.actor import SYSTEM
from tests.world import GROUP, NOON, SITE


def stocked(
    number: str = "04465-12592",
    quantity: int = 5,
    *,
    net: str = "8000",
    origin: Origin = Origin.OEM,
    node: str = SITE,
) -> str:
    """So many of one part on the shelf of a site, with a price in yen for the group."""
    if not parts.summaries(numbers=[number]):
        parts.add_part(
            number=number,
            name={"en": "Brake pads, front", "ja": "ブレーキパッド 前"},
            origin=origin,
            actor=SYSTEM,
            at=NOON,
        )
    parts.open_place(node=node, code="MAIN", actor=SYSTEM, at=NOON)
    parts.set_price(
        part_number=number, node=GROUP, net=Decimal(net), currency="JPY", actor=SYSTEM, at=NOON
    )
    if quantity:
        parts.receive(
            part_number=number,
            node=node,
            place_code="MAIN",
            quantity=Decimal(quantity),
            actor=SYSTEM,
            at=NOON,
        )
    return number
