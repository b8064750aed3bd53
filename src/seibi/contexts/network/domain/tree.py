"""The shape of the tree: country, region, dealer group, site, one step of the path each."""

import re

from seibi.contexts.network.contracts import NodeKind

KINDS = (NodeKind.COUNTRY, NodeKind.REGION, NodeKind.DEALER_GROUP, NodeKind.SITE)
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def steps(path: str) -> tuple[str, ...]:
    """The codes along a path: ("jp", "kanto") for "/jp/kanto/"; none for the root."""
    return tuple(part for part in path.split("/") if part)


def child(parent: str, code: str) -> str:
    """The path of a place directly below another."""
    return f"{parent}{code}/"


def kind_at(path: str) -> NodeKind | None:
    """What stands at this depth; None for the root and below a site."""
    depth = len(steps(path))
    return KINDS[depth - 1] if 1 <= depth <= len(KINDS) else None


def group_of(path: str) -> str:
    """The dealer group a place belongs to; places above a group answer with themselves."""
    parts = steps(path)
    return "/" + "".join(f"{part}/" for part in parts[:3])


def is_above_groups(path: str) -> bool:
    """Whether whoever acts here acts for a maker and not for a dealer."""
    return len(steps(path)) < len(KINDS) - 1


def is_code(code: str) -> bool:
    """Small letters, digits and single dashes: fit for a path."""
    return _CODE.fullmatch(code) is not None
