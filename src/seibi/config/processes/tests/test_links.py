"""Who holds a link follows one visit and nothing else, until the link is replaced."""

import asyncio

import pytest

from seibi.config.processes.live import _chain, _identify_by
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
from seibi.kernel.ids import new_id
from seibi.kernel.journal.sequencer import assign_positions
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
    token, topic = links.token_of(visit), f"appointment:{visit}"
    move = {"appointment_id": visit, "actor": world.ada(), "at": NOON}

    async def scene(streams):
        page = Page(streams, topic, token)
        await page.until_count(topic, 1)
        await asyncio.to_thread(do, booking.move, starts_at=WEDNESDAY_10, **move)
        await page.until_count(topic, 2)

        await asyncio.to_thread(do, booking.replace_link, **move)
        await asyncio.wait_for(page.task, 5)
        assert "event: gone" in page.text

        again = Page(streams, topic, token)
        await asyncio.wait_for(again.task, 5)
        assert again.status == 401

    play(scene)


def test_a_link_opens_no_other_visit(place):
    mine = booked(place, TUESDAY_10, actor=world.ada())
    other = booked(place, WEDNESDAY_10, actor=world.ada())

    token = links.token_of(mine)

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
    assert waits(links.with_waiting_key(world.NOBODY, waiting), str(waiting))
    assert waits(links.with_key(world.NOBODY, visit), str(waiting))
    for actor in (world.NOBODY, world.eve(), world.bob()):
        assert not follows(actor, str(visit))
        assert not waits(actor, str(waiting))
    assert not follows(world.ada(), "nonsense")
    assert not follows(world.ada(), str(new_id()))
    assert MONDAY_9 < TUESDAY_10
