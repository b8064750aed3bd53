"""What other contexts offer beside a subject: doors to go through, panels that are fetched.

A page names the subject it is about and does not know who offers what there. A context registers
its answer in ``ports.beside`` and decides by actor and place whether it has something to offer.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from seibi.kernel import ports
from seibi.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Beside:
    """One offer: where it leads and its words; a ``panel`` is fetched and shown in place."""

    url: str
    label: str
    icon: str = ""
    panel: bool = False


@dataclass(frozen=True, slots=True)
class PaperBlock:
    """One block on somebody else's paper: a card with a title, lines, and where a code leads."""

    title: str
    lines: tuple[str, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where on a page: ``subject`` is "kind:id", ``place`` a word of that page ("record", "price").

    ``link`` is the token by which a guest opened the page; empty for whoever is signed in.
    """

    subject: str
    place: str
    link: str = ""


def beside(spot: Spot, *, actor: Actor, at: dt.datetime) -> Iterator[Beside]:
    """Everything that contexts offer this actor at this spot, in the order of contexts."""
    for _by, answer in ports.beside.answers():
        yield from answer(spot, actor=actor, at=at)


def on_paper(spot: Spot, *, actor: Actor, at: dt.datetime) -> Iterator[PaperBlock]:
    """What contexts print on a paper about a subject; ``place`` is the kind of paper."""
    for _by, answer in ports.on_paper.answers():
        yield from answer(spot, actor=actor, at=at)
