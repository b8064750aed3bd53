"""Who asks for somebody above is heard in three languages; who says the opposite is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.support.domain.phrases import asks_for_somebody_above
from seibi.contexts.support.tests.phrases_labelled import SENTENCES


def test_the_set_is_large_and_labelled_once():
    assert len(SENTENCES) >= 150
    assert len({text for text, _asks in SENTENCES}) == len(SENTENCES)


def test_precision_and_recall_of_the_labelled_set():
    heard = [(asks_for_somebody_above(text), asks, text) for text, asks in SENTENCES]
    hits = sum(1 for found, asks, _ in heard if found and asks)
    false_alarms = [text for found, asks, text in heard if found and not asks]
    missed = [text for found, asks, text in heard if asks and not found]
    precision = hits / (hits + len(false_alarms))
    recall = hits / (hits + len(missed))
    print(f"\n{len(SENTENCES)} sentences: precision {precision:.3f}, recall {recall:.3f}")
    print("false alarms:", false_alarms)
    print("missed:", missed)
    assert precision >= 0.97
    assert recall >= 0.97


@pytest.mark.parametrize(
    "text", ["不用找经理", "責任者は結構です", "no need for a manager", "No need to escalate."]
)
def test_the_opposite_opens_nothing(text):
    assert not asks_for_somebody_above(text)


def test_writing_it_in_another_width_or_case_changes_nothing():
    assert asks_for_somebody_above("ＥＳＣＡＬＡＴＥ")
    assert asks_for_somebody_above("ﾏﾈｰｼﾞｬｰを出してください")


@given(st.text(max_size=400))
def test_any_text_has_an_answer(text):
    assert asks_for_somebody_above(text) in (True, False)


def test_a_very_long_text_is_read_in_a_moment():
    assert not asks_for_somebody_above("no need " * 2000)
    assert not asks_for_somebody_above("不" * 4000)
