"""The workshop for programs: values, and refusals in the one shape."""

import datetime as dt

import pytest

from seibi.contexts.network.contracts import Role
from seibi.contexts.workshop.models import Job
from seibi.contexts.workshop.tests.factories import NINE, booked_job
from tests import world

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
API = "/api/v1/workshop"


def post(client, path, body, **headers):
    return client.post(f"{API}/{path}", body, content_type="application/json", headers=headers)


def asked(**changes):
    return {
        "site": "site-7",
        "steps": [{"operation_code": "HV", "minutes": 60, "bay_kind": "ev", "skill": "ev_hv"}],
        "not_before": NINE.isoformat(),
        "not_after": (NINE + 3 * HOUR).isoformat(),
        "advisor_needed": False,
    } | changes


def move(job_id, **changes):
    return {
        "job_id": str(job_id),
        "step_no": 1,
        "start": (NINE + HOUR).isoformat(),
        "version": 1,
    } | changes


def test_free_times_are_those_of_the_page(at_shop, browse, nine):
    client = browse(Role.ADVISOR)

    found = post(client, "slots", asked()).json()

    assert found["slots"][0]["start"] == "2026-11-23T00:00:00Z"
    assert {kind for kind, _id in found["slots"][0]["resources"]} == {"bay", "technician"}
    assert found["why"] == []


def test_no_time_comes_with_a_reason(at_shop, browse, nine):
    step = {"minutes": 60, "bay_kind": "alignment"}

    found = post(browse(Role.ADVISOR), "slots", asked(steps=[step])).json()

    assert found["slots"] == []
    assert found["why"][0]["code"] == "no_bay"
    assert found["why"][0]["sentence"] == "No bay of this kind is free: Alignment."


def test_the_board_and_the_lounge_are_values(at_shop, browse, nine):
    booked_job(at_shop, "appointment:1", ticket="A1")
    client = browse(Role.TECHNICIAN)

    board = client.get(f"{API}/board?site=site-7").json()
    lounge = client.get(f"{API}/lounge?site=site-7").json()
    things = client.get(f"{API}/resources?site=site-7").json()

    assert (board["day"], len(board["cards"]), board["may_move"]) == ("2026-11-23", 1, False)
    assert lounge["lines"] == []
    assert {thing["info"]["kind"] for thing in things} >= {"bay", "technician"}


def test_a_move_answers_with_the_fresh_cards_and_is_made_once(at_shop, browse, nine):
    job_id = booked_job(at_shop, "appointment:1")
    client = browse(Role.CONTROLLER)

    first = post(client, "moves", move(job_id), **{"Idempotency-Key": "k1"})
    again = post(client, "moves", move(job_id), **{"Idempotency-Key": "k1"})

    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert (first.json()[0]["version"], first.json()[0]["start"]) == (2, "2026-11-23T01:00:00Z")


def test_a_stale_move_is_told_the_truth(at_shop, browse, nine):
    job_id = booked_job(at_shop, "appointment:1")
    client = browse(Role.CONTROLLER)
    post(client, "moves", move(job_id))

    answer = post(client, "moves", move(job_id, start=NINE.isoformat()))

    assert answer.status_code == 409
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["code"], problem["version"]) == ("stale_move", 2)
    assert problem["cards"][0]["start"] == "2026-11-23T01:00:00Z"
    assert Job.objects.get().version == 2


def test_a_move_to_where_no_room_is_says_why_and_where_room_is(at_shop, browse, nine):
    job_id = booked_job(at_shop, "appointment:1")

    answer = post(
        browse(Role.CONTROLLER), "moves", move(job_id, start=(NINE + 3 * HOUR).isoformat())
    )

    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (409, "slot_taken")
    assert problem["why"]
    assert problem["free"][0] == "2026-11-23T04:00:00+00:00"


@pytest.mark.parametrize(
    ("role", "node", "status"),
    [
        (Role.TECHNICIAN, world.SITE, 403),
        (Role.ADVISOR, world.SITE, 403),
        (Role.CONTROLLER, world.OTHER_SITE, 404),
        (None, world.SITE, 404),
    ],
)
def test_who_may_not_move_changes_nothing(at_shop, browse, nine, role, node, status):
    job_id = booked_job(at_shop, "appointment:1")

    answer = post(browse(role, node), "moves", move(job_id))

    assert answer.status_code == status
    assert Job.objects.get().version == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"steps": []},
        {"not_before": "2026-11-23T09:00:00"},
        {"not_after": "yesterday"},
        {"limit": 0},
        {"not_after": (NINE - HOUR).isoformat()},
        {"steps": [{"minutes": 0}]},
    ],
)
def test_questions_that_make_no_sense_are_refused(at_shop, browse, nine, changes):
    answer = post(browse(Role.ADVISOR), "slots", asked(**changes))

    assert answer.status_code == 422


@pytest.mark.parametrize(
    "path", ["board?site=site-7", "lounge?site=site-7", "resources?site=site-7"]
)
def test_strangers_find_nothing(at_shop, browse, path):
    client = browse(None)

    assert client.get(f"{API}/{path}").status_code == 404
    assert client.get(f"{API}/{path.replace('site-7', 'nowhere')}").status_code == 404


def test_a_window_that_is_over_has_no_free_times(at_shop, browse, nine):
    asked = {
        "site": "site-7",
        "steps": [{"minutes": 30, "bay_kind": "lift"}],
        "not_before": "2026-04-03T01:00:00Z",
        "not_after": "2026-04-06T01:00:00Z",
    }
    answer = browse(Role.ADVISOR).post(
        "/api/v1/workshop/slots", asked, content_type="application/json"
    )

    assert answer.status_code == 200
    assert answer.json()["slots"] == []
