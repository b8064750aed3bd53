"""What there is in the network: places, workshops and companies."""

import json
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
from seibi.kernel.rows import fetched, under
from seibi.kernel.text import translated

_WORKSHOPS = """
    SELECT s.id, s.code, s.owner_node, n.name::text, s.tz, s.country, s.currency, s.languages,
           s.legal_entity_id, s.address::text, s.phone, s.latitude, s.longitude, s.services,
           s.opened
    FROM network_site AS s JOIN network_node AS n ON n.id = s.node_id
"""  # almost every request asks for one
_SITE = """
    WHERE s.id = %(pk)s::uuid OR s.code = %(code)s OR s.owner_node = %(node)s
"""
_AMONG = """
    WHERE s.id = ANY(%(ids)s::uuid[])
"""
_UNDER = """
    WHERE EXISTS (SELECT 1 FROM unnest(%(nodes)s::text[]) AS above(path)
                  WHERE starts_with(s.owner_node, above.path))
    ORDER BY s.owner_node
"""


def site(*, pk: UUID | None = None, code: str = "", owner_node: str = "") -> SiteInfo:
    """The workshop with this id, code or node. Raises NotFound ("site_not_found")."""
    for row in fetched(_WORKSHOPS + _SITE, pk=pk, code=code, node=owner_node):
        return _site_info(row)
    raise NotFound("site_not_found", _("There is no such workshop."))


def sites_by_id(ids: Iterable[UUID]) -> dict[UUID, SiteInfo]:
    """These workshops by id; ids that do not exist are left out. One query."""
    wanted = list(set(ids))
    rows = fetched(_WORKSHOPS + _AMONG, ids=wanted) if wanted else []
    return {found.id: found for found in map(_site_info, rows)}


def sites(*nodes: str) -> list[SiteInfo]:
    """Workshops at or below these places, in the order of their paths."""
    return [_site_info(row) for row in fetched(_WORKSHOPS + _UNDER, nodes=list(nodes))]


def time_zone_of(node: str) -> str:
    """The time zone of a workshop, or of the first one below a place; UTC where there is none."""
    return next((found.tz for found in sites(node)), "UTC") if node else "UTC"


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
    return _entity_info(row)


def legal_entities_at(node: str) -> list[LegalEntityInfo]:
    """The companies that sign invoices at a place, by name. One query."""
    rows = LegalEntity.objects.filter(owner_node=node).order_by("name", "pk")
    return [_entity_info(row) for row in rows]


def _entity_info(row: LegalEntity) -> LegalEntityInfo:
    return LegalEntityInfo(
        id=row.pk,
        name=row.name,
        country=row.country,
        registration_number=row.registration_number,
        address=address_of(row.address, row.country),
        tax_rates=tuple(TaxRate(r["code"], Decimal(r["rate"])) for r in row.tax_rates),
    )


def _site_info(row: tuple[Any, ...]) -> SiteInfo:
    pk, code, node, name, tz, country, currency, languages, company, address, phone, *rest = row
    latitude, longitude, services, opened = rest
    return SiteInfo(
        id=pk,
        code=code,
        node=node,
        name=translated(json.loads(name)),
        tz=tz,
        country=country,
        currency=currency,
        languages=tuple(languages),
        legal_entity_id=company,
        address=address_of(json.loads(address), country),
        phone=phone,
        group_node=tree.group_of(node),
        latitude=latitude,
        longitude=longitude,
        services=tuple(services),
        opened=opened,
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
