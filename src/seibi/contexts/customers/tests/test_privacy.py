"""What is left of a person after they asked to be forgotten, and what their own copy holds."""

import pytest

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers import privacy
from seibi.contexts.customers.contracts import ConsentSource, ContactKind, ContactPurpose
from seibi.contexts.customers.models.agreements import Consent
from seibi.contexts.customers.models.record import Customer
from seibi.contexts.customers.queries import finding
from seibi.contexts.customers.tests import factories
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def taro(ada):
    one = factories.customer(email="taro@example.com", phone="090-1234-5678")
    customers.give_consent(
        customer_id=one,
        purpose=ContactPurpose.OFFERS,
        channel=ContactKind.EMAIL,
        source=ConsentSource.PAPER,
        actor=ada,
        at=world.NOON,
    )
    return one


def test_the_own_copy_says_who_and_what_was_agreed(taro):
    copy = privacy.export(taro)

    assert copy["customer"]["family_name"] == "山田"
    assert [c["value"] for c in copy["contacts"]] == ["taro@example.com", "+819012345678"]
    assert [(c["purpose"], c["given"]) for c in copy["consents"]] == [("offers", True)]


def test_after_erasing_nothing_names_or_reaches_the_person(taro, ada):
    privacy.erase(taro, world.NOON)

    row = Customer.objects.get()
    assert (row.family_name, row.given_name, row.family_reading) == ("–", "", "")
    assert customers.contacts_of(taro) == []
    assert customers.search("山田", actor=ada) == []
    assert customers.route_for(taro, "safety") is None
    assert Consent.objects.count() == 1


def test_a_customer_has_a_page_for_staff_and_one_of_their_own(taro, ada):
    assert finding.link_target(ada, taro) == f"/customers/{taro}/"
    assert finding.link_target(world.grace(taro), taro) == f"/customers/{taro}/consents/"
    assert finding.link_target(world.eve(), taro) is None
