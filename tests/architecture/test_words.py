"""What people read: one text has one translation in the whole house, written as its language writes."""

import pytest
from babel.messages.catalog import Message
from django.utils import translation

from tools import messages


def test_no_text_is_translated_in_two_ways():
    """Django merges all catalogues and shows the last one: a second meaning needs a context."""
    assert messages.clashes() == []


@pytest.mark.parametrize(
    "path", messages.catalogues(), ids=lambda p: f"{p.parts[-5]}-{p.parts[-3]}"
)
def test_a_catalogue_has_no_fault(path):
    assert messages.faults(path) == []


@pytest.mark.parametrize(
    "path", messages.catalogues(), ids=lambda p: f"{p.parts[-5]}-{p.parts[-3]}"
)
def test_what_is_shown_is_what_we_wrote(path):
    """Django and its libraries translate some of our texts too, for another reader."""
    with translation.override(path.parts[-3].replace("_", "-").lower()):
        shown = {
            message.id: (
                translation.pgettext(message.context, message.id)
                if message.context
                else translation.gettext(message.id)
            )
            for message in messages.texts(path)
        }
    assert shown == {message.id: message.string for message in messages.texts(path)}


@pytest.mark.parametrize(
    ("wanted", "text", "fault"),
    [
        ("Paid", "", "not translated"),
        ("up to %(amount)s", "%(sum)sまで", "other placeholders"),
        ("{row}, {time}", "{row}、{times}", "other placeholders"),
        ("From", " 開始", "other spaces at the edges"),
        ("Why it changes:", "变更原因:", "halfwidth punctuation"),
        ("Nothing, yet", "尚无,稍后", "halfwidth punctuation"),
        ("Ready (soon)", "完成(まもなく)", "halfwidth punctuation"),
    ],
)
def test_a_faulty_translation_is_found(wanted, text, fault):
    assert messages.faults_of(Message(wanted, text)) == [fault]


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("Write times like 09:00.", "時刻は09:00のように入力してください。"),
        ("More than 2,000 km a day", "1日2,000 kmを超過"),
        ("yes,no,not tried", "はい,いいえ,未確認"),
        ("n = %(n)s", "n = %(n)s"),
    ],
)
def test_times_numbers_and_choices_keep_their_marks(wanted, text):
    assert messages.faults_of(Message(wanted, text)) == []
