"""The smallest network the tests need: one group with two workshops, made through operations."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import (
    DayHours,
    NewLegalEntity,
    NewSite,
    PostalAddress,
    Role,
    TaxRate,
)
from seibi.kernel.actor import SYSTEM

AT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
ADDRESS = PostalAddress("JP", "150-0002", "東京都", "渋谷区", "", "渋谷2-1-1")
WEEK = {d: DayHours(dt.time(9), dt.time(18), ((dt.time(12), dt.time(13)),)) for d in range(6)}


def grow(path: str) -> str:
    """All places along a path that are not there yet."""
    parent = "/"
    for code in path.strip("/").split("/"):
        here = f"{parent}{code}/"
        if here not in network.node_names([here]):
            network.add_node(parent=parent, code=code, name={"en": code}, actor=SYSTEM, at=AT)
        parent = here
    return parent


def site(path: str = "/jp/kanto/aoba/site-7/", tz: str = "Asia/Tokyo") -> UUID:
    """A workshop that is open from Monday to Saturday."""
    node = grow(path)
    entity = network.register_legal_entity(
        node=network.group_of(node),
        new=NewLegalEntity(
            "株式会社青葉", "JP", f"T{path}", ADDRESS, (TaxRate("standard", Decimal("0.10")),)
        ),
        actor=SYSTEM,
        at=AT,
    )
    code = node.strip("/").split("/")[-1]
    new = NewSite(code, entity, tz, "JP", "JPY", ("ja", "en"), ADDRESS)
    site_id = network.open_site(node=node, new=new, actor=SYSTEM, at=AT)
    network.set_hours(site_id=site_id, week=WEEK, actor=SYSTEM, at=AT)
    return site_id


def colleague(name: str, role: Role | None = None, node: str = "/jp/kanto/aoba/site-7/") -> UUID:
    """Somebody who works at a place, in a role."""
    account = network.hire(node=node, name=name, email=f"{name}@aoba.example", actor=SYSTEM, at=AT)
    if role:
        network.grant_role(account_id=account, role=role, node=node, actor=SYSTEM, at=AT)
    return account
