"""Everything that changes the tree: places, companies, workshops, what groups share."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import asdict
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.network.contracts import (
    NewLegalEntity,
    NewSite,
    NodeKind,
    PostalAddress,
    SharedData,
)
from seibi.contexts.network.domain import addresses, tree
from seibi.contexts.network.events import (
    DoorsOpened,
    LegalEntityRegistered,
    NodeAdded,
    SharingAgreed,
    SiteOpened,
)
from seibi.contexts.network.models import DealerContract, LegalEntity, Maker, Node, Site
from seibi.contexts.network.permissions import can_manage
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, RuleBroken, require
from seibi.kernel.journal.tell import tell


@transaction.atomic
def add_node(
    *, parent: str, code: str, name: Mapping[str, str], actor: Actor, at: dt.datetime
) -> str:
    """Grow the tree by one place; its kind follows from its depth. The path comes back.

    Raises NotAllowed, NotFound ("node_not_found"), Invalid ("bad_code"), RuleBroken
    ("node_exists", "too_deep").
    """
    require(can_manage(actor, parent))
    path = tree.child(parent, code)
    kind = tree.kind_at(path)
    if kind is None:
        raise RuleBroken("too_deep", _("Nothing can stand below a workshop."))
    if not tree.is_code(code):
        raise Invalid("bad_code", _("Use small letters, digits and dashes for the code."))
    if parent != "/" and not Node.objects.locked().filter(owner_node=parent).exists():
        raise NotFound("node_not_found", _("The place above does not exist."))
    if Node.objects.filter(owner_node=path).exists():
        raise RuleBroken("node_exists", _("This place exists already. Choose another code."))

    Node.objects.create(owner_node=path, kind=kind, code=code, name=dict(name))

    tell(
        NodeAdded(path=path, kind=kind), actor=actor, at=at, subject=f"node:{path}", owner_node=path
    )
    return path


@transaction.atomic
def register_legal_entity(*, node: str, new: NewLegalEntity, actor: Actor, at: dt.datetime) -> UUID:
    """A company is registered once, with the number its invoices must carry.

    Raises NotAllowed, Invalid ("bad_address"), RuleBroken ("already_registered").
    """
    require(can_manage(actor, node))
    address = checked_address(address=new.address)
    known = LegalEntity.objects.filter(
        country=new.country, registration_number=new.registration_number
    )
    if known.exists():
        raise RuleBroken(
            "already_registered", _("A company with this registration number exists already.")
        )

    row = LegalEntity.objects.create(
        owner_node=node,
        name=new.name,
        country=new.country,
        registration_number=new.registration_number,
        address=asdict(address),
        tax_rates=[{"code": r.code, "rate": str(r.rate)} for r in new.tax_rates],
    )

    tell(
        LegalEntityRegistered(legal_entity_id=row.pk, country=new.country),
        actor=actor,
        at=at,
        subject=f"legal_entity:{row.pk}",
        owner_node=node,
    )
    return row.pk


@transaction.atomic
def open_site(*, node: str, new: NewSite, actor: Actor, at: dt.datetime) -> UUID:
    """A workshop opens at a place of the tree that is there for it.

    Raises NotAllowed, NotFound ("node_not_found"), Invalid ("bad_address", "bad_time_zone"),
    RuleBroken ("not_a_site", "site_exists").
    """
    require(can_manage(actor, node))
    place = Node.objects.locked().filter(owner_node=node).first()
    if place is None:
        raise NotFound("node_not_found", _("This place does not exist."))
    if place.kind != NodeKind.SITE:
        raise RuleBroken("not_a_site", _("A workshop opens below a dealer group."))
    if Site.objects.filter(node=place).exists() or Site.objects.filter(code=new.code).exists():
        raise RuleBroken("site_exists", _("There is a workshop with this place or code already."))
    checked_zone(tz=new.tz)
    address = checked_address(address=new.address)

    latitude, longitude = new.coordinates or (None, None)
    row = Site.objects.create(
        owner_node=node,
        node=place,
        legal_entity_id=new.legal_entity_id,
        code=new.code,
        tz=new.tz,
        country=new.country,
        currency=new.currency,
        languages=list(new.languages),
        address=asdict(address),
        phone=new.phone,
        latitude=latitude,
        longitude=longitude,
        services=sorted(new.services),
        opened=new.opened,
    )

    tell(
        SiteOpened(site_id=row.pk, node=node, code=new.code),
        actor=actor,
        at=at,
        subject=f"site:{row.pk}",
        owner_node=node,
    )
    return row.pk


@transaction.atomic
def open_doors(*, site_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """A workshop that was prepared has free times from now on; open already, nothing changes.

    Raises NotFound ("site_not_found"), NotAllowed.
    """
    row = Site.objects.visible_to(actor).locked().filter(pk=site_id).first()
    if row is None:
        raise NotFound("site_not_found", _("There is no such workshop."))
    require(can_manage(actor, row.owner_node))
    if row.opened:
        return

    row.opened = True
    row.save(update_fields=["opened"])

    tell(
        DoorsOpened(site_id=row.pk),
        actor=actor,
        at=at,
        subject=f"site:{row.pk}",
        owner_node=row.owner_node,
    )


@transaction.atomic
def agree_sharing(
    *,
    group: str,
    maker: str,
    maker_name: str,
    shares: Collection[SharedData],
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """From now on the maker sees of this group what is named here, and nothing else.

    Raises NotAllowed, RuleBroken ("not_a_group").
    """
    require(can_manage(actor, group))
    if tree.kind_at(group) != NodeKind.DEALER_GROUP:
        raise RuleBroken("not_a_group", _("Makers make contracts with dealer groups."))
    made, _created = Maker.objects.get_or_create(code=maker, defaults={"name": maker_name})
    running = DealerContract.objects.locked().filter(owner_node=group, maker=made, valid_until=None)
    for contract in running:
        contract.valid_until = at
        contract.save(update_fields=["valid_until"])

    row = DealerContract.objects.create(
        owner_node=group, maker=made, shares=sorted(shares), valid_from=at
    )

    tell(
        SharingAgreed(contract_id=row.pk, maker=maker, node=group, shares=tuple(sorted(shares))),
        actor=actor,
        at=at,
        subject=f"contract:{row.pk}",
        owner_node=group,
    )
    return row.pk


def checked_address(*, address: PostalAddress) -> PostalAddress:
    """The address as the post writes it. Raises Invalid ("bad_address") with the fields."""
    tidy = addresses.tidy(address)
    words = {
        "missing": _("This is needed for an address in this country."),
        "postal_code": _("This is not a postal code of this country."),
        "state": _("Use the two letters of the state, such as CA."),
        "country": _("Use the two letters of the country, such as JP."),
    }
    if wrong := addresses.mistakes(tidy):
        errors = {field: words[mistake] for field, mistake in wrong.items()}
        raise Invalid("bad_address", _("The address is not complete yet."), errors=errors)
    return tidy


def checked_zone(*, tz: str) -> None:
    """Raises Invalid ("bad_time_zone") for a name the world does not know."""
    try:
        ZoneInfo(tz)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Invalid("bad_time_zone", _("This is not the name of a time zone.")) from error
