"""How much can be kept, and whose price holds."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.parts import contracts, labels
from seibi.contexts.parts.domain.stock import nearest_node, split

amounts = st.decimals(min_value=0, max_value=10_000, places=3)


@given(wanted=amounts, free=st.decimals(min_value=-100, max_value=10_000, places=3))
def test_what_is_kept_and_what_is_missing_is_what_was_wanted(wanted, free):
    kept, missing = split(wanted, free)

    assert kept + missing == wanted
    assert Decimal(0) <= kept <= max(free, Decimal(0))
    assert missing >= 0


def test_the_nearest_price_above_a_site_holds():
    nodes = ("/jp/", "/jp/kanto/", "/jp/kanto/aoba/site-8/")

    assert nearest_node("/jp/kanto/aoba/site-7/", nodes) == "/jp/kanto/"
    assert nearest_node("/cn/", nodes) is None


def test_every_code_has_a_word():
    codes = {
        contracts.Origin: labels.ORIGIN_LABELS,
        contracts.PlaceKind: labels.PLACE_KIND_LABELS,
        contracts.MoveKind: labels.MOVE_KIND_LABELS,
        contracts.ReservationState: labels.RESERVATION_STATE_LABELS,
        contracts.BackOrderState: labels.BACK_ORDER_STATE_LABELS,
    }

    assert all(set(code) == set(words) for code, words in codes.items())
