"""Who follows the journal from outside: readers by position, and a screen that is kept up to date."""

import re
import threading
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException

import psycopg

NEWS = (
    "SELECT pos, payload->>'writer', (payload->>'number')::int FROM journal_entry"
    " WHERE pos > %s ORDER BY pos LIMIT %s"
)


class Follower:
    """Reads on from its own position, on whichever server it is told."""

    def __init__(self, address: str, position: int, batch: int, pause: float) -> None:
        self.address = address
        self._position = position
        self.seen: list[tuple[int, str, int]] = []
        self._batch, self._pause = batch, pause
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._follow)

    def __enter__(self) -> "Follower":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _follow(self) -> None:
        while not self._over.is_set():
            with suppress(psycopg.OperationalError):
                self._read(self.address)

    def _read(self, address: str) -> None:
        with psycopg.connect(address, autocommit=True) as connection:
            while not self._over.is_set() and address == self.address:
                found = connection.execute(NEWS, (self._position, self._batch)).fetchall()
                self.seen += found
                self._position = found[-1][0] if found else self._position
                self._over.wait(self._pause if found else 0.05)


class Screen:
    """An open page: it shows what it is sent, and after a break says what it has seen last."""

    def __init__(self, port: int, path: str) -> None:
        self.port = port
        self.shown: list[tuple[str, int]] = []  # the journal's mark, and the number on the screen
        self.lines = self.resets = 0  # how often it was connected, and told to begin anew
        self._path = path
        self._last_id = ""
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> "Screen":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def until(self, number: int, patience: float) -> None:
        deadline = time.monotonic() + patience
        while not self.shown or self.shown[-1][1] != number:
            assert time.monotonic() < deadline, f"{number} is not shown, but {self.shown[-1:]}"
            time.sleep(0.05)

    def _look(self) -> None:
        while not self._over.is_set():
            with suppress(OSError, HTTPException):
                self._stream(self.port)
            self._over.wait(0.2)

    def _stream(self, port: int) -> None:
        line = HTTPConnection("127.0.0.1", port, timeout=1)
        try:
            headers = {"Last-Event-ID": self._last_id} if self._last_id else {}
            line.request("GET", self._path, headers=headers)
            with line.getresponse() as stream:
                self.lines += 1
                while port == self.port and not self._over.is_set():
                    with suppress(TimeoutError):
                        if not self._take(stream.readline()):
                            return
        finally:
            line.close()

    def _take(self, line: bytes) -> bool:
        """False when the stream is over."""
        text = line.decode()
        if text.startswith("id: "):
            self._last_id = text[4:].strip()
        elif text.startswith("event: reset"):
            self.resets += 1
        elif found := re.search(r"#(\d+)#", text):
            self.shown.append((self._last_id.partition("-")[2], int(found[1])))
        return bool(line)
