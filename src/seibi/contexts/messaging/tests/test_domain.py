"""Rules of messages that need no database."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.messaging.contracts import MessageAction as Do
from seibi.contexts.messaging.contracts import MessageState as Is
from seibi.contexts.messaging.domain import sending
from seibi.contexts.messaging.domain.lifecycle import LIFECYCLE
from seibi.contexts.messaging.domain.packing import pack, unpack, with_absolute_links
from seibi.kernel.errors import RuleBroken
from seibi.kernel.money import Money

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.datetimes(timezones=st.just(dt.UTC))
    | st.dates()
    | st.builds(Money, st.decimals(allow_nan=False, allow_infinity=False), st.just("JPY")),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text().filter(lambda k: "$" not in k), inner)
    ),
)


@given(PLAIN)
def test_what_is_packed_comes_back(value):
    assert unpack(pack(value)) == value


def test_a_row_in_a_message_is_refused():
    with pytest.raises(TypeError):
        pack({"order": object()})


def test_pages_become_links_and_other_text_stays():
    context = {"visit_url": "/my/visits/1/", "note": "/ per km", "items": [{"pay_link": "/p/"}]}
    assert with_absolute_links(context, "https://seibi.example/") == {
        "visit_url": "https://seibi.example/my/visits/1/",
        "note": "/ per km",
        "items": [{"pay_link": "https://seibi.example/p/"}],
    }


def test_the_subject_stays_on_one_line_whatever_is_put_into_it():
    subject, text = sending.split_subject("Subject: Hello \r Bcc: everyone@example.com\n\nText\n")
    assert (subject, text) == ("Hello Bcc: everyone@example.com", "Text\n")


def test_a_template_without_a_subject_is_a_mistake():
    with pytest.raises(ValueError, match="Subject"):
        sending.split_subject("Hello")


@pytest.mark.parametrize(
    "name", ["booking/confirmed", "booking.confirmed", "booking/mail/confirmed.txt"]
)
def test_a_template_is_named_by_its_context(name):
    assert sending.template_paths(name) == (
        "booking/mail/confirmed.txt",
        "booking/mail/confirmed.html",
    )


@pytest.mark.parametrize(
    ("address", "robot"),
    [
        ("Mailer-Daemon@example.com", True),
        ("no-reply@example.com", True),
        ("seibi@seibi.example", True),
        ("grace@example.com", False),
    ],
)
def test_mail_to_machines_is_how_loops_begin(address, robot):
    assert sending.is_robot(address, "seibi@seibi.example") is robot


def test_waiting_grows_but_not_for_ever():
    waits = [sending.wait_before_try(tries) for tries in range(12)]
    assert waits[0] == dt.timedelta(seconds=30)
    assert waits == sorted(waits)
    assert waits[-1] == dt.timedelta(hours=6)


@pytest.mark.parametrize("state", list(Is))
@pytest.mark.parametrize("action", list(Do))
def test_only_the_table_moves_a_message(state, action):
    if (state, action) in LIFECYCLE.table:
        assert LIFECYCLE.after(state, action) in Is
    else:
        with pytest.raises(RuleBroken):
            LIFECYCLE.after(state, action)


def test_a_sent_message_is_final():
    assert LIFECYCLE.actions(Is.SENT) == ()


def test_money_keeps_its_digits():
    assert unpack(pack(Money(Decimal("10.50"), "USD"))) == Money(Decimal("10.50"), "USD")
