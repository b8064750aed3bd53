"""Which records are one person, and whose account they belong to; refusals leave no trace."""

import pytest

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.models.identity import AccountLink, MergeAlias
from seibi.contexts.customers.tests import factories
from seibi.contexts.network.contracts import Role
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import DomainError, NotAllowed, NotFound, RuleBroken
from seibi.kernel.journal.models import Entry
from tests import world

pytestmark = pytest.mark.django_db
NOON = world.NOON
MANAGER = world.actor("sora", Role.SERVICE_MANAGER)


def _told() -> int:
    return Entry.objects.count()


def test_two_records_that_proved_the_same_address_become_one_and_two_again():
    old = factories.customer(email="taro@example.com", proved=True)
    new = factories.customer(email="taro@example.com", phone="090-1234-5678", proved=True)

    customers.merge_customers(alias_id=old, survivor_id=new, actor=MANAGER, at=NOON)

    assert customers.summaries([old])[old].id == new
    assert customers.same_person(new) == customers.same_person(old) == {old, new}
    assert [c.id for c in customers.search("taro@example.com", actor=MANAGER)] == [new]

    customers.undo_merge(alias_id=old, actor=MANAGER, at=NOON)

    assert customers.summaries([old])[old].id == old


@pytest.mark.parametrize("proved", [(True, False), (False, True), (False, False)])
def test_an_address_that_was_only_typed_merges_nobody(proved):
    one = factories.customer(email="shared@example.com", proved=proved[0])
    other = factories.customer(email="shared@example.com", proved=proved[1])
    told = _told()

    with pytest.raises(RuleBroken) as refused:
        customers.merge_customers(alias_id=one, survivor_id=other, actor=MANAGER, at=NOON)

    assert refused.value.code == "no_shared_proof"
    assert not MergeAlias.objects.exists()
    assert _told() == told


def test_merging_needs_a_manager_and_one_group(ada):
    one = factories.customer(email="t@example.com", proved=True)
    other = factories.customer(email="t@example.com", proved=True)
    abroad = factories.customer(email="t@example.com", proved=True, group="/jp/kanto/mori/")
    told = _told()

    for actor, survivor, refusal in [
        (ada, other, NotAllowed),
        (MANAGER, abroad, NotFound),
        (SYSTEM, abroad, RuleBroken),
        (SYSTEM, one, DomainError),
    ]:
        with pytest.raises(refusal):
            customers.merge_customers(alias_id=one, survivor_id=survivor, actor=actor, at=NOON)

    assert not MergeAlias.objects.exists()
    assert _told() == told


def test_an_account_claims_a_record_that_proved_the_same_address():
    one = factories.customer(email="grace@example.com", proved=True)
    account = factories.account()
    offer = customers.claim_offers(account.pk)[0]
    assert (offer.customer_id, offer.needs_answer) == (one, False)
    assert not customers.persons_of(account.pk)

    customers.claim_record(customer_id=one, actor=factories.signed_in(account), at=NOON)

    assert customers.persons_of(account.pk) == {one}
    assert customers.accounts_of([one]) == {account.pk}

    customers.release_record(customer_id=one, actor=factories.signed_in(account), at=NOON)

    assert not customers.persons_of(account.pk)


def test_a_typed_address_needs_an_answer_only_the_owner_knows():
    one = factories.customer(email="grace@example.com", phone="090-1234-5678")
    account = factories.account()
    told = _told()

    with pytest.raises(NotAllowed):
        customers.claim_record(
            customer_id=one, answer="佐藤", actor=factories.signed_in(account), at=NOON
        )
    assert not AccountLink.objects.exists()
    assert _told() == told

    customers.claim_record(
        customer_id=one, answer="5678", actor=factories.signed_in(account), at=NOON
    )

    assert customers.persons_of(account.pk) == {one}
    assert [c.value for c in customers.contacts_of(one) if c.verified_at] == ["grace@example.com"]


def test_an_account_that_proved_nothing_is_offered_nothing():
    one = factories.customer(email="grace@example.com", proved=True)
    account = factories.account(proved=False)

    with pytest.raises(NotFound):
        customers.claim_record(customer_id=one, actor=factories.signed_in(account), at=NOON)

    assert not AccountLink.objects.exists()


def test_persons_include_what_was_merged_into_them():
    one = factories.customer(email="grace@example.com", proved=True)
    twin = factories.customer(email="grace@example.com", proved=True)
    account = factories.account()
    customers.claim_record(customer_id=one, actor=factories.signed_in(account), at=NOON)

    customers.merge_customers(alias_id=one, survivor_id=twin, actor=MANAGER, at=NOON)

    assert customers.persons_of(account.pk) == {one, twin}


def test_somebody_new_gets_one_record_per_group_for_their_account():
    account = factories.account()
    wanted = {
        "account_id": account.pk,
        "group_node": world.SITE,
        "new": factories.TARO,
        "email": "grace@example.com",
        "actor": factories.signed_in(account),
        "at": NOON,
    }

    one = customers.record_for_account(**wanted)
    again = customers.record_for_account(**wanted)

    assert one == again
    assert customers.persons_of(account.pk) == {one}
    assert customers.contacts_of(one)[0].verified_at == NOON
    with pytest.raises(NotAllowed):
        customers.record_for_account(**{**wanted, "actor": world.eve()})
