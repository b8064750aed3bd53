"""The journal's process: everything is numbered and read, by one of however many run."""

import threading
import time
from dataclasses import dataclass
from typing import ClassVar

import pytest
from django.db import connection, transaction

from seibi.config.processes import reader as process
from seibi.config.processes.reader import JournalProcess
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM
from seibi.kernel.journal import readers
from seibi.kernel.journal.events import Event
from seibi.kernel.journal.models import Entry, Parked, Position
from seibi.kernel.journal.tell import tell


@dataclass(frozen=True, slots=True)
class BellRung(Event):
    """Somebody rang."""

    name: ClassVar[str] = "tests.bell_rung.v1"

    number: int


@pytest.fixture
def heard(monkeypatch, transactional_db):
    """What the reader "porter" has heard, by entry."""
    numbers = []
    registry = {}
    monkeypatch.setattr(readers, "READERS", registry)
    monkeypatch.setattr(process, "READERS", registry)

    @readers.reads(BellRung, by="porter")
    def listen(event, entry):
        if event.number < 0:
            raise ValueError("no such bell")
        numbers.append(event.number)

    return numbers


@pytest.fixture
def running():
    started = []

    def start():
        journal = JournalProcess()
        thread = threading.Thread(target=journal.run)
        thread.start()
        started.append((journal, thread))
        return journal

    yield start
    for journal, thread in started:
        journal.stop()
        thread.join(10)
        assert not thread.is_alive()


def ring(*numbers):
    for number in numbers:
        with transaction.atomic():
            event = BellRung(number)
            tell(event, actor=SYSTEM, at=clock.now(), subject="bell:1", owner_node="/")


def until(condition, patience=10.0):
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_everything_is_read_once_and_in_order(heard, running):
    running()
    ring(*range(50))

    until(lambda: len(heard) == 50)

    assert heard == list(range(50))
    assert list(Entry.objects.order_by("pos").values_list("pos", flat=True)) == list(range(1, 51))
    assert Position.objects.get(name="porter").pos == 50


def test_of_two_processes_one_leads_and_the_other_takes_over(heard, running, monkeypatch):
    monkeypatch.setattr(process, "LEAD_AGAIN", 0.1)
    first = running()
    ring(1)
    until(lambda: heard == [1])
    running()
    ring(2)
    until(lambda: heard == [1, 2])

    first.stop()
    ring(3)

    until(lambda: heard == [1, 2, 3])
    assert not Parked.objects.exists()


def test_a_bad_entry_is_parked_and_the_others_go_on(heard, running):
    running()
    ring(1, -1, 2)

    until(lambda: heard == [1, 2] and Parked.objects.exists())

    parked = Parked.objects.get()
    assert (parked.reader, parked.pos) == ("porter", 2)
    assert "no such bell" not in parked.error


def test_cut_connections_lose_and_repeat_nothing(heard, running):
    running()
    ring(1)
    until(lambda: Position.objects.filter(name="porter", pos=1).exists())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    ring(2, 3)

    until(lambda: heard == [1, 2, 3])
