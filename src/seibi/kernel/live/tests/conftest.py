"""A topic to follow: how many times a door was opened, by its number."""

import asyncio
import time
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote

import pytest
from django.db import connection, transaction
from django.utils.translation import gettext

from seibi.kernel import clock
from seibi.kernel.actor import ANONYMOUS, SYSTEM, Actor
from seibi.kernel.journal.events import Event
from seibi.kernel.journal.models import Entry
from seibi.kernel.journal.sequencer import assign_positions
from seibi.kernel.journal.tell import tell
from seibi.kernel.live import topics
from seibi.kernel.live.hub import Hub
from seibi.kernel.live.stream import LiveStreams, Visitor


@dataclass(frozen=True, slots=True)
class DoorOpened(Event):
    """Somebody opened a door."""

    name: ClassVar[str] = "tests.door_opened.v1"

    door: str


@dataclass(frozen=True, slots=True)
class LocksChanged(Event):
    """Some keys do not fit any more."""

    name: ClassVar[str] = "tests.locks_changed.v1"


class Doors:
    """The topic "door", and what its functions were asked."""

    def __init__(self) -> None:
        self.rendered: list[tuple[str, str]] = []
        self.locked: set[str] = set()

    def render(self, key: str, language: str) -> str:
        self.rendered.append((key, language))
        count = Entry.objects.filter(name=DoorOpened.name, payload__door=key).count()
        return f"<p>{gettext('Yes')} {count}</p>"

    def may_see(self, actor: Actor, key: str) -> bool:
        return not actor.is_anonymous and key not in self.locked


@pytest.fixture
def doors(monkeypatch):
    for registry, empty in (("TOPICS", {}), ("RIGHTS", set()), ("_HEARD", {})):
        monkeypatch.setattr(topics, registry, empty)
    for module in ("feed", "stream"):
        monkeypatch.setattr(f"seibi.kernel.live.{module}.TOPICS", topics.TOPICS)
    monkeypatch.setattr("seibi.kernel.live.feed.RIGHTS", topics.RIGHTS)
    found = Doors()
    topics.live_topic(
        "door",
        hears=(DoorOpened,),
        may_see=found.may_see,
        key_of=lambda event, entry: event.door,
    )(found.render)
    topics.rights_change(LocksChanged)
    return found


def open_door(key, *, number=True):
    with transaction.atomic():
        tell(DoorOpened(key), actor=SYSTEM, at=clock.now(), subject=f"door:{key}", owner_node="/")
    if number:
        assign_positions()


def change_locks():
    with transaction.atomic():
        tell(LocksChanged(), actor=SYSTEM, at=clock.now(), subject="door:*", owner_node="/")
    assign_positions()


def address():
    from psycopg.conninfo import make_conninfo

    given = connection.get_connection_params()
    names = ("host", "port", "user", "password", "dbname")
    return make_conninfo("", **{name: given[name] for name in names if given.get(name)})


class Screen:
    """A browser's end of one stream."""

    def __init__(self, streams, topic, *, headers=(), actor="someone"):
        self.text = ""
        self.status = None
        self.gone = asyncio.Event()
        query = "&".join(f"topic={quote(name)}" for name in topic.split())
        self.scope = {
            "type": "http",
            "method": "GET",
            "path": "/live/",
            "query_string": query.encode(),
            "headers": list(headers),
            "actor": actor,
        }
        self.task = asyncio.create_task(streams(self.scope, self.receive, self.send))

    @property
    def ids(self):
        return [line[4:] for line in self.text.splitlines() if line.startswith("id: ")]

    async def receive(self):
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        if message["type"] == "http.response.start":
            self.status = message["status"]
        else:
            self.text += message["body"].decode()

    async def until(self, text, patience=5.0):
        deadline = time.monotonic() + patience
        while text not in self.text:
            assert time.monotonic() < deadline, f"{text!r} is not in {self.text!r}"
            await asyncio.sleep(0.01)

    async def until_count(self, text, times, patience=5.0):
        deadline = time.monotonic() + patience
        while self.text.count(text) < times:
            assert time.monotonic() < deadline, f"{text!r} is not {times} times in {self.text!r}"
            await asyncio.sleep(0.01)

    async def close(self):
        self.gone.set()
        await self.task


@pytest.fixture
def live(doors, transactional_db):
    """Runs `scene(streams, hub)` in an event loop with the hub at work."""

    def identify(scope):
        name = scope["actor"]
        language = dict(scope["headers"]).get(b"accept-language", b"en").decode()
        return Visitor(ANONYMOUS if name == "nobody" else Actor(name), language)

    def play(scene):
        async def run():
            hub = Hub(address())
            streams = LiveStreams(hub, identify)
            following = asyncio.create_task(hub.run())
            try:
                return await scene(streams, hub)
            finally:
                following.cancel()
                await asyncio.gather(following, return_exceptions=True)
                streams.close()

        return asyncio.run(run())

    return play
