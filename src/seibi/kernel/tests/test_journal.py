"""The journal: told once, numbered without gaps, read once by each reader, in order."""

import threading
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.ids import new_id
from seibi.kernel.journal import readers
from seibi.kernel.journal.events import Event
from seibi.kernel.journal.models import Entry, Parked, Position
from seibi.kernel.journal.readers import advance, reads, retry_parked
from seibi.kernel.journal.sequencer import assign_positions
from seibi.kernel.journal.tell import tell
from tests.world import NOON, SITE


@dataclass(frozen=True, slots=True)
class DoorbellRang(Event):
    """Somebody is at the door."""

    name: ClassVar[str] = "tests.doorbell_rang.v1"

    door: UUID
    times: int


def ring(times: int = 1, actor: Actor = SYSTEM) -> None:
    event = DoorbellRang(new_id(), times)
    tell(event, actor=actor, at=NOON, subject="door:1", owner_node=SITE, audience=["person:1"])


@pytest.fixture
def heard(monkeypatch):
    """What the reader "porter" heard. It fails at 13 after doing half of its work."""
    monkeypatch.setattr(readers, "READERS", {"porter": {}})
    times: list[int] = []

    @reads(DoorbellRang, by="porter")
    def open_the_door(event: DoorbellRang, entry: Entry) -> None:
        Position.objects.create(name=f"opened {event.times}")
        if event.times == 13:
            raise ValueError("quotes Grace, 090-1234-5678")
        times.append(event.times)

    return times


@pytest.mark.django_db(transaction=True)
def test_telling_outside_a_transaction_is_a_mistake():
    with pytest.raises(RuntimeError, match="transaction"):
        ring()

    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_a_line_says_who_for_whom_about_what_and_where():
    ring(3, Actor("deputy", on_behalf_of="ada"))

    line = Entry.objects.get()
    assert (line.actor_id, line.on_behalf_of, line.subject) == ("deputy", "ada", "door:1")
    assert (line.occurred_at, line.owner_node, line.pos) == (NOON, SITE, None)
    assert (line.payload["times"], line.audience) == (3, ["person:1"])
    assert line.recorded_at != NOON


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", ["UPDATE journal_entry SET name = 'x'", "DELETE FROM journal_entry"]
)
def test_no_line_is_changed_or_removed(change):
    ring()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(change)

    assert Entry.objects.get().name == "tests.doorbell_rang.v1"


@pytest.mark.django_db
def test_a_place_in_line_is_given_once():
    ring()
    assert (assign_positions(), assign_positions()) == (1, 0)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute("UPDATE journal_entry SET pos = 99")


@pytest.mark.django_db
def test_lines_lie_in_the_partition_of_their_month():
    ring()

    with connection.cursor() as cursor:
        cursor.execute("SELECT tableoid::regclass::text FROM journal_entry")
        assert cursor.fetchone()[0].startswith("journal_entry_20")


@pytest.mark.django_db
def test_a_reader_hears_every_line_once(heard):
    for times in (1, 2, 3):
        ring(times)
    assert advance("porter") == 0  # nothing has its place yet
    assign_positions()

    assert [advance("porter", limit=2), advance("porter"), advance("porter")] == [2, 1, 0]
    assert heard == [1, 2, 3]


@pytest.mark.django_db
def test_a_failing_line_loses_only_its_own_effects_and_is_parked(heard):
    for times in (12, 13, 14):
        ring(times)
    assign_positions()

    assert advance("porter") == 3
    assert heard == [12, 14]
    assert not Position.objects.filter(name="opened 13").exists()
    parked = Parked.objects.get()
    assert (parked.pos, parked.attempts) == (2, 1)
    assert parked.error.startswith("ValueError")
    assert "Grace" not in parked.error

    assert retry_parked("porter") == 1
    assert Parked.objects.get().attempts == 2


@pytest.mark.django_db
def test_a_parked_line_that_can_be_read_again_is_done(heard, monkeypatch):
    ring(13)
    assign_positions()
    advance("porter")
    monkeypatch.setattr(readers, "READERS", {"porter": {}})
    reads(DoorbellRang, by="porter")(lambda event, entry: heard.append(event.times))

    assert retry_parked("porter") == 0
    assert heard == [13]


@pytest.mark.django_db(transaction=True)
def test_positions_have_no_gaps_under_eight_writers_and_two_sequencers():
    done = threading.Event()

    def write() -> None:
        for number in range(25):
            with transaction.atomic():
                ring(number)
        connection.close()

    def sequence() -> None:
        while not done.is_set():
            assign_positions(limit=7)
        connection.close()

    writers = [threading.Thread(target=write) for _ in range(8)]
    sequencers = [threading.Thread(target=sequence) for _ in range(2)]
    for thread in (*writers, *sequencers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in sequencers:
        thread.join()
    while assign_positions():
        pass

    positions = Entry.objects.order_by("pos").values_list("pos", flat=True)
    assert list(positions) == list(range(1, 201))


@pytest.mark.django_db(transaction=True)
def test_an_open_transaction_delays_its_own_line_only(heard):
    may_commit, has_told = threading.Event(), threading.Event()

    def slow_writer() -> None:
        with transaction.atomic():
            ring(1)
            has_told.set()
            may_commit.wait(10)
        connection.close()

    thread = threading.Thread(target=slow_writer)
    thread.start()
    has_told.wait(10)
    with transaction.atomic():
        ring(2)
    assign_positions()
    advance("porter")
    assert heard == [2]

    may_commit.set()
    thread.join()
    assign_positions()
    advance("porter")
    assert heard == [2, 1]


@pytest.mark.django_db(transaction=True)
def test_four_processes_of_one_reader_share_its_place(heard):
    for times in range(20, 30):
        with transaction.atomic():
            ring(times)
    assign_positions()

    def read() -> None:
        while advance("porter", limit=3):
            pass
        connection.close()

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert heard == list(range(20, 30))
