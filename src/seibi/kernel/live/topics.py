"""What a screen can be told about: each context registers its topics in its `readers.py`.

A topic has a name and a key ("board" and the site's id). It hears events, knows which key each one
concerns, who may see that key, and how to render it in one language for everyone who looks at it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from seibi.kernel.actor import Actor
from seibi.kernel.journal.events import Event
from seibi.kernel.journal.models import Entry
from seibi.kernel.journal.tell import codec

MaySee = Callable[[Actor, str], bool]
KeyOf = Callable[[Any, Entry], str | None]
Render = Callable[[str, str], str]

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
KEY = re.compile(r"\S{0,120}")


@dataclass(frozen=True, slots=True)
class Topic:
    """One kind of thing that screens follow."""

    name: str
    hears: tuple[type[Event], ...]
    may_see: MaySee
    key_of: KeyOf
    render: Render | None  # None: a nudge


@dataclass(frozen=True, slots=True)
class Watched:
    """A topic with a key, as a page writes it: "board:0190…"."""

    name: str
    key: str

    def __str__(self) -> str:
        return f"{self.name}:{self.key}"


TOPICS: dict[str, Topic] = {}
RIGHTS: set[str] = set()  # names of events after which open streams are asked again
_HEARD: dict[str, list[tuple[type[Event], Topic]]] = {}


def live_topic(
    name: str, *, hears: tuple[type[Event], ...], may_see: MaySee, key_of: KeyOf
) -> Callable[[Render], Render]:
    """Register `render(key, language)` as what screens that follow `name` show."""
    _checked(name)

    def register(render: Render) -> Render:
        _register(Topic(name, hears, may_see, key_of, render))
        return render

    return register


def nudge_topic(
    name: str, *, hears: tuple[type[Event], ...], may_see: MaySee, key_of: KeyOf
) -> None:
    """Only that something changed, and where in the journal: the page asks for itself again.

    For pages that look different to each reader: they ask with their own rights.
    """
    _register(Topic(_checked(name), hears, may_see, key_of, None))


def rights_change(*event_types: type[Event]) -> None:
    """After these events everyone who looks is asked again whether they may."""
    RIGHTS.update(event_type.name for event_type in event_types)


def parse(text: str) -> Watched | None:
    """The topic a page asks for; None when there is no such topic or the key is none."""
    name, colon, key = text.partition(":")
    if not colon or name not in TOPICS or not KEY.fullmatch(key):
        return None
    return Watched(name, key)


def heard_names() -> set[str]:
    """The names of all events that any topic or right depends on."""
    return set(_HEARD) | RIGHTS


def touched_by(entry: Entry) -> set[Watched]:
    """The topics and keys that one entry of the journal concerns."""
    touched = set()
    for event_type, topic in _HEARD.get(entry.name, ()):
        key = topic.key_of(codec(event_type).validate_python(entry.payload), entry)
        if key is not None:
            touched.add(Watched(topic.name, str(key)))
    return touched


def _checked(name: str) -> str:
    if not NAME.fullmatch(name):
        raise ValueError(f"a topic is named in small letters: {name!r}")
    return name


def _register(topic: Topic) -> None:
    if topic.name in TOPICS:
        raise RuntimeError(f"the topic {topic.name} is registered already")
    TOPICS[topic.name] = topic
    for event_type in topic.hears:
        _HEARD.setdefault(event_type.name, []).append((event_type, topic))
