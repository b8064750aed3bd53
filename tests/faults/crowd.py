"""Many people who want the same thing at once, on the pages and over the API, over real HTTP."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

CSRF = "c" * 32
WEB, API, MIND_CHANGED = "web", "api", "mind changed"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one request."""

    door: str
    status: int
    head: str
    body: bytes
    request: bytes

    @property
    def json(self) -> dict:
        return json.loads(self.body)


@dataclass
class Crowd:
    """A number of connections that stay open, and who asks for what."""

    port: int
    world: dict
    at_once: int = 64
    took: float = field(default=0.0, init=False)

    def ask(self, requests: list[tuple[str, bytes]], head_start: int = 0) -> list[Answer]:
        """All requests, ``at_once`` at a time; the first ``head_start`` a moment earlier."""
        return asyncio.run(self._ask(requests, head_start))

    async def _ask(self, requests: list[tuple[str, bytes]], head_start: int) -> list[Answer]:
        waiting = iter(requests[head_start:])
        answers: list[Answer] = []

        async def one(take: Callable) -> None:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            while (request := take()) is not None:
                answers.append(await _exchange(reader, writer, *request))
            writer.close()

        began = time.monotonic()
        early = [asyncio.create_task(one(iter([r, None]).__next__)) for r in requests[:head_start]]
        if early:
            await asyncio.sleep(0.1)
        await asyncio.gather(
            *early, *(one(lambda: next(waiting, None)) for _ in range(self.at_once))
        )
        self.took = time.monotonic() - began
        return answers

    def bare(self, number: int) -> float:
        """Seconds that as many requests for the bare page take on as many connections."""
        answers = self.ask([("bare", _request("GET", "/bare/"))] * number)
        assert {answer.status for answer in answers} == {200}
        return self.took

    def hold(self, start: str, number: int) -> tuple[str, bytes]:
        """The API's request, with a key of its own."""
        body = {"site_id": self.world["site"], "operation_codes": ["OIL"], "starts_at": start}
        return API, self.api("/api/v1/booking/holds", body, f"{start}-{number}")

    def confirm(self, hold_id: str) -> tuple[str, bytes]:
        body = {"customer_id": self.world["customer"], "vehicle_id": self.world["vehicle"]}
        return API, self.api(f"/api/v1/booking/holds/{hold_id}/confirm", body, hold_id)

    def changes_their_mind(self, start: str) -> tuple[str, bytes]:
        body = {"site": self.world["site"], "start": start}
        return MIND_CHANGED, self.api("/changed-mind/", body, "")

    def choose(self, start: str, number: int) -> tuple[str, bytes]:
        """The second step on an owner's phone."""
        form = {"starts_at": start, "idempotency_key": f"{start}-{number}"}
        return WEB, self.page("/booking/site-7/when/", form, number)

    def press_the_button(self, chosen: Answer) -> tuple[str, bytes]:
        """The third step of the owner whose time is kept; that screen wants nothing more then."""
        sessions = self.world["sessions"]
        number = next(n for n, one in enumerate(sessions) if one.encode() in chosen.request)
        wish = self.page("/booking/site-7/you/", {}, number)
        del sessions[number]
        return WEB, wish

    def api(self, path: str, body: dict, key: str) -> bytes:
        headers = {
            "Authorization": f"Bearer {self.world['key']}",
            "Content-Type": "application/json",
            **({"Idempotency-Key": key} if key else {}),
        }
        return _request("POST", path, headers, json.dumps(body).encode())

    def page(self, path: str, form: dict, number: int) -> bytes:
        session = self.world["sessions"][number % len(self.world["sessions"])]
        headers = {
            "Cookie": f"{self.world['cookie']}={session}; csrftoken={CSRF}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        return _request(
            "POST", path, headers, urlencode({**form, "csrfmiddlewaretoken": CSRF}).encode()
        )

    def get(self, path: str) -> dict:
        return self.ask([(API, _request("GET", path))])[0].json


def _request(method: str, path: str, headers: dict | None = None, body: bytes = b"") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    lines += [f"Content-Length: {len(body)}"] if method != "GET" else []
    return "\r\n".join([*lines, "", ""]).encode() + body


async def _exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, door: str, request: bytes
) -> Answer:
    writer.write(request)
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    length, chunked = 0, False
    for line in head.lower().split("\r\n")[1:]:
        name, _, value = line.partition(":")
        length = int(value) if name == "content-length" else length
        chunked = chunked or (name == "transfer-encoding" and "chunked" in value)
    body = await _chunks(reader) if chunked else await reader.readexactly(length)
    return Answer(door, int(head.split(" ", 2)[1]), head, body, request)


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    parts = []
    while size := int((await reader.readuntil(b"\r\n")).strip(), 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readexactly(2)
    return b"".join(parts)
