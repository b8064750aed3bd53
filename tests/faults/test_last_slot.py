"""The last slot, wanted by a thousand at once: one gets it, the others a kind refusal, at once.

Over real HTTP, on the pages and over the API. In some rounds whoever came first changes their mind.
"""

import json
import os
import re
from collections import Counter

import pytest

from tests.faults.conftest import Arena
from tests.faults.crowd import API, MIND_CHANGED, WEB, Answer, Crowd

REQUESTS, ROUNDS, MINDS_CHANGED = 1_000, int(os.environ.get("FAULTS_ROUNDS", "20")), 5
SLOWER_THAN_BARE = 10.0

pytestmark = pytest.mark.faults


def test_one_of_many_gets_the_last_slot(arena):
    arena.crowd.bare(128)
    for number in range(3):
        one_round(arena, requests=128, mind_changed=number == 1)
    assert "deadlock detected" not in arena.server_log


def test_one_of_a_thousand_gets_the_last_slot_twenty_times(arena):
    arena.crowd.bare(REQUESTS)
    bare, walls = [], []
    for number in range(ROUNDS):
        bare.append(arena.crowd.bare(REQUESTS))
        changed = number % (ROUNDS // MINDS_CHANGED) == 0
        walls.append(one_round(arena, requests=REQUESTS, mind_changed=changed))
    ratio = sum(walls) / sum(bare)
    report = {"wall": [round(w, 2) for w in walls], "bare": [round(b, 2) for b in bare]}
    print(json.dumps(report | {"ratio": round(ratio, 2)}))

    assert "deadlock detected" not in arena.server_log
    assert ratio <= SLOWER_THAN_BARE


def one_round(arena: Arena, *, requests: int, mind_changed: bool) -> float:
    """Everybody asks for one start; whoever gets it books. Seconds until all were answered."""
    crowd, start = arena.crowd, arena.free()
    assert len(crowd.world["sessions"]) >= requests // 2
    wishes = [crowd.changes_their_mind(start)] if mind_changed else []
    wishes += [
        crowd.choose(start, n // 2) if n % 2 else crowd.hold(start, n)
        for n in range(requests - len(wishes))
    ]

    answers = crowd.ask(wishes, head_start=int(mind_changed))
    wall = crowd.took

    (winner,) = [answer for answer in answers if answer.status in {201, 302}]
    confirm(crowd, winner)
    refused = [answer for answer in answers if answer is not winner]
    assert Counter(a.status for a in refused) == {409: requests - 1}
    codes = Counter(a.json["code"] for a in refused if a.door == MIND_CHANGED)
    assert codes == ({"changed_their_mind": 1} if mind_changed else {})
    for answer in refused:
        assert names_what_is_free(answer, start), answer
    assert booked(arena, start) == (1, 1, 1)
    return wall


def confirm(crowd: Crowd, winner: Answer) -> None:
    if winner.door == API:
        (answer,) = crowd.ask([crowd.confirm(winner.json["id"])])
        assert answer.status == 201
        return
    (answer,) = crowd.ask([crowd.press_the_button(winner)])
    assert (answer.status, "/booking/visit/" in answer.head) == (302, True)


def names_what_is_free(answer: Answer, start: str) -> bool:
    """A code for programs or a sentence for people, and at least one other time."""
    if answer.door == MIND_CHANGED:
        return True
    if answer.door == WEB:
        text = answer.body.decode()
        offered = re.findall(r'name="starts_at"\s+value="([^"]+)"', text)
        return "Somebody has just taken this time" in text and bool(set(offered) - {start})
    free = [slot["start"] for slot in answer.json["free"]]
    return answer.json["code"] == "slot_taken" and bool(set(free) - {start})


def booked(arena: Arena, start: str) -> tuple[int, int, int]:
    """Appointments of a start, its holds, and lines in the journal that tell of a booking."""
    return arena.query(
        "SELECT (SELECT count(*) FROM booking_appointment WHERE starts_at = %(at)s),"
        " (SELECT count(*) FROM booking_hold"
        "  WHERE starts_at = %(at)s AND released_at IS NULL),"
        " (SELECT count(*) FROM journal_entry"
        "  WHERE name = 'booking.appointment_booked.v1' AND subject IN"
        "  (SELECT 'appointment:' || id FROM booking_hold WHERE starts_at = %(at)s))",
        {"at": start},
    )
