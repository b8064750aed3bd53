"""Who holds a link opens one thing with it, until it is replaced."""

from uuid import uuid4

import pytest
from django.db import transaction

from seibi.kernel.actor import Actor
from seibi.kernel.errors import Expired, Invalid, NotFound
from seibi.kernel.links import reasons
from seibi.kernel.links.signed import SignedLinks

pytestmark = pytest.mark.django_db
DOORS, ROOMS = SignedLinks("door", "tests.door"), SignedLinks("room", "tests.room")


def test_a_link_opens_what_it_was_made_for_and_nothing_else():
    door = uuid4()
    token = DOORS.token_of(door)

    assert DOORS.opened(token) == door
    assert DOORS.token_of(uuid4()) != token
    for links, forged in ((ROOMS, token), (DOORS, f"{token}x"), (DOORS, "nonsense")):
        with pytest.raises(NotFound) as refusal:
            links.opened(forged)
        assert refusal.value.code == "bad_link"


def test_whoever_opens_a_link_holds_its_key_besides_their_own():
    door = uuid4()
    somebody = Actor("somebody", keys=frozenset({"room:1"}))

    id, actor = DOORS.open_for(DOORS.token_of(door), somebody)

    assert id == door
    assert actor.keys == {"room:1", f"door:{door}"}
    assert actor.account_id == "somebody"


@pytest.mark.parametrize("code", ["", "because", "WRONG_HANDS"])
def test_only_a_known_reason_is_a_reason(code):
    assert [reasons.chosen(known) for known, _words in reasons.choices()] == list(reasons.Reason)
    with pytest.raises(Invalid) as refusal:
        reasons.chosen(code)
    assert refusal.value.code == "reason_missing"


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
