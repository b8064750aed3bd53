"""The address /live/: an ASGI application that keeps a stream of server-sent events open.

Thin on purpose: no framework stands between the hub and the socket. Who is asking is found out by
the same middleware as for pages, which the composition root passes in.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

import structlog
from django.db import Error as DatabaseError

from seibi.kernel.actor import Actor
from seibi.kernel.live.hub import Hub
from seibi.kernel.live.subscriber import Seen, Subscriber
from seibi.kernel.live.threads import DatabaseThreads
from seibi.kernel.live.topics import TOPICS, Watched, parse

logger = structlog.get_logger(__name__)

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

PING = 15.0
ASK_AGAIN = 30.0  # rights on open streams
SLOW = 20.0  # a client that takes longer to take a message is let go
MOST_TOPICS = 50
MOST_STREAMS = 5_000

HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-cache, no-transform"),
    (b"x-accel-buffering", b"no"),
]


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks, and in which language."""

    actor: Actor
    language: str


Identify = Callable[[Scope], Visitor]


class LiveStreams:
    """Answers GET /live/?topic=NAME:KEY&topic=… ."""

    def __init__(self, hub: Hub, identify: Identify) -> None:
        self._hub = hub
        self._identify = identify
        self._threads = DatabaseThreads(2, "rights")

    def close(self) -> None:
        self._threads.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One stream, from the first question about rights to the last byte."""
        query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        asked = [parse(text) for text in query.get("topic", ())]
        watched = {topic for topic in asked if topic is not None}
        if scope["method"] not in {"GET", "HEAD"}:
            return await _refuse(send, 405)
        if not asked or len(asked) > MOST_TOPICS or len(watched) < len(set(asked)):
            return await _refuse(send, 400)
        if len(self._hub.subscribers) >= MOST_STREAMS:
            return await _refuse(send, 503)
        try:
            visitor, allowed = await self._ask(scope, watched)
        except DatabaseError:
            return await _refuse(send, 503)
        if not allowed:
            return await _refuse(send, 401 if visitor.actor.is_anonymous else 403)
        subscriber = Subscriber(allowed, visitor.language)
        for topic in watched - allowed:
            subscriber.notice("gone", topic=str(topic))
        await self._stream(subscriber, scope, receive, send)
        return None

    async def _stream(
        self, subscriber: Subscriber, scope: Scope, receive: Receive, send: Send
    ) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await send(_more(b"retry: 1500\n\n"))
        listening = asyncio.create_task(_until_disconnected(receive, subscriber))
        try:
            await self._hub.join(subscriber, _last_seen(scope))
            await self._tell(subscriber, scope, send)
        except (TimeoutError, OSError, RuntimeError) as error:
            logger.info("live_stream_dropped", why=type(error).__name__)
        finally:
            listening.cancel()
            self._hub.leave(subscriber)
            with suppress(OSError, RuntimeError):
                await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _tell(self, subscriber: Subscriber, scope: Scope, send: Send) -> None:
        ping_at, ask_at = time.monotonic() + PING, time.monotonic() + ASK_AGAIN
        while subscriber.watched and not subscriber.closed:
            await subscriber.bell.wait(max(0.0, min(ping_at, ask_at) - time.monotonic()))
            if time.monotonic() >= ping_at:
                ping_at = time.monotonic() + PING
                subscriber.notice("ping", pos=self._hub.pos)
            if subscriber.recheck or time.monotonic() >= ask_at:
                ask_at = time.monotonic() + ASK_AGAIN
                await self._ask_again(subscriber, scope)
            if news := subscriber.take():
                async with asyncio.timeout(SLOW):
                    await send(_more(news))

    async def _ask_again(self, subscriber: Subscriber, scope: Scope) -> None:
        """Whoever lost the right to look sees nothing more, though the stream is open."""
        subscriber.recheck = False
        try:
            _visitor, allowed = await self._ask(scope, subscriber.watched)
        except DatabaseError:
            return  # nothing can be told meanwhile either
        for topic in subscriber.watched - allowed:
            self._hub.leave(subscriber, [topic])
            subscriber.notice("gone", topic=str(topic))

    async def _ask(self, scope: Scope, watched: set[Watched]) -> tuple[Visitor, set[Watched]]:
        def who_sees_what() -> tuple[Visitor, set[Watched]]:
            visitor = self._identify(scope)
            return visitor, {
                topic for topic in watched if TOPICS[topic.name].may_see(visitor.actor, topic.key)
            }

        return await self._threads.ask(who_sees_what)


async def _until_disconnected(receive: Receive, subscriber: Subscriber) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    subscriber.close()


def _last_seen(scope: Scope) -> Seen | None:
    return Seen.parse(dict(scope["headers"]).get(b"last-event-id", b"").decode("latin-1"))


def _more(body: bytes) -> MutableMapping[str, Any]:
    return {"type": "http.response.body", "body": body, "more_body": True}


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"content-type", b"text/plain"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
