"""At reception nobody is asked again what was answered before, and a mark shows its photo."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.contracts.door import BeforeArrival
from seibi.contexts.network.contracts import Role
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import PhotoPurpose, PinKind, State
from seibi.contexts.work_orders.contracts.reception import Pin
from seibi.contexts.work_orders.models.reception import DamagePin
from seibi.contexts.work_orders.queries import earlier
from seibi.contexts.work_orders.tests import factories
from seibi.contexts.work_orders.tests.deeds import nothing_happens
from seibi.contexts.work_orders.tests.factories import MORNING
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import Invalid, NotFound
from seibi.ui import paper as engine
from tests import world
from tests.world import NOON

SAID = BeforeArrival("It squeaks when it is wet.", 41_200, "Ben", True, True)


@pytest.fixture
def answered(place):
    """Grace answered the evening before, with a photo; now her car stands at the door."""
    car = factories.booked_car(place)
    appointment_id = car.row.appointment_id
    photo = SimpleUploadedFile("squeak.jpg", factories.photo(), "image/jpeg")
    booking.pre_check_in(
        appointment_id=appointment_id, said=SAID, photos=[photo], actor=SYSTEM, at=NOON
    )
    arrival = booking.arrive(appointment_id=appointment_id, actor=world.ada(), at=MORNING)
    order = work_orders.open_from_arrival(arrival_id=arrival.id, actor=world.ada(), at=MORNING)
    return factories.Car(order, place)


def photographed(car):
    return work_orders.keep_photo(
        work_order_id=car.id,
        upload=SimpleUploadedFile("dent.jpg", factories.photo(), "image/jpeg"),
        purpose=PhotoPurpose.RECEPTION,
        caption="",
        line_id=None,
        finding_id=None,
        for_owner=True,
        actor=world.ada(),
        at=MORNING,
    )


def test_what_was_answered_before_stands_in_the_form(answered, signed_in):
    page = (
        signed_in("ada", Role.ADVISOR)
        .get(f"/work-orders/{answered.id}/reception/")
        .content.decode()
    )

    said = earlier.said_before(work_order_id=answered.id, actor=world.ada())
    assert (said.words, said.odometer, said.bringer_name) == (SAID.wishes, 41_200, "Ben")
    assert "They answered before the visit" in page
    assert said.photo_urls[0] in page
    assert 'value="41200"' in page
    assert 'value="Ben"' in page
    for name in ("courtesy_car", "keep_old_parts"):
        assert f'name="{name}" value="on" checked' in page


def test_strangers_do_not_hear_it(answered):
    with pytest.raises(NotFound):
        earlier.said_before(work_order_id=answered.id, actor=world.bob())


def test_whoever_said_nothing_before_is_asked_everything(place, signed_in):
    car = factories.arrived_car(place)

    page = signed_in("ada", Role.ADVISOR).get(f"/work-orders/{car.id}/reception/").content.decode()

    assert earlier.said_before(work_order_id=car.id, actor=world.ada()) is None
    assert "They answered before the visit" not in page


def test_what_is_typed_at_the_counter_wins_over_what_was_answered(answered, signed_in):
    refused = signed_in("ada", Role.ADVISOR).post(
        f"/work-orders/{answered.id}/reception/", {"odometer": "50000", "odometer_unit": "km"}
    )

    page = refused.content.decode()
    assert refused.status_code == 422
    assert 'value="50000"' in page
    assert 'name="courtesy_car" value="on" checked' not in page


def test_a_mark_shows_its_photo_and_the_signed_words_say_so(place, signed_in):
    car = factories.arrived_car(place)
    photo_id = photographed(car)
    pins = [
        {"x": 240, "y": 360, "kind": "dent", "note": "deep", "photo": str(photo_id)},
        {"x": 500, "y": 80, "kind": "scratch", "note": ""},
    ]

    done = signed_in("ada", Role.ADVISOR).post(
        f"/work-orders/{car.id}/reception/",
        {
            "odometer": "41200",
            "odometer_unit": "km",
            "words": "It squeals.",
            "pins": json.dumps(pins),
            "signature_name": "Grace Hopper",
        },
    )

    assert done.status_code == 302
    assert list(DamagePin.objects.values_list("photo_id", flat=True)) == [photo_id, None]
    page = work_orders.work_order_page(work_order_id=car.id, actor=world.ada(), at=MORNING)
    assert [pin.photo_id for pin in page.reception.pins] == [photo_id, None]
    assert page.evidence[0].text.count("see the photo") == 1


@pytest.mark.parametrize("whose", ["nobody's", "another visit's"])
def test_a_mark_with_a_photo_of_something_else_receives_nothing(place, whose):
    car = factories.arrived_car(place)
    photo_id = uuid4()
    if whose == "another visit's":
        photo_id = photographed(car)
        work_orders.cancel(work_order_id=car.id, reason="-", actor=world.ada(), at=MORNING)
        car = factories.arrived_car(place)

    with nothing_happens(Invalid, "reception_incomplete"):
        factories.receive(car, pins=(Pin(1, 2, PinKind.DENT, "", photo_id),))

    assert car.row.state == State.ARRIVED


def test_a_paper_that_cannot_be_made_is_said_and_the_visit_goes_on(place, signed_in, monkeypatch):
    car = factories.received_car(place)
    ada = signed_in("ada", Role.ADVISOR)

    def broken(*_args, **_more):
        raise RuntimeError("typst has run out of memory")

    monkeypatch.setattr(engine.typst, "compile", broken)
    refused = ada.get(f"/work-orders/{car.id}/papers/reception/")

    assert refused.status_code == 503
    assert refused["Content-Type"].startswith("text/html")
    assert "The paper could not be made. Everything is kept" in refused.content.decode()
    assert car.row.state == State.CHECKED_IN
    assert ada.get(f"/work-orders/{car.id}/").status_code == 200
    monkeypatch.undo()
    assert ada.get(f"/work-orders/{car.id}/papers/reception/").content[:5] == b"%PDF-"
