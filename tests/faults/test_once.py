"""The same wish sixty-four times at once, over real HTTP: one effect, and the same answer for all."""

from collections import Counter

import pytest

from tests.faults.crowd import API
from tests.faults.test_last_slot import booked

pytestmark = pytest.mark.faults
TIMES = 64


@pytest.fixture
def start(arena):
    return arena.free()


def held(arena, start):
    (answer,) = arena.crowd.ask([arena.crowd.hold(start, 1)])
    assert answer.status == 201
    return answer.json["id"]


def confirmations(arena, hold_id, key=""):
    """Sixty-four presses of one button; with a key they are one request that was sent again."""
    world = arena.crowd.world
    body = {"customer_id": world["customer"], "vehicle_id": world["vehicle"]}
    path = f"/api/v1/booking/holds/{hold_id}/confirm"
    return [
        (API, arena.crowd.api(path, body, key or f"{hold_id}-{number}")) for number in range(TIMES)
    ]


def test_one_key_is_one_hold_and_one_answer(arena, start):
    answers = arena.crowd.ask([arena.crowd.hold(start, 1)] * TIMES)

    assert Counter(answer.status for answer in answers) == {201: TIMES}
    assert len({answer.body for answer in answers}) == 1
    replayed = [answer for answer in answers if "idempotency-replayed: true" in answer.head.lower()]
    assert len(replayed) == TIMES - 1
    assert booked(arena, start) == (0, 1, 0)


def test_one_key_is_one_visit_and_one_answer(arena, start):
    answers = arena.crowd.ask(confirmations(arena, held(arena, start), key=f"once {start}"))

    assert Counter(answer.status for answer in answers) == {201: TIMES}
    assert len({answer.body for answer in answers}) == 1
    assert booked(arena, start) == (1, 1, 1)


def test_a_double_click_is_one_visit(arena, start):
    answers = arena.crowd.ask(confirmations(arena, held(arena, start)))

    assert Counter(answer.status for answer in answers) == {201: TIMES}
    assert len({answer.json["id"] for answer in answers}) == 1
    assert booked(arena, start) == (1, 1, 1)


def test_an_expired_hold_is_refused_in_words_and_books_nothing(arena, start):
    hold_id = held(arena, start)
    arena.query(
        "UPDATE booking_hold SET expires_at = '2020-01-01' WHERE id = %(id)s RETURNING id",
        {"id": hold_id},
    )

    answers = arena.crowd.ask(confirmations(arena, hold_id))

    assert Counter((answer.status, answer.json["code"]) for answer in answers) == {
        (410, "hold_expired"): TIMES
    }
    assert all(answer.json["title"].endswith(".") for answer in answers)
    assert booked(arena, start)[0] == booked(arena, start)[2] == 0


def test_one_key_for_two_wishes_is_refused_in_words(arena, start):
    held(arena, start)
    another = {"site_id": arena.crowd.world["site"], "operation_codes": ["OIL"]}
    another["starts_at"] = "2031-01-06T01:00:00Z"
    wish = arena.crowd.api("/api/v1/booking/holds", another, f"{start}-1")

    (answer,) = arena.crowd.ask([(API, wish)])

    assert (answer.status, answer.json["code"]) == (409, "key_reused")
    assert answer.json["title"].endswith(".")
    assert booked(arena, start) == (0, 1, 0)
