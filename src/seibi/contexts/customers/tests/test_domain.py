"""The rules of customers without a database: names, contact points, reach, identity, authority."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.customers.contracts import (
    AuthorityTerms,
    ContactInfo,
    ContactKind,
    ContactPurpose,
    CustomerKind,
    MayReach,
    NewCustomer,
    QuietHours,
)
from seibi.contexts.customers.domain import authority, contact, identity, names, reach

TARO = NewCustomer(CustomerKind.PERSON, "山田", "太郎", "ヤマダ", "タロウ", language="ja")
XIAOLI = NewCustomer(CustomerKind.PERSON, "王", "晓丽", "Wang", "Xiaoli", language="zh-hans")
GRACE = NewCustomer(CustomerKind.PERSON, "Miller", "Grace", language="en")
AOBA = NewCustomer(CustomerKind.COMPANY, company_name="株式会社青葉", language="ja")


@pytest.mark.parametrize(
    ("who", "shown", "formal"),
    [
        (TARO, "山田 太郎", "山田 太郎 様"),
        (XIAOLI, "王晓丽", "王晓丽"),
        (GRACE, "Grace Miller", "Grace Miller"),
        (AOBA, "株式会社青葉", "株式会社青葉 御中"),
        (
            replace(AOBA, department="総務部", family_name="山田", given_name="太郎"),
            "株式会社青葉",
            "株式会社青葉 総務部 山田 太郎 様",
        ),
        (
            NewCustomer(CustomerKind.COMPANY, "Miller", "Grace", company_name="Acme Fleet Inc."),
            "Acme Fleet Inc.",
            "Acme Fleet Inc., Grace Miller",
        ),
        (
            NewCustomer(
                CustomerKind.COMPANY,
                "王",
                "晓丽",
                company_name="青松汽车有限公司",
                language="zh-hans",
            ),
            "青松汽车有限公司",
            "青松汽车有限公司 王晓丽",
        ),
    ],
)
def test_people_and_companies_are_called_as_their_language_does(who, shown, formal):
    assert names.shown_name(who) == shown
    assert names.formal_name(who) == formal


def test_readings_are_katakana_or_pinyin():
    assert names.katakana("やまだ　たろう") == "ヤマダ タロウ"
    assert names.reading_mistake("ヤマダ タロー", "ja") is None
    assert names.reading_mistake("Yamada", "ja") == "katakana"
    assert names.reading_mistake("Wáng Xiǎolì", "zh-hans") is None
    assert names.reading_mistake("王", "zh-hans") == "pinyin"


def test_companies_are_found_without_their_legal_form():
    assert names.without_legal_form("株式会社青葉物流") == "青葉物流"
    assert names.without_legal_form("上海青松汽车有限公司") == "上海青松汽车"
    assert names.without_legal_form("Acme Fleet, Inc.") == "Acme Fleet"


def test_a_masked_name_shows_first_letters_only():
    assert names.masked("Grace Miller") == "G**** M*****"
    assert names.masked("山田 太郎") == "山* 太*"


@pytest.mark.parametrize(
    ("kind", "typed", "country", "normal"),
    [
        (ContactKind.PHONE, "０９０-１２３４-５６７８", "JP", "+819012345678"),
        (ContactKind.PHONE, "+86 138 0013 8000", "JP", "+8613800138000"),
        (ContactKind.PHONE, "(415) 555-2671", "US", "+14155552671"),
        (ContactKind.PHONE, "03-3211-2222/03-3211-2223", "JP", "+81332112222"),
        (ContactKind.PHONE, "110", "JP", None),
        (ContactKind.PHONE, "call me", "US", None),
        (ContactKind.EMAIL, " Grace@Example.COM ", "", "grace@example.com"),
        (ContactKind.EMAIL, "grace@example", "", None),
        (ContactKind.EMAIL, "a@b.example, c@d.example", "", None),
        (ContactKind.WECHAT, "wxid_abc123", "CN", "wxid_abc123"),
        (ContactKind.LINE, "x", "JP", None),
    ],
)
def test_contact_points_have_one_comparable_form(kind, typed, country, normal):
    assert contact.normal(kind, typed, country) == normal


def test_numbers_are_shown_as_people_write_them_there():
    assert contact.shown(ContactKind.PHONE, "+819012345678", "JP") == "090-1234-5678"
    assert contact.shown(ContactKind.PHONE, "+819012345678", "US") == "+81 90-1234-5678"


@given(st.text(max_size=40), st.sampled_from(["JP", "CN", "US", ""]))
def test_a_normal_form_is_its_own_normal_form(typed, country):
    for kind in (ContactKind.PHONE, ContactKind.EMAIL, ContactKind.WECHAT):
        value = contact.normal(kind, typed, country)
        assert value is None or contact.normal(kind, value, country) == value


SEEN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
MAIL = ContactInfo(UUID(int=1), ContactKind.EMAIL, "g@example.com", "g@example.com", SEEN)
TYPED = ContactInfo(UUID(int=2), ContactKind.EMAIL, "old@example.com", "", None)
PHONE = ContactInfo(UUID(int=3), ContactKind.PHONE, "+819012345678", "", None)
EVERY_WAY = frozenset(ContactKind)


def _choose(purpose, said=None, contacts=(TYPED, MAIL, PHONE), preferred=None, able=EVERY_WAY):
    return reach.choose(purpose, contacts, said or {}, preferred=preferred, able=able)


def test_a_visit_uses_the_preferred_way_and_proved_points_first():
    assert _choose(ContactPurpose.VISIT) == MAIL
    assert _choose(ContactPurpose.VISIT, preferred=ContactKind.PHONE) == PHONE
    assert (
        _choose(ContactPurpose.VISIT, preferred=ContactKind.PHONE, able={ContactKind.EMAIL}) == MAIL
    )
    assert (
        _choose(ContactPurpose.VISIT, {(ContactPurpose.VISIT, ContactKind.EMAIL): False}) == PHONE
    )


def test_offers_need_a_yes_and_a_proved_point():
    yes = {(ContactPurpose.OFFERS, kind): True for kind in ContactKind}

    assert _choose(ContactPurpose.OFFERS) is None
    assert _choose(ContactPurpose.OFFERS, yes) == MAIL
    assert _choose(ContactPurpose.OFFERS, yes, contacts=(TYPED, PHONE)) is None


@given(st.sampled_from(ContactPurpose), st.sampled_from(ContactKind))
def test_a_no_always_counts_except_for_danger(purpose, channel):
    said = {(purpose, channel): False}

    assert reach.is_open(purpose, channel, said) == (purpose == ContactPurpose.SAFETY)
    assert reach.answer(ContactPurpose.SAFETY, channel, said) == MayReach.SERVICE


@given(st.times(), st.times(), st.times())
def test_quiet_hours_and_their_complement_cover_the_day(begins, ends, now):
    if begins == ends:
        return
    quiet = reach.is_quiet(QuietHours(begins, ends), now)

    assert quiet != reach.is_quiet(QuietHours(ends, begins), now)


def test_quiet_hours_may_pass_midnight():
    night = QuietHours(dt.time(21), dt.time(8))

    assert reach.is_quiet(night, dt.time(23)) and reach.is_quiet(night, dt.time(7, 59))
    assert not reach.is_quiet(night, dt.time(8))
    assert not reach.is_quiet(None, dt.time(3))


def test_only_what_both_proved_makes_two_records_one_person():
    same_but_typed = replace(MAIL, verified_at=None)

    assert identity.shared_proof([MAIL], [MAIL]) == (ContactKind.EMAIL, "g@example.com")
    assert identity.shared_proof([MAIL], [same_but_typed]) is None
    assert identity.shared_proof([same_but_typed], [MAIL]) is None


@given(st.dictionaries(st.integers(0, 5), st.integers(0, 5)), st.integers(0, 5))
def test_a_merged_record_has_one_survivor_even_in_a_circle(pairs, start):
    aliases = {UUID(int=a): UUID(int=b) for a, b in pairs.items()}

    assert identity.survivor(UUID(int=start), aliases).int <= 5


def test_a_record_is_known_by_a_name_or_four_digits():
    known = {"names": ("山田", "ヤマダ"), "phones": ["+819012345678"]}

    assert identity.knows_own_record("山田", **known)
    assert identity.knows_own_record("5678", **known)
    assert not identity.knows_own_record("678", **known)
    assert not identity.knows_own_record("", **known)
    assert not identity.knows_own_record("佐藤", **known)


ME, WIFE, FLEET = UUID(int=1), UUID(int=2), UUID(int=3)


@pytest.mark.parametrize(
    ("terms", "person", "amount", "may"),
    [
        (AuthorityTerms(ME, False, False), ME, 10**6, True),
        (AuthorityTerms(ME, False, False, {WIFE: Decimal(100)}), ME, 10**6, True),
        (AuthorityTerms(ME, False, False, {WIFE: Decimal(100)}), WIFE, 100, True),
        (AuthorityTerms(ME, False, False, {WIFE: Decimal(100)}), WIFE, 101, False),
        (AuthorityTerms(FLEET, True, True, {ME: None}), ME, 10**6, True),
        (AuthorityTerms(FLEET, True, True, {ME: None}), FLEET, 1, False),
        (AuthorityTerms(FLEET, True, True, {ME: None}), WIFE, 1, False),
    ],
)
def test_who_may_say_yes_to_how_much(terms, person, amount, may):
    assert authority.may_say_yes(terms, person, Decimal(amount)) is may


def test_the_lowest_sufficient_limit_is_asked_first():
    limits = {ME: None, WIFE: Decimal(100), FLEET: Decimal(500)}

    assert authority.who_may(limits, Decimal(200)) == (FLEET, ME)
    assert authority.who_may(limits, Decimal(50)) == (WIFE, FLEET, ME)
