"""One open stream: what it follows, what it still has to be told, and what it was told last."""

import asyncio
import json
from collections.abc import Iterable
from dataclasses import dataclass

from seibi.kernel.live.topics import Watched


@dataclass(frozen=True, slots=True)
class Fragment:
    """How one thing looked at a position, in one language; encoded once for all who look."""

    pos: int
    body: str
    encoded: bytes

    @classmethod
    def of(cls, watched: Watched, pos: int, body: str) -> "Fragment":
        return cls(pos, body, message({"topic": str(watched), "pos": pos, "data": body}))


@dataclass(frozen=True, slots=True)
class Seen:
    """The id of a message: up to where in the journal, and in which one, all has been told."""

    pos: int
    history: str

    def __str__(self) -> str:
        return f"{self.pos}-{self.history}"

    @classmethod
    def parse(cls, text: str) -> "Seen | None":
        """What a browser sends back; None when that is no id of ours."""
        pos, _dash, history = text.partition("-")
        return cls(int(pos), history) if pos.isascii() and pos.isdigit() and len(pos) < 19 else None


class Bell:
    """Wakes one waiting stream. Hundreds ring at once, so each costs one future and one timer."""

    def __init__(self) -> None:
        self._rung = False
        self._waiter: asyncio.Future[None] | None = None

    def ring(self) -> None:
        self._rung = True
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def wait(self, seconds: float) -> None:
        """Until it rings, or for so many seconds; it is quiet again afterwards."""
        if not self._rung:
            loop = asyncio.get_running_loop()
            self._waiter = loop.create_future()
            timer = loop.call_later(seconds, self._give_up, self._waiter)
            try:
                await self._waiter
            finally:
                timer.cancel()
                self._waiter = None
        self._rung = False

    @staticmethod
    def _give_up(waiter: "asyncio.Future[None]") -> None:
        if not waiter.done():
            waiter.set_result(None)


class Subscriber:
    """Holds at most one waiting fragment per topic: a slow screen skips to the newest."""

    def __init__(self, watched: Iterable[Watched], language: str) -> None:
        self.watched = set(watched)
        self.language = language
        self.history = ""
        self.bell = Bell()
        self.closed = False
        self.recheck = False
        self._waiting: dict[Watched, Fragment] = {}
        self._owed: dict[Watched, int] = {}
        self._last: dict[Watched, str] = {}
        self._notices: list[bytes] = []

    def owe(self, watched: Watched, pos: int) -> None:
        """Something changed at `pos` that this screen has not been shown yet."""
        self._owed.setdefault(watched, pos)

    def offer(self, watched: Watched, fragment: Fragment) -> None:
        """Show this next, in place of what still waits for the same topic."""
        if watched in self.watched:
            self._waiting[watched] = fragment
            self.bell.ring()

    def notice(self, event: str, **data: object) -> None:
        """Tell the page something that is not a fragment: `reset`, `gone`, `ping`."""
        self._notices.append(message(data, event=event))
        self.bell.ring()

    def begin_anew(self, history: str) -> None:
        """What waits or is owed belonged to another journal."""
        self.history = history
        self._waiting.clear()
        self._owed.clear()
        self._last.clear()

    def forget(self, watched: Watched) -> None:
        """Nothing more about this topic."""
        self.watched.discard(watched)
        self._waiting.pop(watched, None)
        self._owed.pop(watched, None)

    def close(self) -> None:
        self.closed = True
        self.bell.ring()

    def take(self) -> bytes:
        """Everything that waits, as bytes of the stream; what looks as before is left out."""
        parts, self._notices = self._notices, []
        waiting, self._waiting = self._waiting, {}
        for watched, fragment in waiting.items():
            self._owed.pop(watched, None)
            if self._last.get(watched) != fragment.body:
                self._last[watched] = fragment.body
                told = self._all_told_up_to(fragment.pos, waiting)
                parts += (f"id: {Seen(told, self.history)}\n".encode(), fragment.encoded)
        return b"".join(parts)

    def _all_told_up_to(self, pos: int, waiting: dict[Watched, Fragment]) -> int:
        """The id of a message promises that nothing older is missing, on any of the topics."""
        owed = [first - 1 for watched, first in self._owed.items() if watched not in waiting]
        return min([pos, *owed])


def message(data: object, *, event: str = "") -> bytes:
    """One server-sent event; JSON has no line breaks, so it is one line of data."""
    head = f"event: {event}\n" if event else ""
    return f"{head}data: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
