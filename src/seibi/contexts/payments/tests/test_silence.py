"""A payment service that falls silent: nobody pays twice, and somebody looks."""

import pytest

from seibi.contexts.payments import facade
from seibi.contexts.payments.contracts import PaymentState, ProviderWord, Purpose
from seibi.contexts.payments.models import Movement
from seibi.contexts.payments.operations import online
from seibi.contexts.payments.tests.test_till import database, taken, yen
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import RuleBroken
from tests import world


@database
def test_a_silent_provider_is_never_asked_twice_and_nobody_pays_twice():
    """An attempt stays unknown until somebody has looked at the payment service."""
    info = facade.open_payment(
        reference="invoice:1",
        amount=yen(1000),
        node=world.SITE,
        purpose=Purpose.INVOICE,
        actor=SYSTEM,
        at=world.NOON,
    )
    silent = ProviderWord("silent:1", PaymentState.UNKNOWN, None)
    online.note_provider_word(payment_id=info.id, word=silent, actor=SYSTEM, at=world.NOON)

    again = facade.open_payment(
        reference="invoice:1",
        amount=yen(900),
        node=world.SITE,
        purpose=Purpose.INVOICE,
        actor=SYSTEM,
        at=world.NOON,
    )
    assert again.id == info.id
    with pytest.raises(RuleBroken, match="twice"):
        taken(1000)
    assert not Movement.objects.exists()

    facade.note_what_the_provider_shows(
        payment_id=info.id, arrived=True, actor=world.carl(), at=world.NOON
    )
    assert facade.captured_total(reference="invoice:1", currency="JPY") == yen(1000)
    late = ProviderWord("evt_9", PaymentState.CONFIRMED, yen(1000))
    online.note_provider_word(payment_id=info.id, word=late, actor=SYSTEM, at=world.NOON)
    assert facade.captured_total(reference="invoice:1", currency="JPY") == yen(1000)
    assert Movement.objects.count() == 1


@database
def test_nothing_arrived_so_the_desk_takes_it():
    info = facade.open_payment(
        reference="invoice:1",
        amount=yen(1000),
        node=world.SITE,
        purpose=Purpose.INVOICE,
        actor=SYSTEM,
        at=world.NOON,
    )
    silent = ProviderWord("silent:1", PaymentState.UNKNOWN, None)
    online.note_provider_word(payment_id=info.id, word=silent, actor=SYSTEM, at=world.NOON)
    facade.note_what_the_provider_shows(
        payment_id=info.id, arrived=False, actor=world.carl(), at=world.NOON
    )
    with pytest.raises(RuleBroken):
        facade.note_what_the_provider_shows(
            payment_id=info.id, arrived=True, actor=world.carl(), at=world.NOON
        )
    taken(1000)
    assert facade.captured_total(reference="invoice:1", currency="JPY") == yen(1000)
