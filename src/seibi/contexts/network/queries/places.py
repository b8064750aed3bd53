"""What there is in the network: places, workshops and companies."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from seibi.contexts.network.contracts import (
    LegalEntityInfo,
    NodeInfo,
    NodeKind,
    PostalAddress,
    SiteInfo,
    TaxRate,
)
from seibi.contexts.network.domain import addresses, tree
from seibi.contexts.network.models import LegalEntity, Node, Site
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound
from seibi.kernel.rows import under
from seibi.kernel.text import translated


def site(**sought: Any) -> SiteInfo:
    """The workshop with this id, code or node. Raises NotFound ("site_not_found")."""
    row = Site.objects.select_related("node").filter(**sought).first()
    if row is None:
        raise NotFound("site_not_found", _("There is no such workshop."))
    return site_info(row)


def sites(*nodes: str) -> list[SiteInfo]:
    """Workshops at or below these places, in the order of their paths."""
    rows = Site.objects.select_related("node").filter(under(*nodes)).order_by("owner_node")
    return [site_info(row) for row in rows]


def visible_site(site_id: UUID, actor: Actor) -> SiteInfo:
    """A workshop an actor may know of. Raises NotFound ("site_not_found")."""
    if not Site.objects.visible_to(actor).filter(pk=site_id).exists():
        raise NotFound("site_not_found", _("There is no such workshop."))
    return site(pk=site_id)


def nodes_with(actor: Actor, permission: str) -> list[NodeInfo]:
    """Places at or below those where an actor holds a permission, from the top down."""
    rows = Node.objects.filter(under(*actor.nodes(permission))).order_by("owner_node")
    return [node_info(row) for row in rows]


def address_lines(address: PostalAddress) -> tuple[str, ...]:
    """The lines as an envelope in that country carries them."""
    return addresses.lines(address)


def visible_nodes(actor: Actor) -> list[NodeInfo]:
    """Places an actor may know of, from the top down."""
    return [node_info(n) for n in Node.objects.visible_to(actor).order_by("owner_node")]


def node_names(paths: Iterable[str]) -> dict[str, str]:
    """Names by path in the reader's language; unknown paths are left out."""
    rows = Node.objects.filter(owner_node__in=set(paths))
    return {row.owner_node: translated(row.name) for row in rows}


def legal_entity(legal_entity_id: UUID) -> LegalEntityInfo:
    """Who signs the invoice. Raises NotFound ("legal_entity_not_found")."""
    row = LegalEntity.objects.filter(pk=legal_entity_id).first()
    if row is None:
        raise NotFound("legal_entity_not_found", _("There is no such company."))
    return LegalEntityInfo(
        id=row.pk,
        name=row.name,
        country=row.country,
        registration_number=row.registration_number,
        address=address_of(row.address, row.country),
        tax_rates=tuple(TaxRate(r["code"], Decimal(r["rate"])) for r in row.tax_rates),
    )


def site_info(row: Site) -> SiteInfo:
    """The value others get; the row must come with its node."""
    return SiteInfo(
        id=row.pk,
        code=row.code,
        node=row.owner_node,
        name=translated(row.node.name),
        tz=row.tz,
        country=row.country,
        currency=row.currency,
        languages=tuple(row.languages),
        legal_entity_id=row.legal_entity_id,
        address=address_of(row.address, row.country),
        phone=row.phone,
        group_node=tree.group_of(row.owner_node),
        latitude=row.latitude,
        longitude=row.longitude,
        services=tuple(row.services),
    )


def node_info(row: Node) -> NodeInfo:
    """A place with its name in the reader's language."""
    return NodeInfo(
        path=row.owner_node,
        kind=NodeKind(row.kind),
        name=translated(row.name),
        depth=len(tree.steps(row.owner_node)),
    )


def address_of(stored: Mapping[str, str], country: str) -> PostalAddress:
    """The address kept in a column."""
    return PostalAddress(**{"country": country, **stored})
