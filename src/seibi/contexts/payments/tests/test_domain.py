"""Rules of payments that need no database."""

import pytest

from seibi.contexts.payments.contracts import PaymentState as Is
from seibi.contexts.payments.domain.lifecycle import HEARD, LIFECYCLE, Heard, heard_possible
from seibi.kernel.errors import RuleBroken


@pytest.mark.parametrize("state", list(Is))
@pytest.mark.parametrize("heard", list(Heard))
def test_only_the_table_moves_a_payment(state, heard):
    if (state, heard) in LIFECYCLE.table:
        assert LIFECYCLE.after(state, heard) in Is
    else:
        with pytest.raises(RuleBroken):
            LIFECYCLE.after(state, heard)


@pytest.mark.parametrize("said", list(Is))
def test_money_that_went_back_stays_back(said):
    assert not heard_possible(Is.REFUNDED, said)


def test_a_late_refusal_does_not_undo_a_payment():
    assert not heard_possible(Is.CONFIRMED, Is.REJECTED)
    assert not heard_possible(Is.CONFIRMED, Is.PREAUTH)


def test_money_that_came_after_all_counts_even_after_a_refusal():
    assert heard_possible(Is.REJECTED, Is.CONFIRMED)
    assert heard_possible(Is.CANCELLED, Is.CONFIRMED)


def test_every_state_but_the_first_can_be_heard():
    assert set(HEARD) == set(Is) - {Is.WAITING}
