"""From an entry in the journal to every screen that looks."""

import asyncio

import psycopg
import pytest

from seibi.kernel.live import hub as hubs
from seibi.kernel.live import stream, topics
from seibi.kernel.live.feed import TOO_LONG_AGO, history
from seibi.kernel.live.subscriber import Seen
from seibi.kernel.live.tests.conftest import (
    DoorOpened,
    Screen,
    address,
    change_locks,
    open_door,
)


def returning(seen, streams, topic="door:hall"):
    """A screen that was away for a moment."""
    return Screen(streams, topic, headers=[(b"last-event-id", str(seen).encode())])


def cut_the_one_that_listens():
    with psycopg.connect(address(), autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND query ILIKE 'LISTEN%'"
        )


def test_a_screen_is_shown_how_things_are_and_then_what_changes(live, doors):
    async def scene(streams, hub):
        screen = Screen(streams, "door:hall")
        await screen.until("Yes 0")
        await asyncio.to_thread(open_door, "hall")
        await screen.until("Yes 1")
        await asyncio.to_thread(open_door, "cellar")
        await asyncio.to_thread(open_door, "hall")
        await screen.until("Yes 2")
        await screen.close()
        assert "cellar" not in screen.text
        assert not hub.subscribers

    live(scene)


def test_everyone_who_looks_shares_one_rendering_per_language(live, doors):
    async def scene(streams, hub):
        japanese = [(b"accept-language", b"ja")]
        screens = [Screen(streams, "door:hall") for _ in range(20)]
        screens += [Screen(streams, "door:hall", headers=japanese) for _ in range(20)]
        await asyncio.gather(*(screen.until("data:") for screen in screens))
        doors.rendered.clear()

        await asyncio.to_thread(open_door, "hall")
        await asyncio.gather(*(screen.until(" 1</p>") for screen in screens))

        assert sorted(doors.rendered) == [("hall", "en"), ("hall", "ja")]
        await asyncio.gather(*(screen.close() for screen in screens))

    live(scene)


def test_after_a_reconnect_only_what_was_missed_is_shown(live, doors):
    async def scene(streams, hub):
        screen = Screen(streams, "door:hall door:cellar")
        await screen.until("cellar")
        await asyncio.to_thread(open_door, "hall")
        await screen.until("Yes 1")
        await screen.close()

        await asyncio.to_thread(open_door, "cellar")
        again = returning(screen.ids[-1], streams, "door:hall door:cellar")
        await again.until("cellar")
        await again.close()
        assert "door:hall" not in again.text
        assert "reset" not in again.text

    live(scene)


@pytest.mark.parametrize("last_seen", [999_999_999, 0])
def test_who_was_away_too_long_is_told_and_shown_everything(live, doors, last_seen, monkeypatch):
    monkeypatch.setattr("seibi.kernel.live.feed.TOO_LONG_AGO", 2)
    assert TOO_LONG_AGO > 2
    for _ in range(4):
        open_door("attic")

    async def scene(streams, hub):
        screen = returning(Seen(last_seen, await asyncio.to_thread(history)), streams)
        await screen.until("event: reset")
        await screen.until("Yes 0")
        await screen.close()

    live(scene)


def test_who_comes_from_another_journal_is_shown_everything(live, doors):
    """After a restore the same position may be another entry: nothing would seem to be missed."""
    for _ in range(2):
        open_door("hall")

    async def scene(streams, hub):
        for seen in (Seen(2, "before the restore"), "2"):
            screen = returning(seen, streams)
            await screen.until("event: reset")
            await screen.until("Yes 2")
            await screen.close()

    live(scene)


def test_a_screen_goes_on_when_another_journal_is_put_in_place(live, doors):
    """The server came back with yesterday's data, so positions are given a second time."""
    open_door("hall")

    async def scene(streams, hub):
        screen = Screen(streams, "door:hall")
        await screen.until("Yes 1")
        hub.pos, hub.history = 5_000, "yesterday"
        await asyncio.to_thread(cut_the_one_that_listens)
        await screen.until("event: reset")
        await asyncio.to_thread(open_door, "hall")
        await screen.until("Yes 2")
        await screen.close()
        assert screen.ids[-1] == str(Seen(2, await asyncio.to_thread(history)))

    live(scene)


def test_what_is_no_id_of_ours_counts_as_none():
    assert Seen.parse("12-ab") == Seen(12, "ab")
    for text in ("", "-", "-ab", "x-ab", "1" * 19, "１-ab"):
        assert Seen.parse(text) is None


def test_a_lost_right_ends_the_view_though_the_stream_is_open(live, doors):
    async def scene(streams, hub):
        screen = Screen(streams, "door:hall door:cellar")
        await screen.until("cellar")
        doors.locked.add("cellar")
        await asyncio.to_thread(change_locks)
        await screen.until('event: gone\ndata: {"topic": "door:cellar"}')
        before = screen.text

        await asyncio.to_thread(open_door, "cellar")
        await asyncio.to_thread(open_door, "hall")
        await screen.until("Yes 1")
        assert "cellar" not in screen.text.removeprefix(before)
        await screen.close()

    live(scene)


def test_rights_are_asked_again_without_any_event(live, doors, monkeypatch):
    monkeypatch.setattr(stream, "ASK_AGAIN", 0.2)

    async def scene(streams, hub):
        screen = Screen(streams, "door:hall")
        await screen.until("Yes 0")
        doors.locked.add("hall")
        await asyncio.wait_for(screen.task, 5)
        assert "event: gone" in screen.text

    live(scene)


def test_it_looks_anyway_when_no_notification_comes(live, doors, monkeypatch):
    monkeypatch.setattr(hubs, "CHANNEL", "a_channel_nobody_uses")

    async def scene(streams, hub):
        screen = Screen(streams, "door:hall")
        await screen.until("Yes 0")
        await asyncio.to_thread(open_door, "hall")
        await screen.until("Yes 1")
        await screen.close()

    live(scene)


def test_a_lost_database_connection_is_made_again(live, doors):
    async def scene(streams, hub):
        screen = Screen(streams, "door:hall")
        await screen.until("Yes 0")
        await asyncio.to_thread(cut_the_one_that_listens)
        await asyncio.to_thread(open_door, "hall")
        await screen.until("Yes 1")
        await screen.close()

    live(scene)


def test_a_heartbeat_tells_that_the_stream_is_alive(live, doors, monkeypatch):
    monkeypatch.setattr(stream, "PING", 0.1)

    async def scene(streams, hub):
        screen = Screen(streams, "door:hall")
        await screen.until("event: ping")
        await screen.close()

    live(scene)


def test_a_client_that_takes_nothing_is_let_go(live, doors, monkeypatch):
    monkeypatch.setattr(stream, "SLOW", 0.2)

    class Stuck(Screen):
        async def send(self, message):
            if b"data:" in message.get("body", b""):
                await asyncio.sleep(60)
            await super().send(message)

    async def scene(streams, hub):
        stuck = Stuck(streams, "door:hall")
        await asyncio.wait_for(stuck.task, 5)
        assert not hub.subscribers

    live(scene)


@pytest.mark.parametrize(
    ("_case", "topic", "actor", "status"),
    [
        ("nobody", "door:hall", "nobody", 401),
        ("somebody without the right", "door:vault", "someone", 403),
        ("a topic there is not", "window:hall", "someone", 400),
        ("no topic", "", "someone", 400),
        ("too many", " ".join(f"door:{n}" for n in range(51)), "someone", 400),
    ],
)
def test_a_refused_stream_opens_nothing(live, doors, _case, topic, actor, status):
    doors.locked.add("vault")

    async def scene(streams, hub):
        screen = Screen(streams, topic, actor=actor)
        await asyncio.wait_for(screen.task, 5)
        assert screen.status == status
        assert screen.text == ""
        assert not hub.subscribers

    live(scene)


def test_one_allowed_topic_of_two_is_shown(live, doors):
    doors.locked.add("vault")

    async def scene(streams, hub):
        screen = Screen(streams, "door:hall door:vault")
        await screen.until('event: gone\ndata: {"topic": "door:vault"}')
        await screen.until("Yes 0")
        await screen.close()

    live(scene)


def test_a_nudge_comes_again_for_every_change_though_it_shows_nothing(live, doors):
    topics.nudge_topic(
        "bell", hears=(DoorOpened,), may_see=doors.may_see, key_of=lambda event, entry: event.door
    )

    async def scene(streams, hub):
        screen = Screen(streams, "bell:hall")
        await screen.until("data: ")
        for times in (2, 3):
            await asyncio.to_thread(open_door, "hall")
            await screen.until_count('"topic": "bell:hall"', times)
        await screen.close()
        assert doors.rendered == []

    live(scene)


def test_a_rendering_that_fails_leaves_the_others_alone(live, doors):
    honest = doors.render

    def moody(key, language):
        if key == "cellar":
            raise LookupError("no light")
        return honest(key, language)

    topics.TOPICS["door"] = topics.Topic(
        "door", topics.TOPICS["door"].hears, doors.may_see, lambda e, n: e.door, moody
    )

    async def scene(streams, hub):
        screen = Screen(streams, "door:cellar door:hall")
        await screen.until("Yes 0")
        await screen.close()

    live(scene)
