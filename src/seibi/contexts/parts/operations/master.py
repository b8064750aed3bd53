"""Changes to the part master: parts, places and prices."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.parts.contracts import Origin, PartInfo, PlaceKind, Price
from seibi.contexts.parts.events import PartAdded, PlaceOpened, PriceSet
from seibi.contexts.parts.models import Part, PartPrice, Place
from seibi.contexts.parts.permissions import can_manage
from seibi.contexts.parts.queries import part_info
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, require
from seibi.kernel.journal.tell import tell


@transaction.atomic
def add_part(
    *,
    number: str,
    name: dict[str, str],
    actor: Actor,
    at: dt.datetime,
    origin: Origin = Origin.OEM,
    maker: str = "",
    unit: str = "pc",
) -> PartInfo:
    """A part number names one part; adding it again changes nothing and returns it.

    Raises NotAllowed, Invalid ("part_number_missing").
    """
    node = actor.grants[0].node_path if actor.grants else "/"
    require(can_manage(actor, node))
    number = number.strip().upper()
    if not number:
        sentence = _("A part needs its number.")
        raise Invalid("part_number_missing", sentence, errors={"number": sentence})
    part, is_new = Part.objects.get_or_create(
        number=number, defaults={"name": name, "origin": origin, "maker": maker, "unit": unit}
    )
    if is_new:
        tell(
            PartAdded(part.pk, number, str(origin)),
            actor=actor,
            at=at,
            subject=f"part:{part.pk}",
            owner_node=node,
        )
    return part_info(part)


@transaction.atomic
def open_place(
    *, node: str, code: str, actor: Actor, at: dt.datetime, kind: PlaceKind = PlaceKind.STORE
) -> UUID:
    """A code names one place per site; opening it again changes nothing and returns it.

    Raises NotAllowed.
    """
    require(can_manage(actor, node))
    place, is_new = Place.objects.get_or_create(owner_node=node, code=code, defaults={"kind": kind})
    if is_new:
        tell(
            PlaceOpened(place.pk, code),
            actor=actor,
            at=at,
            subject=f"place:{place.pk}",
            owner_node=node,
        )
    return place.pk


@transaction.atomic
def set_price(
    *, part_number: str, node: str, net: Decimal, currency: str, actor: Actor, at: dt.datetime
) -> Price:
    """The price of a part at a node and below it, until it is set again.

    Raises NotFound ("part_not_found"), NotAllowed, Invalid ("price_negative").
    """
    require(can_manage(actor, node))
    part = Part.objects.filter(number=part_number).first()
    if part is None:
        raise NotFound("part_not_found", _("No part has this number."))
    if net < 0:
        sentence = _("A price is not below zero.")
        raise Invalid("price_negative", sentence, errors={"net": sentence})
    PartPrice.objects.update_or_create(
        part=part, owner_node=node, currency=currency, defaults={"net": net}
    )
    tell(
        PriceSet(part_number, net, currency),
        actor=actor,
        at=at,
        subject=f"part:{part.pk}",
        owner_node=node,
    )
    return Price(part_number, net, currency)
