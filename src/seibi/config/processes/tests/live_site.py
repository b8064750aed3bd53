"""Pages that follow a door, and the live front that serves them, for the tests in a browser."""

import asyncio
import threading
from contextlib import suppress
from typing import Any

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from granian.constants import Interfaces
from granian.server.embed import Server

from seibi.config.processes import web
from seibi.kernel.actor import Actor
from seibi.kernel.live.hub import Hub
from seibi.kernel.live.stream import LiveStreams, Visitor

PAGE = """{% extends "ui/desk.html" %}{% block title %}Door{% endblock %}
{% block content %}<h1>Door</h1><div id="door" data-live="door:hall"></div>
<div id="told" data-live="bell:hall" data-live-as="event" data-live-gone="stay"></div>{% endblock %}"""


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(PAGE).render({}, request))


def quick(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("quick")


urlpatterns = [path("ui/", include("seibi.ui.urls")), path("", page), path("quick/", quick)]


class LiveSite:
    """One process as `seibi up` has it: streams and pages on one port, in a thread."""

    def __init__(self, dsn: str, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.asked: list[str] = []
        self._dsn, self._port = dsn, port
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._ready = threading.Event()
        self.hub: Hub | None = None

    def start(self) -> None:
        self._thread.start()
        assert self._ready.wait(20)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(10)

    def streams(self) -> int:
        """How many are open now."""
        return len(self.hub.subscribers)

    async def _serve(self) -> None:
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        self.hub = Hub(self._dsn)
        streams = LiveStreams(self.hub, lambda _scope: Visitor(Actor("someone"), "en"))
        following = asyncio.create_task(self.hub.run())
        server = Server(
            self._counted(web.front(streams, web.in_threads(StaticFilesHandler(WSGIHandler())))),
            address="127.0.0.1",
            port=self._port,
            interface=Interfaces.ASGINL,
            websockets=False,
            log_enabled=False,
        )
        serving = asyncio.create_task(server.serve())
        self._ready.set()
        await self._end.wait()
        for subscriber in list(self.hub.subscribers):
            subscriber.close()
        await asyncio.sleep(0.1)
        server.stop()
        following.cancel()
        with suppress(asyncio.CancelledError, TimeoutError):
            await asyncio.wait_for(serving, 5)
        streams.close()

    def _counted(self, application: Any) -> Any:
        async def answer(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] == "http":
                self.asked.append(scope["path"])
            await application(scope, receive, send)

        return answer
