"""The pages: one happy way each, the refusal beside unchanged data, and who may open them."""

import datetime as dt
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from seibi.contexts.customers import facade as customers
from seibi.contexts.network.contracts import Role
from seibi.contexts.work_orders.contracts import LineKind, State
from seibi.contexts.work_orders.models.estimate import EstimateVersion
from seibi.contexts.work_orders.models.floor import ClockEntry, Finding
from seibi.contexts.work_orders.models.reception import DamagePin, Photo
from seibi.contexts.work_orders.models.work_order import InternalNote
from seibi.contexts.work_orders.queries.links import VISITS, link_of
from seibi.contexts.work_orders.tests import factories
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM
from seibi.kernel.evidence.models import EvidenceRecord
from tests.world import IDS, NOON, OTHER_SITE


def at(car, name: str) -> str:
    return f"/work-orders/{car.id}/{name}"


def text_of(response) -> str:
    return response.content.decode()


def jpeg(name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, factories.photo(), "image/jpeg")


RECEPTION = {
    "odometer": "41200",
    "odometer_unit": "km",
    "fuel_percent": "50",
    "words": "It squeals.",
    "when": "mornings",
    "reproduced": "yes",
    "signature_name": "Grace Hopper",
    "promise_at": "2030-01-01T17:00",
}


def test_a_car_is_received_on_the_tablet(place, signed_in):
    car = factories.arrived_car(place)
    ada = signed_in("ada", Role.ADVISOR)
    assert "Receive the car" in text_of(ada.get(at(car, "")))
    assert ada.get(at(car, "reception/")).status_code == 200
    ada.post(at(car, "photos/") + "?from=reception", {"purpose": "reception", "photos": [jpeg()]})

    missing = ada.post(
        at(car, "reception/"), RECEPTION | {"signature_name": "", "words": "Rattles"}
    )
    assert missing.status_code == 422
    assert "Rattles" in text_of(missing)
    assert car.row.state == State.ARRIVED
    pins = json.dumps([{"x": 10, "y": 20, "kind": "dent", "note": "deep"}])
    done = ada.post(at(car, "reception/"), RECEPTION | {"pins": pins})

    assert done.url == at(car, "estimate/")
    assert car.row.state == State.CHECKED_IN
    assert car.row.first_promise_at.isoformat() == "2030-01-01T08:00:00+00:00"
    assert DamagePin.objects.get().note == "deep"
    assert Photo.objects.count() == 1


def test_an_estimate_is_made_line_by_line(place, signed_in):
    car = factories.received_car(place)
    ada = signed_in("ada", Role.ADVISOR)
    line = car.line(LineKind.LABOUR)

    def do(verb, **values):
        return ada.post(at(car, f"estimate/{verb}/"), values)

    refused = do("add", kind="labour", title="Wheels", quantity="1", payer="customer")
    assert refused.status_code == 422
    assert "Wheels" in text_of(refused)
    assert (
        do(
            "add", kind="labour", title="Wheels", quantity="1", unit_net="900", payer="customer"
        ).status_code
        == 302
    )
    assert do("menu", code="OIL").status_code == 302
    changed = ada.post(at(car, f"lines/{line.pk}/"), {"quantity": "2", "unit_net": "1000"})
    assert changed.status_code == 302
    assert do("version", reason="", tell_customer="on").status_code == 302
    again = do("version", reason="")
    assert again.status_code == 409
    assert "stays valid" in text_of(again)
    assert EstimateVersion.objects.count() == 1
    assert do("nonsense").status_code == 404
    assert ada.get(at(car, "estimate/")).status_code == 200


def test_an_owner_answers_by_the_link_and_sees_it_kept(place, client):
    car = factories.estimated_car(place)
    page = client.get(link_of(car.id))
    assert page.status_code == 200
    assert "Replace front brake pads" in text_of(page)
    assert "Send my answer" in text_of(page)

    answers = {f"answer_{line.pk}": "approve" for line in car.lines}
    refused = client.post(link_of(car.id), {"version": "7"} | answers)
    assert refused.status_code == 409
    assert "has been replaced" in text_of(refused)
    assert car.row.state == State.ESTIMATE
    done = client.post(link_of(car.id), {"version": "1", "signature_name": "Grace"} | answers)

    assert done.status_code == 302
    assert car.row.state == State.APPROVED
    assert EvidenceRecord.objects.get(kind="approval").who == "Grace"
    assert "Send my answer" not in text_of(client.get(link_of(car.id)))


def test_a_link_with_one_letter_changed_opens_nothing(place, client):
    car = factories.received_car(place)
    token = VISITS.token_of(car.id)

    assert client.get(f"/work-orders/visit/{token[:-1]}x/").status_code == 404
    assert client.get(at(car, "visit/")).url.startswith("/sign-in/")


def test_an_owner_who_is_signed_in_needs_no_link(place, signed_in):
    car = factories.estimated_car(place)
    grace = signed_in("grace")
    customers.link_account(
        account_id=IDS["grace"], customer_id=place.customer_id, actor=SYSTEM, at=NOON
    )

    assert "Send my answer" in text_of(grace.get(at(car, "visit/")))
    assert grace.get(at(car, "")).status_code == 404


def test_an_answer_by_telephone_is_read_back(place, signed_in):
    car = factories.estimated_car(place)
    ada = signed_in("ada", Role.ADVISOR)
    values = {"version": "1", "channel": "telephone", "who": "Grace", "phone": "+81 90 1234 5678"}
    values |= {f"answer_{line.pk}": "approve" for line in car.lines}
    assert "Read this aloud" in text_of(ada.get(at(car, "answers/")))

    assert ada.post(at(car, "answers/"), values).status_code == 422
    assert ada.post(at(car, "answers/"), values | {"read_back": "on"}).status_code == 302

    assert car.row.state == State.APPROVED


def test_an_answer_on_paper_keeps_the_paper(place, signed_in):
    car = factories.estimated_car(place)
    ada = signed_in("ada", Role.ADVISOR)
    values = {"version": "1", "channel": "paper", "who": "Grace"}
    values |= {f"answer_{line.pk}": "decline" for line in car.lines}

    assert ada.get(at(car, "answers/") + "?channel=paper").status_code == 200
    assert ada.post(at(car, "answers/"), values | {"paper": jpeg()}).status_code == 302

    assert car.row.state == State.QUALITY_CHECK


def test_a_technician_starts_pauses_finds_and_finishes(place, signed_in):
    car = factories.approved_car(place)
    mia, paul = signed_in("mia", Role.TECHNICIAN), signed_in("paul", Role.PARTS_CLERK)
    line = {"line": str(car.line(LineKind.LABOUR).pk)}

    def press(verb, **values):
        return mia.post(f"/work-orders/floor/{car.id}/{verb}/", values)

    assert "Replace front brake pads" in text_of(mia.get("/work-orders/floor/"))
    assert paul.post(at(car, "issue/"), {}).status_code == 302
    assert press("start", **line).status_code == 302
    assert "DONE" in text_of(mia.get(f"/work-orders/floor/{car.id}/"))
    twice = press("start", **line)
    assert twice.status_code == 409
    assert "Pause it first" in text_of(twice)
    assert press("pause", reason="tool").status_code == 302
    assert car.row.waits_for == "tool"
    assert press("start", **line).status_code == 302
    assert press("finding", words="Oil", severity="red", photos=[jpeg()]).status_code == 302
    assert press("part", words="A clip", quantity="1").status_code == 302
    assert press("done", **line).status_code == 302
    assert car.row.state == State.QUALITY_CHECK
    assert Finding.objects.get().words == "Oil"
    assert press("nonsense").status_code == 404
    check = mia.post(at(car, "quality/"), line | {"passed": "yes", "photo": jpeg()})
    assert check.status_code == 302
    assert car.row.state == State.READY


@pytest.mark.parametrize(
    ("pressed", "counts_from"),
    [
        (dt.timedelta(minutes=-20), dt.timedelta(minutes=-20)),
        (dt.timedelta(minutes=5), dt.timedelta()),
        (dt.timedelta(days=-2), dt.timedelta()),
    ],
    ids=["without a line", "from the future", "from another day"],
)
def test_a_press_that_waited_for_a_line_counts_from_its_own_moment(
    place, signed_in, pressed, counts_from
):
    car = factories.approved_car(place)
    mia = signed_in("mia", Role.TECHNICIAN)
    before = clock.now()
    values = {"line": str(car.line(LineKind.LABOUR).pk)}
    values["pressed_at"] = (before + pressed).isoformat()

    assert mia.post(f"/work-orders/floor/{car.id}/start/", values).status_code == 302

    late = ClockEntry.objects.get().started_at - before - counts_from
    assert dt.timedelta() <= late < dt.timedelta(minutes=1)


def test_the_days_pages_stay_at_hand_on_the_phone_of_who_asked_for_them(place, signed_in):
    car = factories.approved_car(place)
    mia = signed_in("mia", Role.TECHNICIAN)
    me = mia.session["_auth_user_id"]

    day, job = mia.get("/work-orders/floor/"), mia.get(f"/work-orders/floor/{car.id}/")

    assert (day["Seibi-At-Hand"], job["Seibi-At-Hand"]) == (f"{me};begins", me)
    assert 'data-at-hand class="panel' in day.content.decode()
    assert "Seibi-At-Hand" not in mia.get("/my/")


@pytest.mark.parametrize(
    ("role", "back"), [(Role.TECHNICIAN, "/work-orders/floor/"), (Role.PARTS_CLERK, "/")]
)
def test_the_way_back_from_a_job_leads_where_one_may_go(place, signed_in, role, back):
    car = factories.approved_car(place)
    somebody = signed_in("mia", role)

    page = somebody.get(f"/work-orders/floor/{car.id}/")

    assert f'href="{back}"' in text_of(page).partition("<main")[0]
    assert somebody.get(back, follow=True).status_code == 200


def test_time_without_a_car_has_a_reason(place, signed_in):
    factories.cast()
    mia = signed_in("mia", Role.TECHNICIAN)

    assert mia.post("/work-orders/floor/indirect/", {"reason": "cleaning"}).status_code == 302
    assert "Cleaning" in text_of(mia.get("/work-orders/floor/"))
    assert mia.post("/work-orders/floor/indirect/", {"stop": "1"}).status_code == 302

    assert ClockEntry.objects.get().ended_at is not None


def test_a_car_is_handed_back_at_the_desk(place, signed_in):
    car = factories.ready_car(place)
    ada = signed_in("ada", Role.ADVISOR)
    values = {
        "odometer": "41300",
        "odometer_unit": "km",
        "explanation": "New pads",
        "old_parts": "waived",
        "signature_name": "Grace",
    }

    refused = ada.post(at(car, "deliver/"), values)
    assert refused.status_code == 409
    assert "New pads" in text_of(refused)
    factories.release(car)
    assert ada.get(at(car, "deliver/")).status_code == 200
    assert ada.post(at(car, "deliver/"), values).status_code == 302

    assert car.row.state == State.DELIVERED
    assert ada.get(at(car, "")).status_code == 200


def test_small_steps_of_the_desk(place, signed_in):
    car = factories.received_car(place)
    ada = signed_in("ada", Role.ADVISOR)

    def do(verb, **values):
        return ada.post(at(car, f"{verb}/"), values).status_code

    assert do("promise", promise_at="2030-01-01T17:00") == 302
    assert do("promise", promise_at="2030-01-01T18:00") == 422
    assert do("forecast", forecast_at="2030-01-01T16:00") == 302
    assert do("keep", key_tag="12", parking_place="B4") == 302
    assert do("note", text="be quick") == 302
    assert do("cancel", reason="") == 422
    assert do("parties", role="bringer", name="Sam", phone="1") == 302
    assert do("undo_check_in", reason="wrong car") == 302
    assert do("cancel", reason="sold") == 302
    assert car.row.state == State.CANCELLED
    assert InternalNote.objects.get().text == "be quick"
    assert "No car is here" in text_of(ada.get("/work-orders/"))
    assert "W-000001" in text_of(ada.get("/work-orders/?state=cancelled"))


PAGES = ["", "reception/", "estimate/", "answers/", "quality/", "deliver/"]


@pytest.mark.parametrize(
    ("name", "role", "node", "answer"),
    [
        ("ada", Role.ADVISOR, None, 200),
        ("mia", Role.TECHNICIAN, None, 200),
        ("bob", Role.ADVISOR, OTHER_SITE, 404),
        ("eve", None, None, 404),
    ],
)
def test_who_may_open_the_desks_pages(place, signed_in, name, role, node, answer):
    car = factories.estimated_car(place)
    if node:
        from seibi.contexts.network.tests.factories import site

        site(node)
    browser = signed_in(name, role, node) if node else signed_in(name, role)

    assert {browser.get(at(car, page)).status_code for page in PAGES} == {answer}


def test_without_signing_in_there_is_nothing_to_see(place):
    car = factories.estimated_car(place)

    for path in (at(car, ""), "/work-orders/floor/", "/work-orders/"):
        assert Client().get(path).url.startswith("/sign-in/")


def test_who_works_on_no_cars_has_no_day_on_the_floor(place, signed_in):
    factories.cast()
    carl = signed_in("carl", Role.CASHIER)

    assert carl.get("/work-orders/floor/").status_code == 404
    assert carl.post("/work-orders/floor/indirect/", {"reason": "cleaning"}).status_code == 404
    assert not ClockEntry.objects.exists()


def test_the_desk_is_for_staff(place, signed_in):
    assert signed_in("grace").get("/work-orders/").status_code == 403
    assert signed_in("grace").get(f"/desk/people/{place.customer_id}/").status_code == 404
