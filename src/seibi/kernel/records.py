"""What a record is called, where it belongs and where its page is, asked of whoever keeps it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from seibi.kernel import ports
from seibi.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Record:
    """A record as others name it: its title, the node it belongs to, its page."""

    title: str
    node: str
    url: str


def records_of(subjects: Iterable[str], actor: Actor) -> dict[str, Record]:
    """The records behind "kind:id", those this actor may know of; each kind is asked once."""
    wanted: defaultdict[str, set[UUID]] = defaultdict(set)
    for subject in subjects:
        kind, _colon, key = subject.partition(":")
        if ports.records.of(kind) and (known := _key(key)):
            wanted[kind].add(known)
    found: dict[str, Record] = {}
    for kind, ids in wanted.items():
        if answer := ports.records.of(kind):
            found |= {f"{kind}:{key}": one for key, one in answer(ids, actor=actor).items()}
    return found


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
