"""What changes about customers, what is refused, and that a refusal leaves no trace."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core import signing

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import (
    ConsentSource,
    ContactKind,
    ContactPurpose,
    CustomerKind,
    NewContact,
    NewCustomer,
    Preferences,
    QuietHours,
)
from seibi.contexts.customers.models.agreements import Consent
from seibi.contexts.customers.models.identity import CustomerRead
from seibi.contexts.customers.models.record import ContactPoint, Customer
from seibi.contexts.customers.operations import agreeing
from seibi.contexts.customers.queries.page import customer_page
from seibi.contexts.customers.tests import factories
from seibi.contexts.network.contracts import PostalAddress, Role
from seibi.kernel.errors import Invalid, NotAllowed, NotFound, RuleBroken
from seibi.kernel.journal.models import Entry
from seibi.kernel.money import Money
from tests import world

pytestmark = pytest.mark.django_db
NOON = world.NOON


def _told() -> int:
    return Entry.objects.count()


def test_a_site_registers_a_customer_of_its_group(ada):
    made = customers.register_customer(
        group_node=world.SITE,
        new=factories.TARO,
        contacts=[NewContact(ContactKind.PHONE, "090-1234-5678")],
        actor=ada,
        at=NOON,
    )

    found = customers.summaries([made])[made]
    assert (found.group_node, found.name, found.reading) == (
        world.GROUP,
        "山田 太郎",
        "ヤマダ タロウ",
    )
    assert (found.formal_name, found.phone) == ("山田 太郎 様", "+819012345678")
    assert Entry.objects.get(subject=f"customer:{made}").payload == {
        "customer_id": str(made),
        "kind": "person",
    }


@pytest.mark.parametrize(
    ("new", "contacts", "field"),
    [
        (NewCustomer(CustomerKind.COMPANY), [], "company_name"),
        (NewCustomer(CustomerKind.PERSON, given_name="  "), [], "family_name"),
        (replace(factories.TARO, family_reading="Yamada"), [], "family_reading"),
        (replace(factories.TARO, time_zone="Tokyo/../etc"), [], "time_zone"),
        (replace(factories.TARO, language="xx"), [], "language"),
        (factories.TARO, [NewContact(ContactKind.PHONE, "12")], "phone"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_kept(ada, new, contacts, field):
    with pytest.raises(Invalid) as refused:
        customers.register_customer(
            group_node=world.GROUP, new=new, contacts=contacts, actor=ada, at=NOON
        )

    assert refused.value.extra["errors"].keys() == {field}
    assert not Customer.objects.exists()
    assert _told() == 0


@pytest.mark.parametrize(
    ("_case", "actor", "refusal"),
    [
        ("stranger", world.eve(), NotFound),
        ("technician", world.mia(), NotAllowed),
        ("another group", world.actor("bob", Role.ADVISOR, "/jp/kanto/mori/site-1/"), NotFound),
    ],
)
def test_changes_are_refused_and_leave_no_trace(_case, actor, refusal):
    one = factories.customer(email="taro@example.com")
    before, told = Customer.objects.values().get(), _told()
    consent = {
        "purpose": ContactPurpose.OFFERS,
        "channel": ContactKind.EMAIL,
        "source": ConsentSource.COUNTER,
    }

    with pytest.raises(refusal):
        customers.change_customer(customer_id=one, new=factories.TARO, actor=actor, at=NOON)
    with pytest.raises(refusal):
        customers.give_consent(customer_id=one, **consent, actor=actor, at=NOON)
    with pytest.raises(refusal):
        customers.add_contact(
            customer_id=one,
            new=NewContact(ContactKind.PHONE, "+819012345678"),
            actor=actor,
            at=NOON,
        )
    with pytest.raises(refusal):
        customers.set_preferences(customer_id=one, preferences=Preferences(), actor=actor, at=NOON)

    assert Customer.objects.values().get() == before
    assert ContactPoint.objects.count() == 1
    assert not Consent.objects.exists()
    assert _told() == told


def test_advisors_of_the_whole_group_know_its_customers(ada, bob):
    one = factories.customer()

    assert customers.visible_summaries([one], actor=ada).keys() == {one}
    assert customers.visible_summaries([one], actor=bob).keys() == {one}
    assert customers.visible_summaries([one], actor=world.grace(one)).keys() == {one}
    assert not customers.visible_summaries([one], actor=world.eve())


def test_people_change_what_is_known_about_themselves():
    one = factories.customer()

    customers.change_customer(
        customer_id=one,
        new=replace(factories.TARO, given_name="次郎"),
        actor=world.grace(one),
        at=NOON,
    )

    assert customers.summaries([one])[one].name == "山田 次郎"


def test_the_page_shows_the_address_as_its_post_writes_it(ada):
    one = factories.customer(email="taro@example.com")
    customers.set_address(
        customer_id=one,
        address=PostalAddress("JP", "1500002", "東京都", "渋谷区", "", "渋谷2-1-1"),
        actor=ada,
        at=NOON,
    )

    page = customer_page(customer_id=one, actor=ada, at=NOON)

    assert page.address_lines == ("〒150-0002", "東京都渋谷区渋谷2-1-1")
    assert (page.may_edit, page.may_merge) == (True, False)
    assert {c.purpose for c in page.consents} == set(ContactPurpose)


@pytest.mark.parametrize(
    "query", ["やまだ", "ヤマダタ", "山田", "yamada", "5678", "090-1234", "taro@"]
)
def test_customers_are_found_by_what_people_remember(ada, query):
    one = factories.customer(email="taro@example.com", phone="090-1234-5678")

    assert [c.id for c in customers.search(query, actor=ada)] == [one]
    assert customers.search(query, actor=world.eve()) == []


@pytest.mark.parametrize("query", ["wxl", "wangxiaoli", "王晓", "Wang"])
def test_chinese_names_are_found_by_pinyin_initials(query, ada):
    xiaoli = NewCustomer(
        CustomerKind.PERSON, "王", "晓丽", "Wang", "Xiaoli", language="zh-hans", country="CN"
    )
    one = factories.customer(xiaoli)

    assert [c.id for c in customers.search(query, actor=ada)] == [one]


def test_consent_is_kept_with_its_words_and_withdrawn_as_easily(ada):
    one = factories.customer(email="taro@example.com", proved=True)
    consent = {"customer_id": one, "purpose": ContactPurpose.REMINDER, "channel": ContactKind.EMAIL}
    assert customers.route_for(one, "reminder") is None

    customers.give_consent(**consent, source=ConsentSource.COUNTER, actor=ada, at=NOON)

    row = Consent.objects.get()
    assert (row.given, row.said_at, row.source) == (True, NOON, "counter")
    assert row.text
    route = customers.route_for(one, "reminder")
    assert route is not None
    assert (route.address, route.language, route.tz) == ("taro@example.com", "ja", "Asia/Tokyo")

    customers.withdraw_consent(
        **consent, source=ConsentSource.TELEPHONE, actor=ada, at=NOON + dt.timedelta(days=1)
    )

    assert customers.route_for(one, "reminder") is None
    assert customers.route_for(one, "visit") is not None
    assert Consent.objects.count() == 2


def test_recalls_are_always_told(ada):
    one = factories.customer(email="taro@example.com")

    with pytest.raises(RuleBroken):
        customers.withdraw_consent(
            customer_id=one,
            purpose=ContactPurpose.SAFETY,
            channel=ContactKind.EMAIL,
            source=ConsentSource.COUNTER,
            actor=ada,
            at=NOON,
        )

    assert customers.route_for(one, "safety") is not None
    assert not Consent.objects.exists()


def test_the_link_in_a_message_stops_it_without_signing_in(ada):
    one = factories.customer(email="taro@example.com", proved=True)
    customers.give_consent(
        customer_id=one,
        purpose=ContactPurpose.OFFERS,
        channel=ContactKind.EMAIL,
        source=ConsentSource.COUNTER,
        actor=ada,
        at=NOON,
    )
    token = customers.unsubscribe_path(one, "offers", ContactKind.EMAIL).split("/")[-2]

    agreeing.unsubscribe(token=token, at=NOON)

    assert customers.route_for(one, "offers") is None
    entry = Entry.objects.get(name="customers.consent_withdrawn.v1")
    assert (entry.actor_id, entry.payload["source"]) == ("anonymous", "link")


@pytest.mark.parametrize(
    "token", ["x", signing.dumps(["x", "offers", "email"]), ""], ids=["text", "other salt", "empty"]
)
def test_a_forged_link_is_not_one_of_ours(token):
    told = _told()

    with pytest.raises(NotFound):
        agreeing.unsubscribe(token=token, at=NOON)

    assert _told() == told


def test_quiet_hours_are_those_where_the_customer_lives(ada):
    one = factories.customer()
    night = QuietHours(dt.time(21), dt.time(8))
    customers.set_preferences(
        customer_id=one, preferences=Preferences(quiet=night), actor=ada, at=NOON
    )

    assert customers.is_quiet(one, dt.datetime(2026, 3, 29, 12, 30, tzinfo=dt.UTC))
    assert not customers.is_quiet(one, dt.datetime(2026, 3, 29, 3, 0, tzinfo=dt.UTC))


def test_companies_name_who_may_say_yes_and_up_to_what(ada):
    fleet = factories.customer(NewCustomer(CustomerKind.COMPANY, company_name="株式会社青葉物流"))
    boss = factories.customer()
    limit = Money(Decimal(50_000), "JPY")
    customers.name_authoriser(customer_id=fleet, person_id=boss, limit=limit, actor=ada, at=NOON)
    customers.require_purchase_order(customer_id=fleet, required=True, actor=ada, at=NOON)

    terms = customers.authority_terms(fleet)
    assert terms is not None
    assert terms.po_required
    assert customers.may_authorise(fleet, boss, Decimal(50_000))
    assert not customers.may_authorise(fleet, boss, Decimal(50_001))

    customers.dismiss_authoriser(customer_id=fleet, person_id=boss, actor=ada, at=NOON)

    assert not customers.may_authorise(fleet, boss, Decimal(1))


def test_looking_at_a_record_is_noted_once_in_ten_minutes(ada):
    one = factories.customer()
    look = {"customer_id": one, "page": "customer"}

    customers.note_read(**look, actor=ada, at=NOON)
    customers.note_read(**look, actor=ada, at=NOON + dt.timedelta(minutes=9))
    customers.note_read(**look, actor=world.grace(one), at=NOON)
    customers.note_read(**look, actor=ada, at=NOON + dt.timedelta(minutes=20))

    assert CustomerRead.objects.count() == 2
    assert len(customers.reads_of(one, since=NOON - dt.timedelta(days=1))) == 2


def test_finding_people_by_search_is_noted_once_for_the_same_look(ada, django_assert_num_queries):
    """Decision 7. Two queries, however many were found; nobody is noted at their own record."""
    several = [factories.customer(email=f"s{number}@example.com") for number in range(3)]
    found = {"customer_ids": several, "actor": ada}

    with django_assert_num_queries(4):  # the two, and the savepoint around them
        assert customers.note_found(**found, at=NOON) == 3
    assert customers.note_found(**found, at=NOON + dt.timedelta(minutes=9)) == 0
    assert (
        customers.note_found(customer_ids=several[:1], actor=world.grace(several[0]), at=NOON) == 0
    )
    assert customers.note_found(customer_ids=several, actor=world.eve(), at=NOON) == 0
    assert CustomerRead.objects.filter(page="search").count() == 3


def test_summaries_cost_the_same_for_one_and_three(django_assert_num_queries):
    ids = [factories.customer(email=f"t{n}@example.com") for n in range(3)]

    with django_assert_num_queries(1):
        customers.summaries(ids[:1])
    with django_assert_num_queries(1):
        customers.summaries(ids)
