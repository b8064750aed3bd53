"""Rules are data: a workshop tries one on its real customers before it holds."""

import pytest

from seibi.contexts.care import facade as care
from seibi.contexts.care.contracts import RuleChange, RuleKind
from seibi.contexts.care.models import Contact, Reason, Rule
from seibi.contexts.care.tests import factories
from seibi.contexts.care.tests.factories import carol
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests.factories import colleague
from seibi.kernel.accounts.models import Account
from seibi.kernel.errors import Invalid, NotAllowed
from seibi.kernel.journal.models import Entry
from tests import world
from tests.world import NOON

pytestmark = pytest.mark.django_db
WIDE = RuleChange(True, -30, 2000, 60, 5, 20)


def set_rule(place, change=WIDE, actor=None, kind=RuleKind.DUE):
    return care.set_rule(
        site_id=place.site_id, kind=kind, change=change, actor=actor or world.sora(), at=NOON
    )


def test_a_preview_shows_real_people_and_changes_nothing(place):
    found = care.preview(
        site_id=place.site_id, kind=RuleKind.DUE, change=WIDE, actor=carol(), at=NOON
    )

    assert found.found == 1
    assert [line.customer_id for line in found.first] == [place.customer_id]
    assert not found.first[0].on_list_already
    assert not Contact.objects.exists()
    assert not Rule.objects.exists()


def test_a_changed_rule_has_a_new_version_that_its_contacts_remember(place):
    assert (set_rule(place), set_rule(place)) == (1, 2)

    factories.computed(place)

    assert {one.rule_version for one in Reason.objects.filter(kind=RuleKind.DUE)} == {2}


def test_a_rule_that_is_off_finds_nobody(place):
    off = RuleChange(False, -30, 2000, 60, 5, 20)
    set_rule(place, off)
    set_rule(place, off, kind=RuleKind.INSPECTION)

    assert factories.computed(place).opened == 0


@pytest.mark.parametrize("actor", [carol(), world.ada(), world.bob()])
def test_only_who_leads_changes_a_rule(place, actor):
    with pytest.raises(NotAllowed):
        set_rule(place, actor=actor)

    assert not Rule.objects.exists()
    assert not Entry.objects.filter(name="care.rule_set.v1").exists()


def test_numbers_out_of_range_are_refused(place):
    with pytest.raises(Invalid) as refusal:
        set_rule(place, RuleChange(True, -30, 0, 60, 5, 9999))

    assert set(refusal.value.extra["errors"]) == {"window_days", "per_day"}
    assert not Rule.objects.exists()


def test_the_pages_of_the_rules(place, client):
    client.force_login(Account.objects.get(pk=colleague("carol", Role.CR)))
    assert "Work is due" in client.get("/care/site-7/rules/").content.decode()
    page = client.get(
        "/care/site-7/rules/due/?after_days=-30&window_days=2000&cap_days=60&priority=5&per_day=20"
    )
    assert "1 person" in page.content.decode()
    assert client.post("/care/site-7/rules/due/", {"after_days": "1"}).status_code == 403
