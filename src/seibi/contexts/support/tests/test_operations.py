"""A dispute from the first word to its reason; and what it may never touch."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from seibi.contexts.messaging.models import Message as Letter
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import AwayReason
from seibi.contexts.support import facade as support
from seibi.contexts.support.contracts import (
    ComplaintCause,
    DisputeOutcome,
    Effect,
    Happened,
    Level,
    LineRuling,
    NewDispute,
    Ruling,
    Topic,
)
from seibi.contexts.support.models.disputes import Complaint, Dispute, DisputeFact, DisputeStep
from seibi.contexts.support.operations.escalating import escalate_the_silent
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import LineKind
from seibi.contexts.work_orders.tests import factories as visits
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.errors import Invalid, NotAllowed, NotFound, RuleBroken, TooMany
from seibi.kernel.journal.models import Entry
from seibi.kernel.money import Money
from tests import world
from tests.world import IDS, NOON

pytestmark = pytest.mark.django_db
FILM = b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 64


def traces():
    tables = (Dispute, DisputeStep, DisputeFact, Complaint, Entry, Letter)
    return [table.objects.count() for table in tables]


class nothing_happens:  # noqa: N801 - reads as a sentence
    """A refusal of this kind, after which nothing is there that was not there before."""

    def __init__(self, refusal, code=""):
        self.refusal, self.code = refusal, code

    def __enter__(self):
        self.before = traces()

    def __exit__(self, kind, error, _trace):
        assert kind is not None and issubclass(kind, self.refusal)
        assert not self.code or error.code == self.code
        assert traces() == self.before
        return True


def disagree(car, topic=Topic.PRICE, words="That is more than you said.", *, at=20, **more):
    lines = more.pop("lines", [car.line(LineKind.LABOUR)] if topic is Topic.PRICE else [])
    return support.raise_dispute(
        work_order_id=car.id,
        new=NewDispute(topic, words, tuple(line.pk for line in lines)),
        actor=more.get("actor", car.grace),
        at=at if isinstance(at, dt.datetime) else visits.later(at),
    )


def dispute(dispute_id):
    return Dispute.objects.get(pk=dispute_id)


def decided(dispute_id, actor, outcome=DisputeOutcome.REFUSED, *, at=60, lines=(), **more):
    ruling = Ruling(outcome, more.pop("reason", "The price stood in version 1."), lines, **more)
    support.decide(dispute_id=dispute_id, ruling=ruling, actor=actor, at=visits.later(at))


def test_a_case_has_a_number_a_person_and_evidence_at_once(car):
    found = dispute(disagree(car))
    assert (found.number, found.level, found.assignee_id) == ("D-000001", Level.LOCAL, IDS["lena"])
    assert found.car_on_site
    assert '"versions"' in found.evidence.text
    assert Complaint.objects.get().dispute_id == found.pk
    assert {letter.template for letter in Letter.objects.filter(about=found.subject)} == {
        "support/opened",
        "support/your_case",
    }


def test_only_the_disputed_line_stops(car):
    disagree(car)
    states = {line.kind: line.stopped_for for line in car.lines}
    assert states == {LineKind.LABOUR: "D-000001", LineKind.PART: ""}


def test_the_diagnosis_is_decided_in_the_workshop_and_the_price_by_the_principal(car):
    found = dispute(disagree(car, Topic.DIAGNOSIS))
    assert (found.level, found.assignee_id) == (Level.SITE, IDS["sora"])


def test_a_warranty_case_without_a_maker_that_may_see_it_is_carried_on_by_the_dealer(car):
    assert dispute(disagree(car, Topic.WARRANTY)).level == Level.LOCAL


def test_a_second_one_joins_the_open_case_and_its_lines_stop_too(car):
    first = disagree(car)
    again = disagree(car, Topic.PARTS, "And the part.", lines=[car.line(LineKind.PART)], at=25)
    assert again == first
    assert Dispute.objects.count() == 1
    assert DisputeFact.objects.get().words == "And the part."
    assert all(line.stopped_for for line in car.lines)


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_make_one_case(car):
    def press(_number):
        try:
            return disagree(car)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        one, other = both.map(press, range(2))
    assert one == other
    assert Dispute.objects.count() == 1


@pytest.mark.parametrize("who", ["eve", "ada", "bob"])
def test_nobody_else_opens_a_case_of_grace(car, who):
    with nothing_happens(NotFound):
        disagree(car, actor=getattr(world, who)())


def test_who_holds_the_link_may_without_an_account(car):
    holder = Actor("anonymous", keys=frozenset({f"work_order:{car.id}"}))
    assert dispute(disagree(car, actor=holder)).raised_by.startswith("customer:")


def test_words_are_needed(car):
    with nothing_happens(Invalid, "words_missing"):
        disagree(car, words="  ")


def test_a_line_of_another_visit_stops_nothing(car):
    with nothing_happens(NotFound):
        support.raise_dispute(
            work_order_id=car.id,
            new=NewDispute(Topic.PRICE, "No.", (car.id,)),
            actor=car.grace,
            at=visits.later(20),
        )


def test_after_thirty_days_it_is_too_late_but_never_for_safety(car, place):
    gone = visits.later(60 * 24 * 45)
    type(car.row).objects.filter(pk=car.id).update(delivered_at=visits.later(90))
    with nothing_happens(RuleBroken, "not_eligible"):
        disagree(car, at=gone)
    assert dispute(disagree(car, Topic.SAFETY, at=gone)).topic == Topic.SAFETY


def test_after_three_a_day_the_fourth_waits_but_never_safety(car):
    for topic in (Topic.PRICE, Topic.DELAY, Topic.PARTS):
        support.withdraw(dispute_id=disagree(car, topic), actor=car.grace, at=visits.later(21))
    with nothing_happens(TooMany, "too_many_disputes"):
        disagree(car, Topic.WORKMANSHIP)
    assert disagree(car, Topic.INJURY)


def test_a_leader_takes_it_asks_and_the_clock_rests(car, leader):
    case = disagree(car)
    support.take(dispute_id=case, actor=leader, at=visits.later(25))
    support.ask_owner(dispute_id=case, words="Which line?", actor=leader, at=visits.later(30))
    assert support.case(dispute_id=case, actor=leader, at=visits.later(50)).clocks.paused
    assert escalate_the_silent(actor=SYSTEM, at=visits.later(400)) == 0
    support.add_fact(
        dispute_id=case, words="The labour.", upload=None, actor=car.grace, at=visits.later(60)
    )
    assert dispute(case).state == "in_hand"


def test_refused_with_a_reason_and_the_line_goes_on(car, leader):
    case = disagree(car)
    decided(case, leader, cause=ComplaintCause.EXPLANATION)
    assert dispute(case).outcome == DisputeOutcome.REFUSED
    assert not any(line.stopped_for for line in car.lines)
    assert Complaint.objects.get().cause == ComplaintCause.EXPLANATION
    assert Letter.objects.filter(template="support/decided").exists()
    seen = support.case(dispute_id=case, actor=leader, at=visits.later(61))
    assert seen.routes[0].startswith("jp_")


def test_a_line_is_priced_anew_through_a_new_version(car, leader):
    case = disagree(car)
    line = car.line(LineKind.LABOUR)
    ruling = (LineRuling(line.pk, Effect.REPRICE, Decimal(10_000)),)
    decided(case, leader, DisputeOutcome.PARTLY, lines=ruling, reason="Less work than planned.")
    assert car.version == 2
    line.refresh_from_db()
    assert (line.net, line.state, line.stopped_for) == (Decimal(10_000), "open", "")


def test_a_line_is_dropped_through_a_new_version(car, leader):
    case = disagree(car)
    line = car.line(LineKind.LABOUR)
    decided(case, leader, DisputeOutcome.UPHELD, lines=(LineRuling(line.pk, Effect.DROP),))
    assert car.version == 2
    assert line.pk not in [one.pk for one in car.lines]


def test_money_beyond_the_limit_goes_to_the_next_level(car, leader):
    case = disagree(car)
    with nothing_happens(RuleBroken, "beyond_limit"):
        decided(case, leader, DisputeOutcome.UPHELD, goodwill=Money(Decimal(500_001), "JPY"))
    with nothing_happens(Invalid, "reason_missing"):
        decided(case, leader, reason=" ")


def test_the_workshop_does_not_decide_what_is_the_principals(car):
    case = disagree(car)
    with nothing_happens(NotAllowed):
        decided(case, world.sora())
    with nothing_happens(NotFound):
        decided(case, world.ada())


def test_the_advisor_never_decides_about_their_own_visit(car):
    type(car.row).objects.filter(pk=car.id).update(advisor_id=IDS["sora"])
    case = disagree(car, Topic.DIAGNOSIS)
    assert dispute(case).assignee_id == IDS["lena"]
    with nothing_happens(NotAllowed):
        decided(case, world.sora())


def test_something_new_is_needed_after_a_decision(car, leader):
    case = disagree(car)
    decided(case, leader)
    with nothing_happens(RuleBroken, "new_fact_needed"):
        disagree(car, at=70)
    again = disagree(car, words="Another workshop measured 6 mm on both sides.", at=75)
    assert again == case
    assert (dispute(case).rounds, dispute(case).state) == (2, "open")


def test_silence_moves_it_up_once_and_tells_who_has_it_then(car):
    """Field notes t12 and wish 14: named recipients, the next level on silence."""
    case = disagree(car, Topic.DIAGNOSIS)
    assert escalate_the_silent(actor=SYSTEM, at=visits.later(34)) == 0
    assert escalate_the_silent(actor=SYSTEM, at=visits.later(36)) == 1
    assert (dispute(case).level, dispute(case).assignee_id) == (Level.LOCAL, IDS["lena"])
    assert escalate_the_silent(actor=SYSTEM, at=visits.later(37)) == 0
    steps = [step.happened for step in DisputeStep.objects.filter(dispute=case)]
    assert steps == [Happened.OPENED, Happened.SILENT]
    to = Letter.objects.filter(template="support/your_case").values_list("address", flat=True)
    assert sorted(to) == ["lena@example.org", "sora@example.org"]


def test_whoever_is_away_is_stood_in_for(car):
    network.name_deputy(
        account_id=IDS["lena"],
        deputy_id=IDS["sora"],
        from_at=NOON,
        until_at=visits.later(6000),
        reason=AwayReason.HOLIDAY,
        actor=SYSTEM,
        at=NOON,
    )
    assert dispute(disagree(car)).assignee_id == IDS["sora"]


def test_the_owner_adds_a_film_and_both_sides_may_see_it(car, leader):
    case = disagree(car)
    support.add_fact(
        dispute_id=case,
        words="",
        upload=SimpleUploadedFile("noise.mp4", FILM),
        actor=car.grace,
        at=visits.later(30),
    )
    (fact,) = support.case(dispute_id=case, actor=leader, at=visits.later(31)).facts
    assert fact.is_film
    with nothing_happens(Invalid, "fact_empty"):
        support.add_fact(
            dispute_id=case, words="", upload=None, actor=car.grace, at=visits.later(32)
        )


def test_taken_back_everything_goes_on(car):
    case = disagree(car)
    support.withdraw(dispute_id=case, actor=car.grace, at=visits.later(30))
    assert dispute(case).state == "withdrawn"
    assert not any(line.stopped_for for line in car.lines)
    with nothing_happens(RuleBroken, "wrong_state"):
        support.withdraw(dispute_id=case, actor=car.grace, at=visits.later(31))


def test_a_flag_brings_a_second_person_and_never_closes_the_matter(car, leader):
    case = disagree(car)
    second = support.flag_conduct(
        dispute_id=case, what="Shouting at the desk.", actor=leader, at=visits.later(30)
    )
    assert second == IDS["sora"]
    assert dispute(case).state == "open"
    assert dispute(case).second_id == IDS["sora"]


def test_care_and_the_managers_home_know_who_waits(car, leader):
    assert support.has_open_dispute([car.place.customer_id]) == set()
    case = disagree(car)
    assert support.has_open_dispute([car.place.customer_id]) == {car.place.customer_id}
    (one,) = support.open_disputes(node=world.SITE, at=visits.later(21))
    assert (one.id, one.human_by) == (case, visits.later(35))
    decided(case, leader)
    assert support.has_open_dispute([car.place.customer_id]) == set()
    assert support.open_disputes(node="/", at=visits.later(61)) == []


def test_the_same_thing_again_within_a_year_is_known_in_the_register(car, leader):
    decided(disagree(car, Topic.WORKMANSHIP), world.sora())
    assert Complaint.objects.get().recurs is None
    support.log_complaint(
        site_id=car.row.site_id,
        work_order_id=car.id,
        topic=Topic.WORKMANSHIP,
        words="It squeals again.",
        cause=ComplaintCause.WORK,
        redress="",
        actor=world.ada(),
        at=visits.later(300),
    )
    assert Complaint.objects.latest("logged_at").recurs is not None
    page = support.register_of(site_code="site-7", actor=world.sora())
    assert (page.recurring, page.open) == (1, 1)
    support.close_complaint(
        complaint_id=Complaint.objects.latest("logged_at").pk,
        cause=ComplaintCause.WORK,
        redress="Done again without charge.",
        actor=world.sora(),
        at=visits.later(310),
    )
    assert support.register_of(site_code="site-7", actor=world.sora()).open == 0


def test_staff_write_down_a_case_that_was_told_them(car):
    case = support.raise_dispute(
        work_order_id=car.id,
        new=NewDispute(Topic.PRICE, "Told at the counter.", via="staff"),
        actor=world.ada(),
        at=visits.later(20),
    )
    assert dispute(case).via == "staff"
    assert work_orders.visit(work_order_id=car.id, actor=car.grace, at=visits.later(21))
