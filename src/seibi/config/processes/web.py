"""The web processes on Granian: pages by WSGI, live streams by ASGI, or both on one port."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any

from seibi.kernel.live.hub import Hub

Scope = MutableMapping[str, Any]
Application = Callable[[Any, Any, Any], Awaitable[None]]

THREADS = 8  # pages at once behind the front; each has a database connection
MOST_CONNECTIONS = 6_000  # nearly all of them open streams that do nothing


def load() -> None:
    """Import what the front will need, so that its process can be a copy of this one."""
    import granian.server.embed  # noqa: F401, PLC0415
    from django.urls import get_resolver  # noqa: PLC0415 - needs Django set up

    import seibi.config.processes.live  # noqa: F401, PLC0415
    from seibi.config.wsgi import application  # noqa: F401, PLC0415

    _ = get_resolver().url_patterns


def serve_pages(host: str, port: int, workers: int, threads: int) -> None:
    """Pages and API only, in as many processes as asked for: behind a load balancer."""
    from granian import Granian  # noqa: PLC0415 - brings its own processes
    from granian.constants import Interfaces  # noqa: PLC0415

    Granian(
        "seibi.config.processes.pages:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=10,
        websockets=False,
        log_access=False,
    ).serve()


def serve_live(host: str, port: int) -> None:
    """Live streams only."""
    asyncio.run(serve(host, port, others=nothing_else))


def serve_front(host: str, port: int) -> None:
    """Both on one port, in one process: `seibi up`."""
    asyncio.run(serve(host, port, others=pages()))


async def serve(host: str, port: int, *, others: Application) -> None:
    """Streams, and `others` for every other address, until SIGINT or SIGTERM."""
    from granian.constants import Interfaces  # noqa: PLC0415 - only this process needs it
    from granian.server.embed import Server  # noqa: PLC0415

    from seibi.config.processes.live import live_streams  # noqa: PLC0415 - needs Django set up

    hub, streams = live_streams()
    following = asyncio.create_task(hub.run())
    server = Server(
        front(streams, others),
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        backlog=2048,
        backpressure=MOST_CONNECTIONS,
        websockets=False,
        log_enabled=False,
    )
    loop = asyncio.get_running_loop()
    for how in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(how, lambda: asyncio.ensure_future(_end(hub, server)))
    try:
        await server.serve()
    finally:
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following
        streams.close()


async def _end(hub: Hub, server: Any) -> None:
    """Open streams would keep the server open for ever: close them first."""
    for subscriber in list(hub.subscribers):
        subscriber.close()
    await asyncio.sleep(0.1)
    server.stop()


def front(streams: Application, others: Application) -> Application:
    """/live/ and /healthz are answered here and now; everything else is somebody else's."""

    async def answer(scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and scope["path"].rstrip("/") == "/live":
            await streams(scope, receive, send)
        elif scope["type"] == "http" and scope["path"] == "/healthz":
            await nothing_else(scope, receive, send)
        else:
            await others(scope, receive, send)

    return answer


async def nothing_else(scope: Scope, receive: Any, send: Any) -> None:
    """What a process that has no pages answers; /healthz says that it is there."""
    status = 200 if scope.get("path") == "/healthz" else 404
    headers = [(b"content-type", b"text/plain")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def pages() -> Application:
    """The pages as an ASGI application."""
    from seibi.config.wsgi import application  # noqa: PLC0415 - needs Django set up

    return in_threads(application)


def in_threads(application: Any) -> Application:
    """A WSGI application as an ASGI one: each request gets one of a few threads."""
    from a2wsgi import WSGIMiddleware  # noqa: PLC0415 - only the front needs it

    threads: Any = WSGIMiddleware(application, workers=THREADS)

    async def answer(scope: Scope, receive: Any, send: Any) -> None:
        async def next_part() -> Any:
            """A coroutine in every case: a thread cannot wait for the future Granian may give."""
            return await receive()

        await threads(scope, next_part, send)

    return answer
