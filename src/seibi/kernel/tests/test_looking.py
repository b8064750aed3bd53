"""Looking back at the journal, and at whether the house runs."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

import pytest
from django.db import transaction

from seibi.kernel import clock, health
from seibi.kernel.ids import new_id
from seibi.kernel.journal.events import Event
from seibi.kernel.journal.looking import told
from seibi.kernel.journal.models import Parked
from seibi.kernel.journal.tell import tell
from tests import world
from tests.world import OTHER_SITE, SITE

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class WindowOpened(Event):
    """Somebody let in air."""

    name: ClassVar[str] = "tests.window_opened.v1"


@dataclass(frozen=True, slots=True)
class WindowClosed(Event):
    """Somebody shut it."""

    name: ClassVar[str] = "tests.window_closed.v1"


def act(at: dt.datetime, actor=None, node: str = SITE, event: type[Event] = WindowOpened) -> None:
    with transaction.atomic():
        tell(event(), actor=actor or world.ada(), at=at, subject="window:1", owner_node=node)


def seen(*nodes: str, since: dt.datetime) -> list[str]:
    return [one.node for one in told(names=[WindowOpened.name], nodes=nodes, since=since)]


def test_what_people_did_at_a_place_is_found_newest_first():
    now = clock.now()
    act(now - dt.timedelta(hours=2), node=OTHER_SITE)
    act(now - dt.timedelta(hours=1))

    since = now - dt.timedelta(days=1)
    assert seen(world.GROUP, since=since) == [SITE, OTHER_SITE]
    assert seen(SITE, since=since) == [SITE]
    assert seen(since=since) == []


def test_other_facts_the_system_s_own_acts_and_older_ones_are_left_out():
    now = clock.now()
    act(now, event=WindowClosed)
    act(now, actor=world.THE_SYSTEM)
    act(now - dt.timedelta(days=2))

    assert seen(world.GROUP, since=now - dt.timedelta(days=1)) == []


def test_a_house_at_rest_is_well(read_all):
    read_all()

    found = health.of_the_house()
    assert (found.waiting, found.behind, found.parked, found.is_well) == (0, 0, 0, True)


def test_an_entry_put_aside_needs_somebody(read_all):
    read_all()
    Parked.objects.create(reader="x", entry_id=new_id(), pos=1, error="boom")

    found = health.of_the_house()
    assert (found.parked, found.keeps_up, found.is_well) == (1, True, False)


def test_readers_that_have_not_read_are_behind():
    act(clock.now())

    assert health.of_the_house().waiting == 1
