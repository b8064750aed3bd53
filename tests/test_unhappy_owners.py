"""An unhappy owner is on the list of whom to call until somebody has spoken with them."""

import pytest

from seibi.contexts.booking.tests import factories as places
from seibi.contexts.care import facade as care
from seibi.contexts.care.contracts import Outcome, RuleKind
from seibi.contexts.care.models import Contact, Reason
from seibi.contexts.care.operations import hearing
from seibi.contexts.care.tests import factories
from seibi.contexts.care.tests.factories import carol, listed
from seibi.contexts.quality import facade as quality
from seibi.contexts.quality.contracts import Scores
from seibi.contexts.quality.models import Answer, Survey
from seibi.contexts.quality.operations import asking
from seibi.contexts.work_orders.tests import factories as visits
from seibi.kernel.actor import Actor
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return factories.place()


def test_an_unhappy_owner_stands_on_top_until_somebody_spoke_with_them(place, read_all):
    unhappy, car = places.owner("Lovelace", "l@example.com", "品川 300 さ 30-02")
    factories.may_be_called(unhappy, "090-1111-2222")
    visits.delivered_car(places.Place(place.site_id, unhappy, car))
    read_all()
    factories.computed(place, visits.later(100))
    survey = Survey.objects.get()
    asking.answer_survey(
        survey_id=survey.pk,
        scores=Scores(1),
        actor=Actor("anonymous", keys=frozenset({survey.subject})),
        at=visits.later(110),
    )
    read_all()

    first = listed(place, visits.later(120)).to_call[0]
    assert (first.customer_id, first.urgent) == (unhappy, True)
    assert first.reasons[0].kind is RuleKind.LOW_RATING
    row = Contact.objects.get(pk=first.id)
    care.note_outcome(
        contact_id=row.pk, outcome=Outcome.REACHED, actor=carol(), at=visits.later(130)
    )
    read_all()
    assert str(Answer.objects.get().called_back_by) == carol().account_id


def test_who_was_called_back_from_elsewhere_is_off_this_list(place, read_all):
    visits.delivered_car(place)
    read_all()
    survey = Survey.objects.get()
    Answer.objects.create(survey=survey, csat=1, answered_at=visits.later(100))
    hearing.owner_was_unhappy(
        work_order_id=survey.work_order_id,
        csat=1,
        node=world.SITE,
        actor=world.THE_SYSTEM,
        at=visits.later(100),
    )
    quality.note_call_back(survey_id=survey.pk, actor=world.ada(), at=visits.later(110))
    read_all()

    assert not Reason.objects.filter(kind=RuleKind.LOW_RATING, ended_at=None).exists()
