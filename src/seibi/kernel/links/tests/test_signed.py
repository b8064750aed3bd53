"""Who holds a link opens one thing with it, until it is replaced."""

from uuid import uuid4

import pytest
from django.db import transaction

from seibi.kernel.errors import Expired
from seibi.kernel.links.signed import SignedLinks

pytestmark = pytest.mark.django_db
DOORS, ROOMS = SignedLinks("door", "tests.door"), SignedLinks("room", "tests.room")


def test_a_link_opens_what_it_was_made_for_and_nothing_else():
    door = uuid4()
    token = DOORS.token_of(door)

    assert DOORS.opened(token) == door
    assert ROOMS.opened(token) is None
    assert DOORS.opened(f"{token}x") is None
    assert DOORS.opened("nonsense") is None
    assert DOORS.token_of(uuid4()) != token


def test_a_replaced_link_is_dead_and_the_newest_lives():
    door, other = uuid4(), uuid4()
    tokens = [DOORS.token_of(door)]
    for _twice in range(2):
        with transaction.atomic():
            DOORS.replace(door)
        tokens.append(DOORS.token_of(door))

    assert len(set(tokens)) == 3
    assert DOORS.opened(tokens[-1]) == door
    for old in tokens[:-1]:
        with pytest.raises(Expired) as refusal:
            DOORS.opened(old)
        assert refusal.value.code == "link_replaced"
    assert DOORS.opened(DOORS.token_of(other)) == other


def test_links_of_many_cost_one_query(django_assert_num_queries):
    doors = [uuid4() for _n in range(3)]
    DOORS.replace(doors[1])

    with django_assert_num_queries(1):
        tokens = DOORS.tokens_of(doors)

    assert [DOORS.opened(tokens[door]) for door in doors] == doors
