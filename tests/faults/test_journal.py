"""Eight writers, a transaction that stays open, and a restore: every line is seen once, in order.

FAULTS_LINES lines for each writer. Halfway the journal's process is killed, so that the backup holds
lines without a place and readers that are behind; the old server is gone before the new one begins.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest

from seibi.config.bench.ground import Ground, ground
from seibi.config.processes.children import seibi
from tests.faults.followers import Follower, Screen
from tests.faults.installation import ROOT

pytestmark = pytest.mark.faults

WRITERS, EACH = 8, int(os.environ.get("FAULTS_LINES", "5000"))
OPEN_FOR = 5.0
FOREVER = 600.0
PATIENCE = 2_400.0  # on however busy a machine
SCREEN_LATE = 10.0
SCRIBES = ("first scribe", "second scribe")
NUMBERED = "SELECT coalesce(max(pos), 0) FROM journal_entry"
DONE = (
    "SELECT count(*) FILTER (WHERE pos IS NULL) = 0 AND NOT EXISTS (SELECT 1 FROM journal_position"
    " WHERE pos < (SELECT max(pos) FROM journal_entry)) FROM journal_entry"
)


@pytest.fixture
def old():
    with ground() as here:
        fault_site(here)
        here.migrate()
        yield here


@pytest.fixture
def new(old):
    home = Path(tempfile.mkdtemp(prefix="seibi-restored-"))
    home.chmod(0o755)
    here = Ground(home)
    fault_site(here)
    yield here
    here.stop()
    subprocess.run(["rm", "-r", str(home)], check=True)


def fault_site(here):
    here.environment["DJANGO_SETTINGS_MODULE"] = "tests.faults.settings"
    here.environment["PYTHONPATH"] += os.pathsep + str(ROOT)


def test_every_line_is_seen_once_and_in_order_also_after_a_restore(old, new, tmp_path):
    old.start("web", "reader")
    until(lambda: ask(old, DONE))  # migrations have told something, too
    begin = ask(old, NUMBERED)
    with ExitStack() as stack:
        followers = [
            stack.enter_context(Follower(old.address, begin, batch, pause))
            for batch, pause in ((1, 0.0), (50, 0.0), (500, 0.1), (7, 0.01))
        ]
        screen = stack.enter_context(Screen(old.port, "/live/?topic=lines:all"))

        told = written(old, "old", EACH, when_half=lambda: kill_the_reader(old))
        behind = ask(old, "SELECT count(*) FROM journal_entry WHERE pos IS NULL")
        seconds = moved(old, new, tmp_path / "lines.seibi")
        for follower in followers:
            follower.address = new.address
        new.start("web", "reader")
        screen.port = new.port

        told += written(new, "new", max(EACH // 10, 1))
        began = time.monotonic()
        until(lambda: ask(new, DONE))
        seconds["until_all_was_read"] = round(time.monotonic() - began, 1)
        screen.until(sum(told.values()), SCREEN_LATE)
        last = ask(new, NUMBERED)
        until(lambda: all(one.seen[-1][0] == last for one in followers), SCREEN_LATE)

    print(json.dumps({"lines": sum(told.values()), "without_a_place": behind, **seconds}))
    assert behind > 0
    for follower in followers:
        assert_once_and_in_order(follower.seen, told)
        assert_nobody_waited_for_the_sitters(follower.seen)
    assert ask(new, "SELECT count(*) FROM journal_parked") == 0
    for scribe in SCRIBES:
        assert_once_and_in_order(copies(new, scribe), told)
    assert_screen_went_on(screen)


def written(here, name, each, when_half=lambda: None):
    """Eight writers beside a transaction that was open before; who told how many lines."""
    told = Counter({f"{name} {number}": each for number in range(WRITERS)})
    before = ask(here, "SELECT count(*) FROM journal_entry")
    with ExitStack() as stack:
        writers = [stack.enter_context(writer(here, one, told[one])) for one in told]
        sitter = stack.enter_context(writer(here, f"{name} sitter", 1, OPEN_FOR))
        begun(sitter)
        for one in writers:
            begun(one)
        until(lambda: ask(here, NUMBERED) >= before + sum(told.values()) // 2)
        when_half()
        assert [one.wait() for one in (*writers, sitter)] == [0] * (WRITERS + 1)
    return told + Counter({f"{name} sitter": 1})


def moved(old, new, file):
    """Backed up while somebody writes, and restored elsewhere; how long both took."""
    with writer(old, "too late", 1, FOREVER) as unfinished:
        begun(unfinished)
        began = time.monotonic()
        old.call(seibi("backup", str(file)))
        backed_up = time.monotonic()
    old.stop()
    gone = time.monotonic()
    new.call(seibi("restore", str(file)))
    return {
        "backup": round(backed_up - began, 1),
        "restore": round(time.monotonic() - gone, 1),
    }


@contextmanager
def writer(here, name, lines, seconds=0.0):
    """A process that is ready to write."""
    command = [sys.executable, "-m", "tests.faults.writer", name, str(lines), str(seconds)]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, env=here.environment, cwd=ROOT, text=True, stdin=pipe, stdout=pipe
    ) as process:
        try:
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            process.kill()


def begun(process):
    """It has told its first line."""
    process.stdin.write("go\n")
    process.stdin.flush()
    assert process.stdout.readline() == "told\n"


def kill_the_reader(here):
    (reader,) = [child for child in here.children if child.name == "reader"]
    reader.process.kill()
    reader.process.wait()


def ask(here, query):
    with psycopg.connect(here.address, autocommit=True) as connection:
        return connection.execute(query).fetchone()[0]


def copies(here, scribe):
    query = "SELECT pos, writer, line FROM faults_copy WHERE reader = %s ORDER BY id"
    with psycopg.connect(here.address, autocommit=True) as connection:
        return connection.execute(query, (scribe,)).fetchall()


def until(condition, patience=PATIENCE):
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def assert_once_and_in_order(seen, told):
    """Every place once, without gaps; every writer's lines as it wrote them; none of a lost one."""
    first = seen[0][0]
    assert [pos for pos, _writer, _number in seen] == list(range(first, first + len(seen)))
    lines = defaultdict(list)
    for _pos, writer, number in seen:
        lines[writer].append(number)
    assert lines == {writer: list(range(1, count + 1)) for writer, count in told.items()}


def assert_nobody_waited_for_the_sitters(seen):
    """They told before the others, and committed late: their own lines alone came late."""
    for name in ("old", "new"):
        order = [writer for _pos, writer, _number in seen if writer.startswith(name)]
        assert order.index(f"{name} sitter") > WRITERS


def assert_screen_went_on(screen):
    """It never went back, was told that the journal is another one, and followed both.

    A line that was cut for longer than the server remembers is told to begin anew, too; no line is
    told so twice.
    """
    assert 1 <= screen.resets < screen.lines
    counts = Counter(mark for mark, _number in screen.shown)
    assert len(counts) == 2
    assert min(counts.values()) > 3
    assert all(before <= after for (_m, before), (_n, after) in pairwise(screen.shown))
