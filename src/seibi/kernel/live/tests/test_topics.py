"""What screens may follow, and which entries concern them."""

import pytest

from seibi.kernel.journal.models import Entry
from seibi.kernel.live import topics
from seibi.kernel.live.subscriber import Fragment, Subscriber
from seibi.kernel.live.tests.conftest import DoorOpened
from seibi.kernel.live.topics import Watched

HALL, CELLAR = Watched("door", "hall"), Watched("door", "cellar")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("door:hall", HALL),
        ("door:work_order:1", Watched("door", "work_order:1")),
        ("door:", Watched("door", "")),
        ("window:hall", None),
        ("door", None),
        ("door:two words", None),
        ("door:" + "x" * 121, None),
    ],
)
def test_a_topic_is_a_known_name_and_a_key(doors, text, expected):
    assert topics.parse(text) == expected


def test_an_entry_concerns_the_key_in_its_event(doors):
    told = Entry(name=DoorOpened.name, payload={"door": "hall"})

    assert topics.touched_by(told) == {HALL}
    assert topics.touched_by(Entry(name="tests.other.v1", payload={})) == set()


def test_a_name_is_registered_once(doors):
    with pytest.raises(RuntimeError, match="registered already"):
        topics.live_topic("door", hears=(), may_see=doors.may_see, key_of=lambda e, n: None)(
            doors.render
        )
    with pytest.raises(ValueError, match="small letters"):
        topics.live_topic("Door!", hears=(), may_see=doors.may_see, key_of=lambda e, n: None)


def test_a_nudge_is_registered_like_any_topic(doors):
    topics.nudge_topic(
        "bell", hears=(DoorOpened,), may_see=doors.may_see, key_of=lambda event, entry: event.door
    )

    told = Entry(name=DoorOpened.name, payload={"door": "hall"})
    assert topics.touched_by(told) == {HALL, Watched("bell", "hall")}
    with pytest.raises(RuntimeError, match="registered already"):
        topics.nudge_topic(
            "bell", hears=(), may_see=doors.may_see, key_of=lambda event, entry: None
        )


def test_a_slow_screen_is_shown_the_newest_only():
    subscriber = Subscriber({HALL}, "en")
    for pos in range(1, 1_000):
        subscriber.offer(HALL, Fragment.of(HALL, pos, f"looked {pos} times"))

    assert subscriber.take().count(b"data:") == 1
    assert subscriber.take() == b""


def test_what_looks_as_before_is_not_sent_again():
    subscriber = Subscriber({HALL}, "en")
    subscriber.offer(HALL, Fragment.of(HALL, 1, "open"))
    first = subscriber.take()
    subscriber.offer(HALL, Fragment.of(HALL, 2, "open"))

    assert b'"pos": 1' in first
    assert subscriber.take() == b""


def test_an_id_promises_that_nothing_older_is_missing():
    subscriber = Subscriber({HALL, CELLAR}, "en")
    subscriber.owe(CELLAR, 5)
    subscriber.owe(HALL, 6)
    subscriber.offer(HALL, Fragment.of(HALL, 6, "open"))

    assert subscriber.take().startswith(b"id: 4-")

    subscriber.offer(CELLAR, Fragment.of(CELLAR, 7, "shut"))
    assert subscriber.take().startswith(b"id: 7-")


def test_a_topic_that_was_taken_away_is_not_shown():
    subscriber = Subscriber({HALL}, "en")
    subscriber.offer(HALL, Fragment.of(HALL, 1, "open"))
    subscriber.forget(HALL)
    subscriber.offer(HALL, Fragment.of(HALL, 2, "open"))

    assert subscriber.take() == b""
