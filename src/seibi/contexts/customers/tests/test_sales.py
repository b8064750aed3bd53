"""Whose customer somebody is: chosen by those who may change the record, seen by the seller."""

import pytest

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.tests import factories
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests.factories import colleague, site
from seibi.kernel.accounts.models import Account
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import Invalid, NotAllowed, NotFound
from seibi.kernel.ids import new_id
from seibi.kernel.journal.models import Entry
from tests import world
from tests.world import NOON

pytestmark = pytest.mark.django_db
ELSEWHERE = "/jp/kanto/other/site-3/"
SELLER = world.actor("ken", Role.SALES)


@pytest.fixture
def taro():
    site()
    return factories.customer(email="taro@example.com", proved=True)


@pytest.fixture
def sally(taro):
    return colleague("sally", Role.SALES)


def assign(customer_id, account_id, actor=SELLER):
    customers.assign_sales(customer_id=customer_id, account_id=account_id, actor=actor, at=NOON)


def cared_for(account_id, actor=SELLER):
    return [one.id for one in customers.in_care_of(account_id=account_id, actor=actor)]


def changes():
    return Entry.objects.filter(name="customers.customer_changed.v1").count()


def test_a_customer_is_looked_after_by_one_person_or_nobody(taro, sally):
    sam = colleague("sam", Role.SALES)
    before = changes()

    assign(taro, sally)
    assign(taro, sally)
    assert cared_for(sally) == [taro]
    assert changes() == before + 1

    assign(taro, sam)
    assert (cared_for(sally), cared_for(sam)) == ([], [taro])

    assign(taro, None)
    assert cared_for(sam) == []


@pytest.mark.parametrize(
    ("_case", "actor", "refusal"),
    [
        ("a stranger", world.eve(), NotFound),
        ("a technician", world.mia(), NotAllowed),
        ("another group", world.actor("bob", Role.SALES, ELSEWHERE), NotFound),
    ],
)
def test_others_do_not_say_whose_customer_it_is(taro, sally, _case, actor, refusal):
    before = changes()
    with pytest.raises(refusal):
        assign(taro, sally, actor)

    assert (cared_for(sally), changes()) == ([], before)


def test_only_somebody_who_sells_in_the_group_looks_after_its_customers(taro):
    mia = colleague("mia", Role.TECHNICIAN)
    site(ELSEWHERE)
    elsewhere = colleague("olga", Role.SALES, ELSEWHERE)
    before = changes()
    for account_id in (mia, elsewhere, new_id()):
        with pytest.raises(Invalid) as refusal:
            assign(taro, account_id)
        assert refusal.value.code == "not_in_sales"

    assert changes() == before


def test_a_seller_of_another_group_sees_none_of_them(taro, sally):
    assign(taro, sally)

    assert cared_for(sally, world.actor("bob", Role.SALES, ELSEWHERE)) == []


def test_two_records_of_one_person_are_one_customer(taro, sally):
    double = factories.customer(email="taro@example.com", proved=True)
    assign(taro, sally)
    assign(double, sally)
    customers.merge_customers(alias_id=double, survivor_id=taro, actor=SYSTEM, at=NOON)

    assert cared_for(sally) == [taro]


def test_the_page_of_a_customer_says_whose_it_is(taro, sally, client):
    client.force_login(Account.objects.get(pk=sally))
    page = f"/customers/{taro}/"
    assert "Nobody of sales looks after this customer." in client.get(page).content.decode()

    assert client.post(f"{page}sales/", {"person": str(sally)}).url == page
    assert "<p>sally</p>" in client.get(page).content.decode()
    assert client.post(f"{page}sales/", {"person": "nonsense"}).status_code in (404, 422)
    assert cared_for(sally) == [taro]

    client.post(f"{page}sales/", {"person": ""})
    assert cared_for(sally) == []
