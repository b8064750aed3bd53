"""Clients that ask for deeds, each until it is acknowledged, and a mail server that remembers."""

import threading
import time
import urllib.error
import urllib.request
from collections import defaultdict
from contextlib import suppress
from email import message_from_bytes

import psycopg
from aiosmtpd.controller import Controller

from seibi.config.processes.machine import free_port


class Clients:
    """Several at once. A deed that was not acknowledged is asked for again with the same key."""

    def __init__(self, url: str, number: int, pause: float) -> None:
        self.acknowledged: dict[str, float] = {}
        self.asked: set[str] = set()
        self.surprises: list[str] = []
        self._url, self._pause = url, pause
        self._over = threading.Event()
        self._threads = [
            threading.Thread(target=self._ask, args=(index,)) for index in range(number)
        ]

    def __enter__(self) -> "Clients":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _ask(self, client: int) -> None:
        count = 0
        while not self._over.is_set():
            count += 1
            number = f"c{client}-{count}"
            self.asked.add(number)
            while not self._over.is_set():
                if self._once(number):
                    self.acknowledged[number] = time.monotonic()
                    break
                time.sleep(0.1)
            time.sleep(self._pause)

    def _once(self, number: str) -> bool:
        request = urllib.request.Request(
            f"{self._url}/deeds/{number}/", method="POST", headers={"Idempotency-Key": number}
        )
        try:
            with urllib.request.urlopen(request, timeout=5) as response:
                return response.status == 201
        except urllib.error.HTTPError as error:
            if error.code not in {500, 502, 503}:
                self.surprises.append(f"{number}: {error.code}")
            return False
        except OSError:
            return False


class StuckJobs:
    """How long, at most, one attempt at a job was under way. It takes a moment when all is well.

    Only while there is a worker and a database: without them nobody could do anything.
    """

    def __init__(self, installation) -> None:
        self.longest = 0.0
        self._installation = installation
        self._since: dict[tuple[int, int], float] = {}
        self._lived = 0.0

    def __enter__(self) -> "StuckJobs":
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        looked = time.monotonic()
        while not self._over.wait(1.0):
            before, looked = looked, time.monotonic()
            if self._installation.pid_of("worker") is not None:
                with suppress(psycopg.OperationalError):
                    self._look(looked - before)

    def _look(self, lived: float) -> None:
        under_way = self._installation.query(
            "SELECT id, attempts FROM procrastinate_jobs WHERE status = 'doing'"
        )
        self._lived += lived
        now = self._lived
        self._since = {attempt: self._since.get(attempt, now) for attempt in under_way}
        self.longest = max([self.longest, *(now - since for since in self._since.values())])


def share_of_a_core() -> float:
    """How much of one core a busy process gets just now: 1 where the machine has nothing else."""
    wall, cpu = time.monotonic(), time.process_time()
    while time.process_time() - cpu < 0.05:
        pass
    return min(1.0, (time.process_time() - cpu) / (time.monotonic() - wall))


class MailServer:
    """Takes every mail and remembers which Message-IDs came for whom."""

    def __init__(self) -> None:
        self.received: dict[str, list[str]] = defaultdict(list)
        self.port = free_port("127.0.0.1", 18_600)
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, server, session, envelope):
        identity = message_from_bytes(envelope.content)["Message-ID"]
        self.received[envelope.rcpt_tos[0].split("@")[0]].append(identity)
        return "250 taken"

    def __enter__(self) -> "MailServer":
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()
