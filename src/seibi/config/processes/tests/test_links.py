"""Who holds a link follows one visit and nothing else, until the link is replaced."""

import asyncio

import pytest

from seibi.config.processes.live import _chain, _identify_by
from seibi.contexts.billing import facade as billing
from seibi.contexts.billing.models.invoices import Invoice
from seibi.contexts.billing.operations import invoice_links
from seibi.contexts.billing.queries.links import INVOICES
from seibi.contexts.booking import facade as booking
from seibi.contexts.booking.queries import links
from seibi.contexts.booking.tests import conftest as booking_tests
from seibi.contexts.booking.tests import factories
from seibi.contexts.booking.tests.factories import (
    MONDAY_9,
    TUESDAY_10,
    WEDNESDAY_10,
    booked,
    wait_earlier,
)
from seibi.contexts.payments.contracts import Method
from seibi.contexts.work_orders.queries import links as work_order_links
from seibi.contexts.work_orders.tests import factories as visits
from seibi.contexts.workshop.contracts import JobState
from seibi.contexts.workshop.models import Job
from seibi.kernel.actor import SYSTEM
from seibi.kernel.ids import new_id
from seibi.kernel.journal.sequencer import assign_positions
from seibi.kernel.links.reasons import Reason
from seibi.kernel.live.hub import Hub
from seibi.kernel.live.stream import LiveStreams
from seibi.kernel.live.tests.conftest import Screen, address
from seibi.kernel.live.topics import TOPICS
from tests import world
from tests.world import NOON

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("_stopped_clock")]
_stopped_clock = booking_tests._stopped_clock


@pytest.fixture
def place():
    return factories.place()


class Page(Screen):
    """A page that was opened by a link, without a session."""

    def __init__(self, streams, topic, link):
        super().__init__(streams, topic)
        self.scope["query_string"] += f"&link={link}".encode()


def play(scene):
    async def run():
        hub = Hub(address())
        streams = LiveStreams(hub, _identify_by(_chain()))
        following = asyncio.create_task(hub.run())
        try:
            await scene(streams)
        finally:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)
            streams.close()

    asyncio.run(run())


def do(call, **values):
    call(**values)
    assign_positions()


def test_a_page_behind_a_link_is_told_until_the_link_is_replaced(place):
    visit = booked(place, TUESDAY_10, actor=world.ada())
    assign_positions()
    token, topic = links.VISITS.token_of(visit), f"appointment:{visit}"
    move = {"appointment_id": visit, "actor": world.ada(), "at": NOON}
    why = Reason.WRONG_HANDS

    async def scene(streams):
        page = Page(streams, topic, token)
        await page.until_count(topic, 1)
        await asyncio.to_thread(do, booking.move, starts_at=WEDNESDAY_10, **move)
        await page.until_count(topic, 2)

        await asyncio.to_thread(do, booking.replace_link, reason=why, **move)
        await asyncio.wait_for(page.task, 5)
        assert "event: gone" in page.text

        again = Page(streams, topic, token)
        await asyncio.wait_for(again.task, 5)
        assert again.status == 401

    play(scene)


def test_an_open_bill_hears_of_its_money_until_its_link_ends(place):
    invoice = a_bill(place)
    token, topic = INVOICES.token_of(invoice.pk), f"invoice:{invoice.pk}"
    paid = {"invoice_id": invoice.pk, "method": Method.CASH, "note": "", "at": visits.later(85)}

    async def scene(streams):
        page = Page(streams, topic, token)
        await page.until_count(topic, 1)
        await asyncio.to_thread(
            do, billing.take_payment, amount=invoice.open, actor=world.carl(), **paid
        )
        await page.until_count(topic, 2)

        end = {"work_order_id": invoice.work_order_id}
        await asyncio.to_thread(
            do, invoice_links.replace_links, actor=SYSTEM, at=visits.later(90), **end
        )
        await asyncio.wait_for(page.task, 5)
        assert "event: gone" in page.text

    play(scene)


def a_bill(place):
    car = visits.ready_car(place)
    (invoice_id,) = billing.issue_invoice(
        work_order_id=car.id, actor=world.carl(), at=visits.later(80)
    )
    assign_positions()
    return Invoice.objects.get(pk=invoice_id)


def test_who_waits_follows_the_lounge_while_the_car_is_in_the_house(place):
    car = visits.received_car(place)
    assign_positions()
    token = work_order_links.VISITS.token_of(car.id)
    keys = work_order_links.VISITS.with_key(world.NOBODY, car.id)
    follows = TOPICS["lounge"].may_see

    async def scene(streams):
        page = Page(streams, f"lounge:{world.SITE}", token)
        await page.until(f"lounge:{world.SITE}")
        await page.close()

    play(scene)
    assert follows(links.VISITS.with_key(world.NOBODY, car.row.appointment_id), world.SITE)
    assert not follows(keys, world.OTHER_SITE)
    assert not follows(world.NOBODY, world.SITE)
    Job.objects.update(state=JobState.DONE)
    assert not follows(keys, world.SITE)


def test_a_link_opens_no_other_visit(place):
    mine = booked(place, TUESDAY_10, actor=world.ada())
    other = booked(place, WEDNESDAY_10, actor=world.ada())

    token = links.VISITS.token_of(mine)

    async def scene(streams):
        page = Page(streams, f"appointment:{other}", token)
        await asyncio.wait_for(page.task, 5)
        assert page.status == 401
        both = Page(streams, f"appointment:{mine}", token)
        await both.until(f"appointment:{mine}")
        await both.close()

    play(scene)


def test_who_follows_what():
    place = factories.place()
    visit = booked(place, TUESDAY_10, actor=world.ada())
    waiting = wait_earlier(place, visit)
    follows, waits = TOPICS["appointment"].may_see, TOPICS["waiting"].may_see

    assert follows(world.ada(), str(visit))
    assert follows(place.grace, str(visit))
    assert waits(links.WAITING.with_key(world.NOBODY, waiting), str(waiting))
    assert waits(links.VISITS.with_key(world.NOBODY, visit), str(waiting))
    for actor in (world.NOBODY, world.eve(), world.bob()):
        assert not follows(actor, str(visit))
        assert not waits(actor, str(waiting))
    assert not follows(world.ada(), "nonsense")
    assert not follows(world.ada(), str(new_id()))
    assert MONDAY_9 < TUESDAY_10
