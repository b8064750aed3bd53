"""Listens to the journal, renders what changed once per language, and tells everyone who looks."""

import asyncio
import time
from collections.abc import Iterable
from functools import partial

import psycopg
import structlog

from seibi.kernel.journal.sequencer import CHANNEL
from seibi.kernel.live import feed
from seibi.kernel.live.subscriber import Fragment, Seen, Subscriber
from seibi.kernel.live.threads import DatabaseThreads
from seibi.kernel.live.topics import TOPICS, Watched

logger = structlog.get_logger(__name__)

LOOK_ANYWAY = 1.0  # seconds without a word from the sequencer after which we look ourselves
AS_TIME_GOES_BY = 60.0  # "minutes late" grows without an event: render again this often
FRESH = 10.0  # seconds a fragment may be shown to a newcomer without rendering it again
RENDERERS = 2
PATIENCE = 20.0  # of a newcomer, until we know the journal

Look = tuple[Watched, str]  # a topic with its key, in a language


class Hub:
    """All open streams of one process and what they look at."""

    def __init__(self, dsn: str) -> None:
        self.pos = 0
        self.history = ""
        self.subscribers: set[Subscriber] = set()
        self._dsn = dsn
        self._ready = asyncio.Event()
        self._by_topic: dict[Watched, set[Subscriber]] = {}
        self._wanted: dict[Look, int] = {}  # to be rendered, and the newest position behind it
        self._rendering: dict[Look, asyncio.Task[None]] = {}
        self._fragments: dict[Look, tuple[float, Fragment]] = {}
        self._renderers = DatabaseThreads(RENDERERS, "render")
        self._reader = DatabaseThreads(1, "journal")

    async def run(self) -> None:
        """Follow the journal until cancelled; a lost database is waited for."""
        repeating = asyncio.create_task(self._as_time_goes_by())
        try:
            while True:
                try:
                    await self._listen()
                except Exception as error:
                    logger.warning("live_lost_the_database", error=type(error).__name__)
                    await asyncio.sleep(0.3)
        finally:
            repeating.cancel()
            self._renderers.close()
            self._reader.close()

    async def join(self, subscriber: Subscriber, last_seen: Seen | None) -> None:
        """Begin to tell; what was missed since `last_seen` (or everything, once) is told first.

        Raises TimeoutError when the journal cannot be asked.
        """
        async with asyncio.timeout(PATIENCE):
            await self._ready.wait()
        subscriber.history = self.history
        self.subscribers.add(subscriber)
        for watched in subscriber.watched:
            self._by_topic.setdefault(watched, set()).add(subscriber)
        missed: set[Watched] | None = None
        if last_seen is not None:
            if last_seen.history == self.history:
                missed = await self._reader.ask(lambda: feed.missed_since(last_seen.pos))
            if missed is None:
                subscriber.notice("reset", pos=self.pos)
        for watched in subscriber.watched if missed is None else subscriber.watched & missed:
            self._show(watched, subscriber)

    def leave(self, subscriber: Subscriber, watched: Iterable[Watched] | None = None) -> None:
        """Tell this stream nothing more, about these topics or at all."""
        for topic in list(subscriber.watched if watched is None else watched):
            subscriber.forget(topic)
            others = self._by_topic.get(topic, set())
            others.discard(subscriber)
            if not others:
                self._by_topic.pop(topic, None)
        if not subscriber.watched:
            self.subscribers.discard(subscriber)

    async def _listen(self) -> None:
        connection = await psycopg.AsyncConnection.connect(self._dsn, autocommit=True)
        async with connection:
            await connection.execute(f"LISTEN {CHANNEL}".encode())
            await self._see_which_journal_it_is()
            while True:
                await self._catch_up()
                async for _ in connection.notifies(timeout=LOOK_ANYWAY, stop_after=1):
                    break

    async def _see_which_journal_it_is(self) -> None:
        """After each connect. When another one was restored meanwhile, all is shown afresh."""
        history = await self._reader.ask(feed.history)
        if history == self.history:
            return
        self.pos = await self._reader.ask(feed.latest)
        self.history = history
        self._ready.set()
        self._fragments.clear()
        for subscriber in self.subscribers:
            subscriber.begin_anew(history)
            subscriber.notice("reset", pos=self.pos)
            for watched in subscriber.watched:
                self._want((watched, subscriber.language), self.pos)

    async def _catch_up(self) -> None:
        more = True
        while more:
            news = await self._reader.ask(lambda: feed.news_since(self.pos))
            self.pos, more = news.pos, news.more
            for watched, pos in news.touched.items():
                self._changed(watched, pos)
            if news.rights_changed:
                for subscriber in self.subscribers:
                    subscriber.recheck = True
                    subscriber.bell.ring()

    def _changed(self, watched: Watched, pos: int) -> None:
        for look in [look for look in self._fragments if look[0] == watched]:
            del self._fragments[look]
        for subscriber in self._by_topic.get(watched, ()):
            subscriber.owe(watched, pos)
            self._want((watched, subscriber.language), pos)

    def _show(self, watched: Watched, subscriber: Subscriber) -> None:
        look = (watched, subscriber.language)
        rendered_at, fragment = self._fragments.get(look, (0.0, None))
        if fragment and time.monotonic() - rendered_at < FRESH:
            subscriber.offer(watched, fragment)
        else:
            self._want(look, self.pos)

    def _want(self, look: Look, pos: int) -> None:
        """Have it rendered; wishes that come while it is being rendered become one more turn."""
        self._wanted[look] = max(pos, self._wanted.get(look, 0))
        if look not in self._rendering:
            self._rendering[look] = asyncio.create_task(self._render(look))

    async def _render(self, look: Look) -> None:
        watched, language = look
        try:
            while look in self._wanted:
                pos, history = self._wanted.pop(look), self.history
                body = await self._renderers.ask(partial(feed.fragment, watched, language, pos))
                if history != self.history:
                    continue
                fragment = Fragment.of(watched, pos, body)
                self._remember(look, fragment)
                for subscriber in self._by_topic.get(watched, ()):
                    if subscriber.language == language:
                        subscriber.offer(watched, fragment)
        except Exception:
            logger.exception("live_render_failed", topic=str(watched), language=language)
        finally:
            del self._rendering[look]

    def _remember(self, look: Look, fragment: Fragment) -> None:
        if len(self._fragments) > 1_000:
            self._fragments.clear()
        if look not in self._wanted:
            self._fragments[look] = (time.monotonic(), fragment)

    async def _as_time_goes_by(self) -> None:
        while True:
            await asyncio.sleep(AS_TIME_GOES_BY)
            for watched, subscribers in list(self._by_topic.items()):
                if TOPICS[watched.name].render is None:
                    continue
                for language in {subscriber.language for subscriber in subscribers}:
                    self._want((watched, language), self.pos)
