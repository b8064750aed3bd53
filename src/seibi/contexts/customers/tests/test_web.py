"""The customer pages: who may open them, what they show, and what a form changes."""

import re
import uuid

import pytest
from django.core.cache import cache
from django.test import Client

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import CustomerKind, NewCustomer
from seibi.contexts.customers.models.agreements import Consent
from seibi.contexts.customers.models.identity import AccountLink, CustomerRead
from seibi.contexts.customers.models.record import Customer
from seibi.contexts.customers.tests import factories
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests import factories as network
from seibi.kernel.accounts.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


def _client(account_id) -> Client:
    client = Client()
    client.force_login(
        Account.objects.get(pk=account_id),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return client


@pytest.fixture
def site_id():
    return network.site()


@pytest.fixture
def cr(site_id) -> Client:
    """Customer relations at site 7: sees and changes customers."""
    return _client(network.colleague("rei", Role.CR))


@pytest.fixture
def stranger() -> Client:
    return _client(factories.account("eve@example.com").pk)


@pytest.mark.parametrize("language", ["en", "ja", "zh-hans"])
def test_the_page_shows_who_it_is_and_notes_who_looked(cr, language):
    one = factories.customer(email="taro@example.com", phone="090-1234-5678")

    answer = cr.get(f"/customers/{one}/", headers={"accept-language": language})
    cr.get(f"/customers/{one}/")

    html = answer.content.decode()
    assert answer.status_code == 200
    assert "山田 太郎" in html and "ヤマダ タロウ" in html and "090-1234-5678" in html
    assert not re.search(r"<style\b|\sstyle=|\son[a-z]+=", html)
    assert CustomerRead.objects.count() == 1


def test_strangers_learn_nothing(stranger):
    one = factories.customer()

    for path in (f"/customers/{one}/", f"/customers/{one}/edit/", f"/customers/{one}/consents/"):
        assert stranger.get(path).status_code == 404
        assert Client().get(path).status_code == 302
    assert stranger.get(f"/customers/{uuid.uuid4()}/").status_code == 404
    assert "山田" not in stranger.get("/customers/").content.decode()
    assert not CustomerRead.objects.exists()


def test_the_box_finds_by_initials_and_answers_htmx_with_a_fragment(cr):
    factories.customer(
        NewCustomer(CustomerKind.PERSON, "王", "晓丽", "Wang", "Xiaoli", language="zh-hans")
    )

    page = cr.get("/customers/?q=wxl").content.decode()
    fragment = cr.get("/customers/?q=wxl", headers={"hx-request": "true"}).content.decode()

    assert "王晓丽" in page and "<html" in page
    assert "王晓丽" in fragment and "<html" not in fragment


def _typed(**more: str) -> dict[str, str]:
    return {
        "kind": "person",
        "family_name": "佐藤",
        "given_name": "花子",
        "family_reading": "さとう",
        "given_reading": "はなこ",
        "language": "ja",
        "country": "JP",
        "time_zone": "Asia/Tokyo",
        "group": "/jp/kanto/aoba/",
        **more,
    }


def test_a_customer_is_added_with_ways_and_address(cr):
    answer = cr.post(
        "/customers/new/",
        _typed(
            phone="03-3211-2222",
            email="hanako@example.com",
            postal_code="1000001",
            region="東京都",
            city="千代田区",
            line1="千代田1-1",
        ),
    )

    made = Customer.objects.get()
    assert answer.url == f"/customers/{made.pk}/"
    assert made.family_reading == "サトウ"
    assert [c.value for c in customers.contacts_of(made.pk)] == [
        "+81332112222",
        "hanako@example.com",
    ]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"family_name": "", "given_name": ""}, "A person needs a name."),
        ({"family_reading": "Sato"}, "Write the reading in katakana or hiragana."),
        ({"phone": "12"}, "This is not a telephone number."),
        ({"postal_code": "12"}, "This is not a postal code of this country."),
        ({"group": "/jp/kanto/mori/"}, "Select a valid choice."),
    ],
)
def test_mistakes_are_named_beside_the_field_and_nothing_is_kept(cr, typed, sentence):
    answer = cr.post("/customers/new/", _typed(**typed))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Customer.objects.exists()


def test_what_is_known_changes_as_a_whole_or_not_at_all(cr):
    one = factories.customer()

    refused = cr.post(f"/customers/{one}/edit/", _typed(postal_code="12", line1="x"))
    kept = customers.summaries([one])[one].name
    done = cr.post(f"/customers/{one}/edit/", _typed())

    assert (refused.status_code, kept) == (422, "山田 太郎")
    assert done.status_code == 302
    assert customers.summaries([one])[one].name == "佐藤 花子"


def test_contact_points_are_added_proved_and_removed(cr):
    one = factories.customer()

    cr.post(f"/customers/{one}/contacts/", {"kind": "phone", "value": "090-1234-5678"})
    contact = customers.contacts_of(one)[0]
    cr.post(f"/customers/contacts/{contact.id}/verify/")
    proved = customers.contacts_of(one)[0].verified_at
    cr.post(f"/customers/contacts/{contact.id}/remove/")

    assert proved is not None
    assert customers.contacts_of(one) == []


def test_a_company_names_who_may_say_yes(cr):
    fleet = factories.customer(NewCustomer(CustomerKind.COMPANY, company_name="青葉物流"))
    boss = factories.customer()

    cr.post(f"/customers/{fleet}/authorisers/", {"person": str(boss), "limit": "50000"})

    html = cr.get(f"/customers/{fleet}/").content.decode()
    assert "50,000" in html
    cr.post(f"/customers/{fleet}/authorisers/", {"person": str(boss), "dismiss": "1"})
    assert "50,000" not in cr.get(f"/customers/{fleet}/").content.decode()


def test_twins_are_brought_together_by_a_manager_only(cr, site_id):
    one = factories.customer(email="t@example.com", proved=True)
    twin = factories.customer(email="t@example.com", proved=True)
    boss = _client(network.colleague("boss", Role.SERVICE_MANAGER))

    refused = cr.post(f"/customers/{one}/merge/", {"other": str(twin)})
    done = boss.post(f"/customers/{one}/merge/", {"other": str(twin)})

    assert refused.status_code == 403
    assert done.status_code == 302
    assert customers.same_person(one) == {one, twin}


def test_people_say_yes_and_no_on_their_own_page():
    one = factories.customer(email="grace@example.com", proved=True)
    account = factories.account()
    customers.claim_record(customer_id=one, actor=factories.signed_in(account), at=factories.AT)
    owner = _client(account.pk)

    shown = owner.get(f"/customers/{one}/consents/")
    owner.post(
        f"/customers/{one}/consents/", {"purpose": "offers", "channel": "email", "given": "1"}
    )
    owner.post(f"/customers/{one}/consents/", {"purpose": "offers", "channel": "email"})

    assert shown.status_code == 200
    said = list(Consent.objects.order_by("pk").values_list("given", "source"))
    assert said == [(True, "own_page"), (False, "own_page")]
    assert not CustomerRead.objects.exists()


def test_quiet_hours_and_preferred_ways_are_kept(cr):
    one = factories.customer(email="t@example.com")
    half = cr.post(f"/customers/{one}/preferences/", {"quiet_begins": "21:00"})

    cr.post(
        f"/customers/{one}/preferences/",
        {"quiet_begins": "21:00", "quiet_ends": "08:00", "visit": "email"},
    )
    cr.post(f"/customers/{one}/order-number/", {"required": "1"})

    row = Customer.objects.get()
    assert half.status_code == 422
    assert (row.quiet_begins.hour, row.quiet_ends.hour) == (21, 8)
    assert (row.preferred, row.po_required) == ({"visit": "email"}, True)
    assert 'value="21:00' in cr.get(f"/customers/{one}/consents/").content.decode()


def test_a_record_is_claimed_with_an_answer_and_guessing_is_slowed_down():
    one = factories.customer(email="grace@example.com", phone="090-1234-5678")
    owner = _client(factories.account().pk)
    assert "山* 太*" in owner.get("/customers/claims/").content.decode()

    for _guess in range(5):
        owner.post(f"/customers/claims/{one}/", {"answer": "0000"})
    late = owner.post(f"/customers/claims/{one}/", {"answer": "5678"})

    assert late.status_code == 429
    assert not AccountLink.objects.exists()

    cache.clear()
    owner.post(f"/customers/claims/{one}/", {"answer": "5678"})

    assert AccountLink.objects.exists()


def test_the_link_in_a_message_asks_first_and_stops_then():
    one = factories.customer(email="t@example.com")
    path = customers.unsubscribe_path(one, "offers", "email")
    anybody = Client()

    asked = anybody.get(path)
    nothing = Consent.objects.exists()
    done = anybody.post(path, {"List-Unsubscribe": "One-Click"})

    assert (asked.status_code, nothing, done.status_code) == (200, False, 200)
    assert Consent.objects.get().given is False
    assert anybody.get("/customers/unsubscribe/forged/").status_code == 404


def test_a_form_that_somebody_may_not_send_is_not_shown(site_id):
    known = factories.customer()
    mia = _client(network.colleague("mia", Role.TECHNICIAN))
    eve = _client(Account.objects.create_user("eve@example.com").pk)

    assert mia.get("/customers/").status_code == 200
    assert mia.get("/customers/new/").status_code == 403
    assert mia.get(f"/customers/{known}/edit/").status_code == 403
    assert eve.get("/customers/").status_code == 403
