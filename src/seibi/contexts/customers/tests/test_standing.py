"""What an owner says once: replaced, taken back, kept with its proof; refusals leave no trace."""

from decimal import Decimal

import pytest

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ConsentSource, HowToAsk, NewStanding
from seibi.contexts.customers.models.standing import StandingInstruction
from seibi.contexts.customers.operations import instructing
from seibi.contexts.customers.tests import factories
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.errors import Invalid, NotAllowed, NotFound
from seibi.kernel.evidence.models import EvidenceRecord
from seibi.kernel.journal.models import Entry
from seibi.kernel.money import Money
from tests import world

pytestmark = pytest.mark.django_db
AT = factories.AT
UP_TO = NewStanding(
    limit=Money(Decimal(15000), "JPY"),
    second_name="山田 花子",
    second_phone="090-1234-5678",
    no_used_parts=True,
    keep_old_parts=True,
    ask_by=HowToAsk.TEXT,
)


@pytest.fixture
def taro():
    return factories.customer(email="taro@example.com", group=world.GROUP, proved=True)


def give(customer_id, new=UP_TO, actor=SYSTEM, who="山田 太郎", at=AT):
    return instructing.give_standing(
        customer_id=customer_id,
        new=new,
        source=ConsentSource.COUNTER,
        who=who,
        actor=actor,
        at=at,
    )


def test_it_is_kept_word_by_word_in_the_language_of_the_owner(taro):
    give(taro)

    known = customers.standing_of(taro)
    assert known.limit == Money(Decimal(15000), "JPY")
    assert known.second_phone == "+819012345678"
    record = EvidenceRecord.objects.get()
    assert (record.who, record.channel, record.kind) == ("山田 太郎", "in_person", "standing")
    assert "JPY 15,000" in record.text
    assert "中古部品" in record.text
    assert known.text == record.text


def test_on_their_own_page_people_speak_for_themselves(taro):
    owner = Actor("user:taro", persons=frozenset({taro}))

    give(taro, actor=owner, who="Somebody else")

    known = customers.standing_of(taro)
    assert (known.who, known.source) == ("山田 太郎", ConsentSource.OWN_PAGE)


def test_saying_it_again_replaces_it_and_the_old_words_stay(taro):
    give(taro)
    give(taro, NewStanding(limit=Money(Decimal(5000), "JPY")))

    assert customers.standing_of(taro).limit.amount == 5000
    assert StandingInstruction.objects.count() == 2
    assert StandingInstruction.objects.filter(ended_at=None).count() == 1
    assert EvidenceRecord.objects.count() == 2


def test_taken_back_is_taken_back(taro):
    give(taro)
    instructing.withdraw_standing(customer_id=taro, actor=SYSTEM, at=AT)

    assert customers.standing_of(taro) is None
    with pytest.raises(NotFound) as refused:
        instructing.withdraw_standing(customer_id=taro, actor=SYSTEM, at=AT)
    assert refused.value.code == "no_standing"


@pytest.mark.parametrize(
    ("_case", "new", "who", "field"),
    [
        ("nobody says it", UP_TO, " ", "who"),
        ("nothing is a limit", NewStanding(limit=Money(Decimal(0), "JPY")), "T", "limit"),
        ("a number of nobody", NewStanding(second_phone="090-1234-5678"), "T", "second_name"),
        ("somebody out of reach", NewStanding(second_name="花子"), "T", "second_phone"),
        ("no number", NewStanding(second_name="花子", second_phone="soon"), "T", "second_phone"),
        ("no address", NewStanding(second_name="花子", second_email="soon"), "T", "second_email"),
    ],
)
def test_what_cannot_hold_is_refused_and_leaves_no_trace(taro, _case, new, who, field):
    before = Entry.objects.count()
    with pytest.raises(Invalid) as refused:
        give(taro, new, who=who)

    assert field in refused.value.extra["errors"]
    assert not StandingInstruction.objects.exists()
    assert not EvidenceRecord.objects.exists()
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    ("_case", "actor", "refusal"),
    [
        ("a stranger", world.eve(), NotFound),
        ("who may only look", world.mia(), (NotAllowed, NotFound)),
    ],
)
def test_nobody_speaks_for_somebody_else(taro, _case, actor, refusal):
    with pytest.raises(refusal):
        give(taro, actor=actor)
    assert customers.standing_of(taro) is None


def test_a_merged_record_keeps_what_its_person_said(taro):
    other = factories.customer(email="taro@example.com", group=world.GROUP, proved=True)
    give(other)
    customers.merge_customers(alias_id=other, survivor_id=taro, actor=SYSTEM, at=AT)

    assert customers.standing_of(taro).limit.amount == 15000


def test_the_owner_says_it_on_their_own_page_and_by_program_alike(client):
    account = factories.account("taro@example.com")
    record = customers.record_for_account(
        account_id=account.pk,
        group_node=world.GROUP,
        new=factories.TARO,
        email="taro@example.com",
        actor=factories.signed_in(account),
        at=AT,
    )
    client.force_login(account)
    form = {"limit": "15000", "currency": "JPY", "ask_by": "text", "no_used_parts": "on"}

    refused = client.post(f"/customers/{record}/standing/", {**form, "second_name": "花子"})
    kept = client.post(f"/customers/{record}/standing/", form)

    assert refused.status_code == 422
    assert 'value="花子"' in refused.content.decode()
    assert kept.status_code == 302
    told = client.get(f"/api/v1/customers/{record}/standing").json()
    assert (told["limit"]["amount"], told["who"]) == ("15000", "山田 太郎")
    assert "JPY 15,000" in client.get(f"/customers/{record}/standing/").content.decode()
    gone = client.delete(f"/api/v1/customers/{record}/standing")
    assert gone.status_code == 204
    assert client.get(f"/api/v1/customers/{record}/standing").json() is None
