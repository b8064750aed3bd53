"""The pages about cars, and who may open them."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from seibi.contexts.network.contracts import Role
from seibi.contexts.vehicles.contracts import ImportState
from seibi.contexts.vehicles.jobs import import_uploaded
from seibi.contexts.vehicles.models.cars import Identifier, Vehicle
from seibi.contexts.vehicles.models.imports import ImportRun
from seibi.contexts.vehicles.models.ledgers import OdometerReading
from seibi.contexts.vehicles.tests import factories
from seibi.contexts.vehicles.tests.conftest import ELSEWHERE
from seibi.contexts.vehicles.tests.deeds import campaign, read
from seibi.contexts.vehicles.tests.test_imports import HEADER, ROWS
from tests.world import NOON

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


def page_of(vehicle_id):
    return f"/vehicles/{vehicle_id}/"


@pytest.mark.parametrize(
    ("role", "node", "status"),
    [
        (Role.ADVISOR, "/jp/kanto/aoba/site-7/", 200),
        (Role.TECHNICIAN, "/jp/kanto/aoba/site-7/", 200),
        (Role.ADVISOR, "/jp/kanto/aoba/", 200),
        (Role.ADMINISTRATOR, "/jp/kanto/aoba/site-7/", 404),
        (Role.ADVISOR, ELSEWHERE, 404),
        (None, "/jp/kanto/aoba/site-7/", 404),
    ],
)
def test_who_may_open_the_page_of_a_car(signed_in, role, node, status):
    made = factories.car(vin=factories.ACCORD)

    assert signed_in(role, node).get(page_of(made)).status_code == status


def test_nobody_reads_about_cars_without_signing_in(client):
    made = factories.car()

    for path in ("/vehicles/", page_of(made), "/vehicles/recalls/", "/vehicles/new/"):
        assert client.get(path).status_code in (302, 401)


def test_the_page_shows_what_must_be_known_before_touching_the_car(signed_in):
    owner = factories.customer()
    made = factories.car(
        vin=factories.ACCORD, plate="7ABC123", plate_country="US-CA", owner_id=owner
    )
    campaign("24V001")
    read(made, 10_000)
    read(made, 1_999_105, day=1)

    shown = text(signed_in(Role.ADVISOR).get(page_of(made)))

    for wanted in (
        "Honda Accord (2024)",
        factories.ACCORD,
        "7ABC123",
        "NHTSA 24V001",
        "Hard to believe",
        "Hopper",
        "No warranty or contract is on record",
    ):
        assert wanted in shown


def test_a_car_is_found_while_typing(signed_in):
    made = factories.car(plate="7ABC123")
    browser = signed_in(Role.ADVISOR)

    whole = text(browser.get("/vehicles/", {"q": "7abc"}))
    fragment = text(browser.get("/vehicles/", {"q": "7abc"}, headers={"hx-request": "true"}))
    nothing = text(browser.get("/vehicles/", {"q": "zzzz\x00"}))

    assert "<html" in whole
    assert page_of(made) in whole
    assert "<html" not in fragment
    assert page_of(made) in fragment
    assert "No car found" in nothing


def test_an_odd_reading_is_kept_and_the_page_says_so(signed_in):
    made, browser = factories.car(), signed_in(Role.ADVISOR)

    shown = browser.post(
        f"{page_of(made)}odometer/", {"value": "1999105", "unit": "km"}, follow=True
    )

    assert "No car has driven 1,999,105 km" in text(shown)
    reading = OdometerReading.objects.get()
    fixed = browser.post(
        f"{page_of(made)}odometer/{reading.pk}/",
        {"value": "19991", "unit": "km", "note": "Two digits too many"},
        follow=True,
    )
    assert "Two digits too many" in text(fixed)
    assert set(OdometerReading.objects.values_list("km", "flag")) == {
        (1_999_105, "corrected"),
        (19_991, "fine"),
    }


def test_days_are_those_of_the_workshop(signed_in):
    made, browser = factories.car(), signed_in(Role.ADVISOR)
    late = NOON + dt.timedelta(hours=5)  # the next morning in Tokyo
    read(made, 12_000, day=1, read_at=late)

    assert "03/30/2026" in text(browser.get(page_of(made)))


def test_what_cannot_be_taken_is_said_beside_the_question(signed_in):
    made, browser = factories.car(), signed_in(Role.ADVISOR)

    answer = browser.post(f"{page_of(made)}odometer/", {"value": "many", "unit": "km"})
    number = browser.post(
        f"{page_of(made)}numbers/", {"kind": "vin", "value": "1HGCM82633A004353", "country": "US"}
    )

    assert (answer.status_code, number.status_code) == (422, 422)
    assert "The check digit does not fit" in text(number)
    assert not OdometerReading.objects.exists()
    assert not Identifier.objects.exists()


def test_a_number_and_a_recall_are_changed_on_the_page(signed_in):
    made, recall, browser = factories.car(), campaign(), signed_in(Role.ADVISOR)

    browser.post(f"{page_of(made)}numbers/", {"kind": "plate", "value": "NEW1", "country": "US-TX"})
    shown = browser.post(
        f"{page_of(made)}recalls/{recall.pk}/", {"status": "repaired"}, follow=True
    )

    assert "NEW1" in text(shown)
    assert "Repaired" in text(shown)


def test_a_vin_fills_in_what_it_says(signed_in):
    browser = signed_in(Role.ADVISOR)

    form = text(browser.get("/vehicles/new/", {"vin": factories.ACCORD}))
    made = browser.post(
        "/vehicles/new/",
        {
            "vin": factories.ACCORD,
            "make": "Honda",
            "model": "Accord",
            "model_year": "2024",
            "powertrain": "petrol",
            "use_class": "passenger",
        },
    )

    assert 'value="Accord"' in form
    assert 'value="2024"' in form
    assert made.headers["Location"] == page_of(Vehicle.objects.get().pk)


def test_a_technician_takes_no_car_into_the_books(signed_in):
    assert signed_in(Role.TECHNICIAN).get("/vehicles/new/").status_code == 403


def test_an_owner_sees_their_car_and_no_buttons_to_change_it(as_owner):
    owner = factories.customer()
    mine, other = factories.car(owner_id=owner, vin=factories.ACCORD), factories.car()
    browser = as_owner(owner)

    shown = text(browser.get(page_of(mine)))

    assert factories.ACCORD in shown
    assert "Another number" not in shown
    assert browser.get(page_of(other)).status_code == 404
    assert browser.get("/vehicles/").status_code == 403


def test_an_administrator_imports_a_file_and_watches(signed_in):
    browser = signed_in(Role.ADMINISTRATOR)
    bad = "24V003,x,=HYPERLINK(1),ACCORD,soon,s\r\n"
    upload = SimpleUploadedFile("../recalls.csv", (HEADER + ROWS + bad).encode())

    answer = browser.post("/vehicles/recalls/", {"file": upload})
    run = ImportRun.objects.get()
    waiting = text(browser.get(answer.headers["Location"], headers={"hx-request": "true"}))
    import_uploaded(run_id=str(run.pk))
    done = text(browser.get(answer.headers["Location"]))
    table = text(browser.get(f"/vehicles/recalls/{run.pk}/problems.csv"))

    assert 'hx-trigger="every 1s"' in waiting
    assert "<html" not in waiting
    assert 'hx-trigger="every 1s"' not in done
    assert "is not a model year" in done
    assert "recalls.csv" in text(browser.get("/vehicles/recalls/"))
    assert ',"\'=HYPERLINK(1)",' in table
    assert ImportRun.objects.get().state == ImportState.DONE


def test_an_empty_upload_says_so(signed_in):
    answer = signed_in(Role.ADMINISTRATOR).post(
        "/vehicles/recalls/", {"file": SimpleUploadedFile("a.csv", b"")}
    )

    assert answer.status_code == 422
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("role", [Role.ADVISOR, Role.TECHNICIAN, Role.AUDITOR, None])
def test_importing_is_not_for_everyone(signed_in, role):
    browser = signed_in(role)

    assert browser.get("/vehicles/recalls/").status_code == 403
    upload = SimpleUploadedFile("a.csv", HEADER.encode())
    assert browser.post("/vehicles/recalls/", {"file": upload}).status_code == 403
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("language", ["ja", "zh-hans"])
def test_the_pages_speak_the_readers_language(signed_in, language):
    made, browser = factories.car(), signed_in(Role.ADVISOR)
    browser.cookies["language"] = language

    shown = text(browser.get(page_of(made)))

    assert ("整備記録" if language == "ja" else "维修保养记录") in shown


def test_who_only_looks_after_no_numbers_is_refused(signed_in):
    made = factories.car()
    plate = {"kind": "plate", "value": "8ABC123", "country": "US-CA"}

    answer = signed_in(Role.TECHNICIAN).post(f"{page_of(made)}numbers/", plate)

    assert answer.status_code == 403
    assert "8ABC123" not in text(signed_in(Role.ADVISOR).get(page_of(made)))
