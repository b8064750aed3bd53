"""One open stream: what it follows, what it still has to be told, and what it was told last."""

import asyncio
import json
from collections.abc import Iterable
from dataclasses import dataclass

from seibi.kernel.live.topics import Watched


@dataclass(frozen=True, slots=True)
class Fragment:
    """How one thing looked at a position, in one language."""

    pos: int
    body: str


class Subscriber:
    """Holds at most one waiting fragment per topic: a slow screen skips to the newest."""

    def __init__(self, watched: Iterable[Watched], language: str) -> None:
        self.watched = set(watched)
        self.language = language
        self.wake = asyncio.Event()
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
            self.wake.set()

    def notice(self, event: str, **data: object) -> None:
        """Tell the page something that is not a fragment: `reset`, `gone`, `ping`."""
        self._notices.append(message(data, event=event))
        self.wake.set()

    def forget(self, watched: Watched) -> None:
        """Nothing more about this topic."""
        self.watched.discard(watched)
        self._waiting.pop(watched, None)
        self._owed.pop(watched, None)

    def close(self) -> None:
        self.closed = True
        self.wake.set()

    def take(self) -> bytes:
        """Everything that waits, as bytes of the stream; what looks as before is left out."""
        parts, self._notices = self._notices, []
        waiting, self._waiting = self._waiting, {}
        for watched, fragment in waiting.items():
            self._owed.pop(watched, None)
            if self._last.get(watched) != fragment.body:
                self._last[watched] = fragment.body
                data = {"topic": str(watched), "pos": fragment.pos, "data": fragment.body}
                parts.append(message(data, pos=self._all_told_up_to(fragment.pos, waiting)))
        return b"".join(parts)

    def _all_told_up_to(self, pos: int, waiting: dict[Watched, Fragment]) -> int:
        """The id of a message promises that nothing older is missing, on any of the topics."""
        owed = [first - 1 for watched, first in self._owed.items() if watched not in waiting]
        return min([pos, *owed])


def message(data: object, *, event: str = "", pos: int | None = None) -> bytes:
    """One server-sent event; JSON has no line breaks, so it is one line of data."""
    head = (f"id: {pos}\n" if pos is not None else "") + (f"event: {event}\n" if event else "")
    return f"{head}data: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
