"""The manager's day: queues that lead somewhere, calm when nothing is wrong, the sheet, tomorrow."""

import datetime as dt
import time

import pytest

from seibi.contexts.billing.models.discounts import Discount
from seibi.contexts.booking.models import Appointment
from seibi.contexts.quality.models.morning import MorningTheme
from seibi.contexts.quality.models.waiting import ApprovalWait
from seibi.contexts.tasks.models import Task
from seibi.contexts.work_orders.contracts.asking import Rung
from seibi.contexts.work_orders.models.asking import Asking
from seibi.contexts.work_orders.models.floor import ClockEntry
from seibi.contexts.work_orders.models.quality import ReturnVisit
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.kernel import clock
from tests.permissions.cast import Knocker
from tests.permissions.stage import ELEVEN
from tests.permissions.test_matrix import _eleven, world

__all__ = ["_eleven", "world"]
pytestmark = pytest.mark.django_db
HOME = "/manager/site-7/"


def knocker(world, column: str, place: int = 0) -> Knocker:
    return next(one for one in world.everybody if (one.column, one.place) == (column, place))


@pytest.fixture
def sora(world):
    return knocker(world, "service_manager").browser


def queues(browser) -> dict[str, list]:
    shown = browser.get("/").context
    return {one.name: list(one.rows) for one in [*shown["queues"], *shown["calm"]]}


def test_the_first_page_of_a_manager_is_the_queues(world, sora):
    found = queues(sora)

    assert set(found) >= {"late", "unapproved", "carried_over", "unpaid", "unhappy", "no_shows"}
    assert found["unpaid"]
    assert sora.get("/").status_code == sora.get(HOME).status_code == 200


def test_every_row_leads_to_a_page_that_is_open(world, sora):
    for rows in queues(sora).values():
        for row in rows:
            assert sora.get(row.url).status_code == 200, row


def test_a_car_past_its_first_promise_is_late_whatever_was_promised_later(world, sora):
    car = world.stage.cars["working"]
    early = ELEVEN - dt.timedelta(minutes=50)
    WorkOrder.objects.filter(pk=car.id).update(
        first_promise_at=early, promise_at=ELEVEN + dt.timedelta(hours=6)
    )
    row = next(row for row in queues(sora)["late"] if str(car.id) in row.url)
    assert "late" in row.trail


def test_an_estimate_without_an_answer_for_half_an_hour_is_called_about(world, sora):
    car = world.stage.cars["estimated"]
    ApprovalWait.objects.filter(work_order_id=car.id).update(
        asked_at=ELEVEN - dt.timedelta(minutes=31)
    )
    (row,) = [row for row in queues(sora)["unapproved"] if str(car.id) in row.url]
    assert row.url == f"/work-orders/{car.id}/answers/"

    ApprovalWait.objects.update(asked_at=ELEVEN - dt.timedelta(minutes=29))
    assert queues(sora)["unapproved"] == []


def test_a_car_that_came_yesterday_is_carried_over(world, sora):
    car = world.stage.cars["working"]
    WorkOrder.objects.filter(pk=car.id).update(arrived_at=ELEVEN - dt.timedelta(days=1))

    assert [str(car.id) in row.url for row in queues(sora)["carried_over"]] == [True]


def test_a_courtesy_car_that_should_be_back_is_taken_back_with_one_press(world, sora):
    (row,) = queues(sora)["loaners"]
    assert row.title == "Loan 1"

    assert sora.post(row.press).url == "/"

    assert queues(sora)["loaners"] == []
    advisor_elsewhere = knocker(world, "advisor", 1).browser
    assert advisor_elsewhere.post(row.press).status_code == 404


def test_a_discount_waits_for_who_may_decide_it(world, sora):
    row = queues(sora)["approvals"][0]

    assert row.url.startswith("/billing/approvals/")
    Discount.objects.update(expires_at=ELEVEN)
    assert queues(sora)["approvals"] == []


def test_an_owner_whom_nobody_reaches_comes_to_the_manager_and_is_in_one_queue(world, sora):
    car = world.stage.cars["estimated"]
    ApprovalWait.objects.filter(work_order_id=car.id).update(
        asked_at=ELEVEN - dt.timedelta(hours=3)
    )
    Asking.objects.filter(work_order_id=car.id).delete()
    for rung, minutes in ((Rung.ASKED, 180), (Rung.CALL, 90), (Rung.MANAGER, 40)):
        at = ELEVEN - dt.timedelta(minutes=minutes)
        Asking.objects.create(work_order_id=car.id, version=car.version, rung=rung, at=at, to="")

    found = queues(sora)

    (row,) = found["silent"]
    assert row.url == f"/work-orders/{car.id}/answers/"
    assert not [one for one in found["unapproved"] if str(car.id) in one.url]


def test_a_car_that_is_back_with_the_same_concern_is_seen_while_it_is_here(world, sora):
    first, again = world.stage.cars["delivered"], world.stage.cars["working"]
    made = ReturnVisit.objects.create(
        work_order_id=again.id,
        earlier_line=first.row.lines.filter(state="done").first(),
        concern="Pads squeal",
        days=12,
        linked_by="ada",
        linked_at=ELEVEN,
    )

    (row,) = [one for one in queues(sora)["returns"] if str(again.id) in one.url]
    assert "Pads squeal" in row.note
    ReturnVisit.objects.filter(pk=made.pk).update(undone_at=ELEVEN)
    assert not [one for one in queues(sora)["returns"] if str(again.id) in one.url]


def test_a_clock_is_left_running_when_it_began_before_today_or_the_shop_has_closed(world, sora):
    before = queues(sora)["clocks"]
    running = ClockEntry.objects.running().filter(work_order=world.stage.cars["working"].id)
    entry = running.get()
    assert not before

    late = ELEVEN + dt.timedelta(hours=12)
    clock.follow(lambda: clock.Rate(clock.machine_now(), late))
    assert len(queues(sora)["clocks"]) == ClockEntry.objects.running().count()

    assert entry.started_at < ELEVEN


def test_a_calm_house_says_so(world):
    calm = knocker(world, "service_manager", 2).browser

    page = calm.get("/")
    assert page.context["total"] == 0
    assert "Nothing needs you now" in page.content.decode()


def test_nobody_else_opens_the_pages(world):
    for column in ("owner", "technician", "sales", "parts_clerk", "stranger"):
        browser = knocker(world, column).browser
        for path in ("", "morning/", "morning/morning.pdf", "tomorrow/"):
            assert browser.get(HOME + path).status_code == 404, (column, path)
    assert knocker(world, "service_manager", 1).browser.get(HOME).status_code == 404


def test_the_line_of_the_day_is_on_the_sheet_and_kept_when_it_is_too_long(world, sora):
    answer = sora.post(f"{HOME}morning/theme/", {"text": "x" * 201})
    assert answer.status_code == 422
    assert "x" * 201 in answer.content.decode()
    assert not MorningTheme.objects.exists()

    sora.post(f"{HOME}morning/theme/", {"text": "Tyres today"})
    assert "Tyres today" in sora.get(f"{HOME}morning/").content.decode()
    cashier = knocker(world, "cashier").browser
    assert cashier.post(f"{HOME}morning/theme/", {"text": "No"}).status_code == 403


@pytest.mark.parametrize("language", ["en", "ja", "zh-hans"])
def test_the_sheet_is_a_page_of_paper_in_three_languages_in_under_three_seconds(
    world, sora, language
):
    begun = time.monotonic()
    answer = sora.get(f"{HOME}morning/morning.pdf?language={language}")

    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert time.monotonic() - begun < 3


def test_tomorrow_is_looked_at_on_demand_and_answered_with_one_tap(world, sora):
    visit = Appointment.objects.get(pk=world.stage["appointment_id"])
    begins = dt.datetime(2026, 3, 31, 1, 0, tzinfo=dt.UTC)
    Appointment.objects.filter(pk=visit.pk).update(
        starts_at=begins, ends_at=begins + dt.timedelta(hours=1), courtesy_car=True
    )
    assert "No courtesy car reserved" in sora.get(f"{HOME}tomorrow/").content.decode()

    sora.post(f"{HOME}tomorrow/check/")
    task = Task.objects.get(source__endswith=":loaner")
    sora.post(f"{HOME}tomorrow/{task.pk}/done/")
    task.refresh_from_db()
    assert task.state == "done"


def test_the_home_does_not_ask_more_with_more_cars(world, sora, django_assert_max_num_queries):
    with django_assert_max_num_queries(82):
        sora.get("/")
