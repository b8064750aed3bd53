"""The list for programs: the same operations as on the pages."""

import pytest

from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.tests import factories as places
from seibi.contexts.care.contracts import Outcome
from seibi.contexts.care.models import Contact
from seibi.contexts.care.queries.links import CONTACTS
from seibi.contexts.care.tests import factories
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests.factories import colleague
from seibi.kernel.accounts.models import Account

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_at_noon")]


@pytest.fixture
def carol(client, place):
    client.force_login(Account.objects.get(pk=colleague("carol", Role.CR)))
    return client


def send(browser, path, data, key="1"):
    return browser.post(
        f"/api/v1/care{path}",
        data,
        content_type="application/json",
        headers={"Idempotency-Key": f"care-{key}-aaaaaaaa"},
    )


def test_list_caller_and_outcome(place, carol):
    assert send(carol, f"/sites/{place.site_id}/today", {}).json()["opened"] == 1
    listed = carol.get(f"/api/v1/care/sites/{place.site_id}/today").json()
    [row] = listed["to_call"]
    caller = carol.get(f"/api/v1/care/sites/{place.site_id}/caller?number=09087654320").json()
    assert caller == {"customer_ids": [str(place.customer_id)], "contact_id": row["id"]}

    answer = send(carol, f"/contacts/{row['id']}/outcome", {"outcome": "reached"}, "2")

    assert answer.json()["row"]["state"] == "done"
    assert Contact.objects.get().outcome == Outcome.REACHED


def test_booking_and_a_taken_time(place, carol):
    row = factories.contact(place)
    car = {
        "owner_id": str(place.customer_id),
        "vehicle_id": str(place.vehicle_id),
        "operation_codes": ["OIL"],
    }
    body = {"cars": [car], "starts_at": places.TUESDAY_10.isoformat()}

    answer = send(carol, f"/contacts/{row.pk}/book", body)

    assert answer.status_code == 201
    assert answer.json()["appointment_ids"] == [str(Appointment.objects.get().pk)]
    assert send(carol, f"/contacts/{row.pk}/book", body, "2").status_code == 409


def test_rules_and_their_preview(place, carol):
    rules = carol.get(f"/api/v1/care/sites/{place.site_id}/rules").json()
    assert rules[0]["kind"] == "low_rating"
    query = "after_days=-30&window_days=2000&cap_days=60&priority=5&per_day=20"
    found = carol.get(f"/api/v1/care/sites/{place.site_id}/rules/due/preview?{query}").json()
    assert found["found"] == 1


def test_an_owner_answers_by_link(place, client):
    row = factories.contact(place)
    token = CONTACTS.token_of(row.pk)
    assert client.get(f"/api/v1/care/answers/{token}").json()["is_over"] is False

    answer = send(client, f"/answers/{token}", {"answer": "not_now"})

    assert answer.json()["outcome"] == "not_now"
