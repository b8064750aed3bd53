"""What people see of the parts of a fixed price: the owner, the desk, the technician, the counter."""

from decimal import Decimal

import pytest
from django.urls import reverse

from seibi.contexts.network.contracts import Role
from seibi.contexts.parts.models import Balance
from seibi.contexts.parts.tests.factories import stocked
from seibi.contexts.work_orders.contracts import LineKind
from seibi.contexts.work_orders.queries.links import link_of
from seibi.contexts.work_orders.tests import factories
from seibi.contexts.work_orders.tests.test_web import at, text_of

pytestmark = pytest.mark.django_db
OIL = "OIL-0W20"


@pytest.fixture
def car(place):
    """An oil change at its fixed price with four litres of oil, shown to Grace."""
    stocked(OIL, 10)
    found = factories.received_car(place, menu=True)
    factories.make_estimate(found)
    return found


@pytest.fixture
def agreed(car):
    factories.answer(car, lines=[car.line(LineKind.LABOUR)])
    return car


def test_the_owner_reads_what_the_price_covers_and_answers_the_job(car, client):
    page = client.get(link_of(car.id))
    job, part = car.line(LineKind.LABOUR), car.line(LineKind.PART)

    assert "Included: Brake pads, front × 4." in text_of(page)
    assert f"answer_{job.pk}" in text_of(page)
    assert f"answer_{part.pk}" not in text_of(page)


def test_on_the_telephone_the_parts_are_read_with_their_job(car, signed_in):
    page = signed_in("ada", Role.ADVISOR).get(at(car, "answers/"))

    assert "Included: Brake pads, front × 4." in text_of(page)
    assert f"answer_{car.line(LineKind.PART).pk}" not in text_of(page)


def test_the_estimate_shows_a_part_without_a_price_and_takes_another_quantity(car, signed_in):
    ada, line = signed_in("ada", Role.ADVISOR), car.line(LineKind.PART)
    assert "included in the fixed price" in text_of(ada.get(at(car, "estimate/")))

    done = ada.post(at(car, f"lines/{line.pk}/"), {"quantity": "5", "why": "", "if_not": ""})

    assert done.status_code == 302
    line.refresh_from_db()
    assert (line.quantity, line.gross) == (5, 0)


def test_a_price_is_typed_with_its_tax_and_does_not_go_missing(car, signed_in):
    ada, job = signed_in("ada", Role.ADVISOR), car.line(LineKind.LABOUR)
    assert 'name="unit_gross"' in text_of(ada.get(at(car, "estimate/")))

    empty = ada.post(at(car, f"lines/{job.pk}/"), {"quantity": "1", "unit_gross": ""})
    done = ada.post(at(car, f"lines/{job.pk}/"), {"quantity": "1", "unit_gross": "6000"})

    assert (empty.status_code, done.status_code) == (422, 302)
    job.refresh_from_db()
    assert job.gross == 6000


def test_the_technician_sees_what_was_handed_out(agreed, signed_in):
    mia, paul = signed_in("mia", Role.TECHNICIAN), signed_in("paul", Role.PARTS_CLERK)
    job = reverse("work_orders:floor_job", args=[agreed.id])
    assert "0 of 4 handed out" in text_of(mia.get(job))

    paul.post(at(agreed, "issue/"), {})

    assert "4 of 4 handed out" in text_of(mia.get(job))


def test_the_counter_sees_the_kit_and_takes_it_back(agreed, signed_in):
    paul = signed_in("paul", Role.PARTS_CLERK)
    assert paul.post(at(agreed, "issue/"), {}).status_code == 302
    page = text_of(paul.get(at(agreed, "")))
    assert "included in the fixed price" in page
    assert "Take the parts back" in page
    line = agreed.line(LineKind.PART)

    assert paul.post(at(agreed, "take-back-parts/"), {"line": line.pk}).status_code == 302
    again = paul.post(at(agreed, "take-back-parts/"), {"line": line.pk})

    assert Balance.objects.get().on_hand == Decimal(10)
    assert again.status_code == 422
    assert Balance.objects.get().on_hand == Decimal(10)
