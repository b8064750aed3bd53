"""Visits are counted as things happen, and their owners are asked once."""

import datetime as dt

import pytest

from seibi.contexts.booking.tests import factories as booking_factories
from seibi.contexts.messaging.models import Message
from seibi.contexts.network.models import Site
from seibi.contexts.quality import facade
from seibi.contexts.quality.contracts import KpiName, Scores, SurveyState
from seibi.contexts.quality.models import Answer, KpiSnapshot, Survey
from seibi.contexts.quality.operations import asking, counting
from seibi.contexts.quality.queries import figures, surveys
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.tests import factories
from seibi.kernel import ports
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.errors import Expired, Invalid, NotAllowed, NotFound
from seibi.kernel.journal.models import Entry
from seibi.kernel.journal.readers import retry_parked
from seibi.kernel.links.reasons import Reason
from tests import world

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 30)
LATER = factories.later(600)


def told(name="quality."):
    return list(Entry.objects.filter(name__startswith=name).values_list("name", flat=True))


def holder(survey):
    return Actor("anonymous", keys=frozenset({survey.subject}))


def answered(survey, csat=5, actor=None, at=LATER, **more):
    asking.answer_survey(
        survey_id=survey.pk, scores=Scores(csat, **more), actor=actor or holder(survey), at=at
    )


def test_a_visit_that_ended_is_counted_and_asked_about_once(delivered, read_all):
    read_all()

    survey = Survey.objects.get()
    row = delivered.row
    assert (survey.work_order_id, survey.site_id) == (row.pk, row.site_id)
    assert survey.advisor_id == row.advisor_id
    assert world.IDS["mia"] in survey.technician_ids
    assert survey.delivered_on == DAY
    snapshot = KpiSnapshot.objects.get()
    assert (snapshot.day, snapshot.same_day, snapshot.left_out) == (DAY, True, False)
    assert snapshot.advisor_id == row.advisor_id
    assert retry_parked("quality") == 0

    work_orders.take_back_car(
        work_order_id=row.pk, reason="Wrong key", actor=world.sora(), at=factories.later(91)
    )
    factories.deliver(delivered, at=factories.later(95))
    read_all()
    assert Survey.objects.count() == 1


def test_what_is_counted_stays_as_it_was(delivered, read_all):
    read_all()
    before = KpiSnapshot.objects.values().get()
    Site.objects.update(tz="America/New_York")
    delivered.row.parties.all().delete()
    assert KpiSnapshot.objects.values().get() == before


def kpi(name, actor=None):
    site = Site.objects.first()
    found = facade.kpis(
        site_id=site.pk,
        from_day=DAY,
        to_day=DAY + dt.timedelta(days=1),
        actor=actor or world.sora(),
        at=LATER,
    )
    return next(each for each in found if each.name == name)


def test_figures_come_with_their_cases(delivered, read_all):
    read_all()
    answered(Survey.objects.get(), 4, nps=9, ces=3)
    assert (kpi(KpiName.SAME_DAY).numerator, kpi(KpiName.SAME_DAY).n) == (1, 1)
    assert kpi(KpiName.CSAT).value == 1.0
    assert kpi(KpiName.NPS).value == 100.0
    assert kpi(KpiName.CES).value == 0.0
    assert kpi(KpiName.CSAT).low < 0.5 < kpi(KpiName.CSAT).high


def test_a_car_that_came_and_is_not_ready_counts_too(place, read_all):
    factories.received_car(place)
    read_all()
    tomorrow = LATER + dt.timedelta(days=1)
    (same_day, *_rest) = facade.kpis(
        site_id=Site.objects.first().pk,
        from_day=DAY,
        to_day=DAY + dt.timedelta(days=1),
        actor=world.sora(),
        at=tomorrow,
    )
    assert (same_day.numerator, same_day.n) == (0, 1)


def counted(ready_after=60, promise_after=None, *, moved_to=None):
    """A visit told by hand: only what matters here."""
    booking_factories.place()
    key = world.IDS["grace"]
    counting.count_arrival(work_order_id=key, node=world.SITE, actor=SYSTEM, at=factories.MORNING)
    for minutes in (promise_after, moved_to):
        if minutes is not None:
            counting.count_promise(
                work_order_id=key,
                promise_at=factories.later(minutes),
                actor=SYSTEM,
                at=factories.MORNING,
            )
    counting.count_ready(
        work_order_id=key, ready_at=factories.later(ready_after), actor=SYSTEM, at=LATER
    )
    return KpiSnapshot.objects.get()


def test_only_the_first_promise_counts(db):
    row = counted(ready_after=90, promise_after=60, moved_to=120)
    assert row.on_time_first is False


def test_a_car_ready_after_midnight_of_the_site_was_not_ready_on_the_same_day(db):
    assert counted(ready_after=15 * 60).same_day is False


def test_without_a_promise_nobody_is_late(db):
    assert counted().on_time_first is None


def test_work_that_is_opened_again_is_not_ready(db):
    row = counted(promise_after=90)
    counting.count_ready(
        work_order_id=row.work_order_id, ready_at=None, actor=SYSTEM, at=factories.later(61)
    )
    row.refresh_from_db()
    assert (row.ready_at, row.same_day, row.on_time_first) == (None, None, None)


def test_a_visit_that_was_cancelled_does_not_count(db):
    row = counted()
    counting.leave_out(work_order_id=row.work_order_id, actor=SYSTEM, at=LATER)
    assert kpi(KpiName.SAME_DAY).n == 0


def test_an_owner_may_think_again(delivered, read_all):
    read_all()
    survey = Survey.objects.get()
    answered(survey, 2, comment="The radio was off.")
    answered(survey, 4)
    assert Answer.objects.get().csat == 4
    survey.refresh_from_db()
    assert survey.state == SurveyState.ANSWERED
    firsts = Entry.objects.filter(name="quality.survey_answered.v1").order_by("recorded_at")
    assert [entry.payload["first_answer"] for entry in firsts] == [True, False]


@pytest.mark.parametrize(
    ("_case", "change", "refusal"),
    [
        ("staff", {"actor": world.sora()}, NotAllowed),
        ("a stranger", {"actor": world.eve()}, NotAllowed),
        ("too late", {"at": LATER + dt.timedelta(days=31)}, Expired),
        ("six of five", {"csat": 6}, Invalid),
        ("eleven of ten", {"nps": 11}, Invalid),
        ("a novel", {"comment": "x" * 4001}, Invalid),
    ],
)
def test_an_answer_is_refused_and_leaves_no_trace(delivered, read_all, _case, change, refusal):
    read_all()
    before = told()
    with pytest.raises(refusal):
        answered(Survey.objects.get(), **change)
    assert not Answer.objects.exists()
    assert Survey.objects.get().state == SurveyState.OPEN
    assert told() == before


def test_a_survey_that_was_answered_needs_no_mail_any_more(delivered, read_all):
    read_all()
    survey = Survey.objects.get()
    wanted = ports.still_wanted.of("survey")
    assert wanted(subject=survey.subject, template="quality/survey", at=LATER)
    answered(survey)
    assert not wanted(subject=survey.subject, template="quality/survey", at=LATER)
    assert Message.objects.filter(about=survey.subject).count() <= 1


@pytest.mark.parametrize("who", [world.bob, world.eve, world.mia])
def test_strangers_see_no_figures(delivered, who):
    with pytest.raises(NotFound):
        kpi(KpiName.SAME_DAY, actor=who())


def test_the_page_takes_the_same_number_of_queries_for_one_and_for_three(
    delivered, read_all, django_assert_max_num_queries
):
    read_all()
    answered(Survey.objects.get())
    site = Site.objects.first()
    with django_assert_max_num_queries(12):
        page = figures.recent(site_code=site.code, weeks=8, actor=world.sora(), at=LATER)
    assert len(page.series) == len(KpiName)
    assert all(len(series.weeks) == 8 for series in page.series)
    assert page.people[0].kpis[0].hidden


def test_the_link_is_for_the_owner_and_for_staff_who_may(delivered, read_all):
    read_all()
    key = delivered.id
    link = facade.survey_link(work_order_id=key, actor=delivered.grace)
    assert link
    assert facade.survey_link(work_order_id=key, actor=world.sora()) == link
    assert facade.survey_link(work_order_id=key, actor=world.eve()) is None
    token = link.rstrip("/").rsplit("/", 1)[1]
    survey_id, actor = surveys.SURVEYS.open_for(token, world.eve())
    assert actor.holds_key(f"survey:{survey_id}")
    with pytest.raises(NotFound):
        surveys.SURVEYS.open_for(token[:-1] + "x", world.eve())


def replaced(visit, at=LATER):
    work_orders.replace_link(
        work_order_id=visit.id, reason=Reason.WRONG_HANDS, actor=world.ada(), at=at
    )


def test_the_link_of_a_survey_ends_with_that_of_its_visit_and_is_sent_anew(
    delivered, read_all, client
):
    read_all()
    survey = Survey.objects.get()
    old = surveys.link_of(survey.pk)

    replaced(delivered)
    read_all()

    assert client.get(old).status_code == 410
    assert client.post(old, {"csat": "1"}).status_code == 410
    assert not Answer.objects.exists()
    assert client.get(surveys.link_of(survey.pk)).status_code == 200
    assert Message.objects.filter(about=survey.subject).count() == 2
    assert "quality.survey_link_replaced.v1" in told()


@pytest.mark.parametrize("_case", ["answered", "over"])
def test_a_survey_that_is_answered_or_over_is_not_sent_again(delivered, read_all, _case):
    read_all()
    survey = Survey.objects.get()
    if _case == "answered":
        answered(survey)

    replaced(delivered, at=LATER if _case == "answered" else survey.expires_at)
    read_all()

    assert Message.objects.filter(about=survey.subject).count() == 1
