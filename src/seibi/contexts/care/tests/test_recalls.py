"""A recall is a reason to call until the car is repaired, and again when it is open again."""

import pytest

from seibi.contexts.care import facade as care
from seibi.contexts.care.contracts import ContactState, Outcome, RuleKind
from seibi.contexts.care.models import Contact, Reason
from seibi.contexts.care.tests.factories import A_DAY, carol, computed, listed
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.contracts import CampaignStatus
from seibi.contexts.vehicles.models.campaigns import Campaign, CampaignScope
from seibi.contexts.vehicles.models.cars import Vehicle
from seibi.kernel.actor import SYSTEM
from seibi.kernel.ids import new_id
from tests.world import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def recall(place) -> Campaign:
    """Every Corolla of this year is called back, and the car needs nothing else."""
    Vehicle.objects.filter(pk=place.vehicle_id).update(delivered_on=NOON.date())
    car = Vehicle.objects.get(pk=place.vehicle_id)
    made = Campaign.objects.create(
        authority="MLIT", number="外-1234", country="JP", kind="vehicle", filed_year=2026
    )
    CampaignScope.objects.create(
        campaign=made,
        make=car.make,
        model=car.model,
        make_key=car.make.casefold(),
        model_key=car.model.casefold(),
        model_year=car.model_year,
    )
    return made


def becomes(place, recall, status, at=NOON) -> None:
    vehicles.set_campaign_status(
        vehicle_id=place.vehicle_id, campaign_id=recall.pk, status=status, actor=SYSTEM, at=at
    )


def recalls(place, at=NOON):
    return [
        one
        for row in listed(place, at).to_call
        for one in row.reasons
        if one.kind is RuleKind.RECALL
    ]


@pytest.mark.parametrize("status", [CampaignStatus.REPAIRED, CampaignStatus.NOT_AFFECTED])
def test_a_settled_recall_is_no_reason_to_call_and_ends_the_contact(
    place, recall, read_all, status
):
    computed(place)
    assert len(recalls(place)) == 1

    becomes(place, recall, status)
    read_all()

    assert recalls(place) == []
    assert Reason.objects.filter(kind=RuleKind.RECALL, ended_at=None).count() == 0
    assert computed(place, NOON + A_DAY).opened == 0


def test_other_reasons_stay_when_the_recall_is_repaired(place, recall, read_all):
    computed(place)
    kept = Reason.objects.get(kind=RuleKind.RECALL)
    Reason.objects.create(
        contact=kept.contact,
        kind=RuleKind.THANK_YOU,
        customer_id=place.customer_id,
        about="another",
        anchor_on=NOON.date(),
        until_on=NOON.date() + 30 * A_DAY,
        found_on=NOON.date(),
    )

    becomes(place, recall, CampaignStatus.REPAIRED)
    read_all()

    row = Contact.objects.get()
    assert row.state == ContactState.OPEN
    assert [one.kind for one in row.reasons.filter(ended_at=None)] == [RuleKind.THANK_YOU]


def test_a_recall_that_is_open_again_is_called_about_at_once(place, recall, read_all):
    computed(place)
    becomes(place, recall, CampaignStatus.REPAIRED)
    read_all()
    assert Contact.objects.get().outcome == Outcome.OVER

    becomes(place, recall, CampaignStatus.OPEN, NOON + A_DAY)
    read_all()
    computed(place, NOON + A_DAY)

    assert len(recalls(place, NOON + A_DAY)) == 1


def test_recalls_without_a_component_are_said_once_and_whole(place, recall):
    """Two recalls whose maker names nothing: one sentence, and no empty brackets."""
    other = Campaign.objects.create(
        authority="MLIT", number="外-5678", country="JP", kind="vehicle", filed_year=2026
    )
    scope = CampaignScope.objects.get()
    scope.pk, scope.campaign = new_id(), other
    scope.save(force_insert=True)
    computed(place)

    [row] = listed(place).to_call
    lines = {one.line for one in row.reasons}
    assert lines == {"Open recall 外-1234", "Open recall 外-5678"}
    page = care.contact(contact_id=row.id, actor=carol(), at=NOON)
    said = [sentence for sentence in page.script if "recall" in sentence]
    car = row.reasons[0].car
    assert said == [f"For your {car} there is an open recall. The work costs you nothing."]
