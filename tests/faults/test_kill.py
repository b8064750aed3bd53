"""kill -9 of any process at any time, under load: nothing acknowledged is lost, nothing doubled.

FAULTS=200 for the full run, FAULTS_SEED for another one. A restart may take five seconds of a core
that has nothing else to do; where others use the machine, the time counts by the share we get.
"""

import json
import os
import random
import shutil
import signal
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path
from statistics import median

import pytest

from seibi.config.processes.machine import free_port
from tests.faults.installation import VICTIMS, Installation
from tests.faults.load import Clients, MailServer, StuckJobs, share_of_a_core

pytestmark = pytest.mark.faults

ROUNDS = int(os.environ.get("FAULTS", "12"))
SEED = int(os.environ.get("FAULTS_SEED", "7"))
PATIENCE = 5.0
JOBS_WITHIN = 60.0
BACK_AT_ALL = 180.0
START_PATIENCE = 400.0
GONE_WITHIN = 20.0
QUIET_WITHIN = 900.0  # to work through what has piled up meanwhile, on however busy a machine
NOTHING_DONE_FOR = 60.0
CRASHED = "Traceback (most recent call last)"  # of a process that did not see it coming
PAUSE = 0.2  # of each client between two wishes


@pytest.fixture
def mail():
    with MailServer() as server:
        yield server


@pytest.fixture
def installation(tmp_path, mail):
    """In a folder whose data nobody else has used, also when root runs this."""
    home = Path(tempfile.mkdtemp(prefix="seibi-faults-"))
    home.chmod(0o755)
    running = Installation(home, free_port("127.0.0.1", 18_400), mail.port)
    running.start()
    try:
        running.until_it_answers(START_PATIENCE)
        yield running
    finally:
        if running.process.poll() is None:
            running.process.kill()
            running.process.wait()
        until_gone(running.server_processes)
        for log in home.glob("*.log"):
            shutil.copy(log, tmp_path)
        shutil.rmtree(home)


def test_kills_at_random_lose_nothing_and_double_nothing(installation, mail, tmp_path):
    chance = random.Random(SEED)
    alone, under_load = Restarts(installation), Restarts(installation)
    for victim in VICTIMS:
        alone.kill(victim)

    stuck = StuckJobs(installation)
    with stuck, Clients(installation.url, number=4, pause=PAUSE) as clients:
        for number in range(ROUNDS):
            time.sleep(chance.uniform(0.2, 2.0))
            under_load.kill(VICTIMS[number] if number < len(VICTIMS) else chance.choice(VICTIMS))
        time.sleep(1.0)
    with stuck:
        piled_up = what_waits(installation)
        quiet_after = until_quiet(installation)

    report = {
        "seed": SEED,
        "kills": under_load.kills,
        "acknowledged": len(clients.acknowledged),
        "piled_up": piled_up,
        "quiet_after": round(quiet_after, 1),
        "longest_job": round(stuck.longest, 1),
        "restarts": under_load.report(alone),
    }
    (tmp_path / "report.json").write_text(json.dumps(report))
    print(json.dumps(report, indent=1))

    assert clients.surprises == []
    assert len(clients.acknowledged) > ROUNDS
    check_deeds(installation, clients)
    check_mails(installation, mail)
    assert stuck.longest < JOBS_WITHIN
    assert CRASHED not in (installation.home / "up.log").read_text()
    assert under_load.late() == {}


class Restarts:
    """How long each kind of process was away: on the wall, and by the share of a core we got."""

    def __init__(self, installation):
        self._installation = installation
        self._wall, self._took = defaultdict(list), defaultdict(list)

    @property
    def kills(self):
        return sum(map(len, self._wall.values()))

    def kill(self, victim):
        pid = self._installation.kill(victim)
        if pid is None:  # it is not there just now
            return
        seconds = self._installation.until_back(victim, pid, BACK_AT_ALL)
        self._wall[victim].append(seconds)
        self._took[victim].append(seconds * share_of_a_core())
        assert len(self._installation.servers()) == 1

    def late(self):
        return {name: max(took) for name, took in self._took.items() if max(took) > PATIENCE}

    def report(self, alone):
        """Seconds on the wall, and how many times as long as the same without any load."""
        return {
            name: {
                "kills": len(wall),
                "p50": round(median(wall), 2),
                "max": round(max(wall), 2),
                "max_of_a_core": round(max(self._took[name]), 2),
                "alone": round(median(alone._wall[name]), 2),
                "p50_ratio": round(median(wall) / median(alone._wall[name]), 2),
                "max_ratio": round(max(wall) / median(alone._wall[name]), 2),
            }
            for name, wall in sorted(self._wall.items())
        }


def test_a_killed_supervisor_leaves_nothing_behind(installation):
    pids = {name: installation.pid_of(name) for name in VICTIMS}

    os.kill(installation.process.pid, signal.SIGKILL)
    installation.process.wait()

    until_gone(lambda: [pid for pid in pids.values() if works(pid)])
    assert [name for name, pid in pids.items() if works(pid)] == []
    assert installation.server_processes() == []


def test_one_ctrl_c_ends_everything_in_order(installation):
    with Clients(installation.url, number=2, pause=0.1) as clients:
        time.sleep(2)
        pids = {name: installation.pid_of(name) for name in VICTIMS}
        assert installation.stop() == 0
    assert installation.server_processes() == []
    assert [name for name, pid in pids.items() if works(pid)] == []

    log = installation.where.log.read_text()
    assert "database system is shut down" in log
    assert clients.acknowledged


def until_gone(who):
    deadline = time.monotonic() + GONE_WITHIN
    while who() and time.monotonic() < deadline:
        time.sleep(0.1)


def until_quiet(installation):
    """Seconds until every entry was read and every job done; something must get done meanwhile."""
    began = changed = time.monotonic()
    waiting = what_waits(installation)
    while sum(waiting.values()):
        time.sleep(0.5)
        before, waiting = waiting, what_waits(installation)
        changed = time.monotonic() if waiting != before else changed
        assert time.monotonic() - changed < NOTHING_DONE_FOR, waiting
        assert time.monotonic() - began < QUIET_WITHIN, waiting
    return time.monotonic() - began


def what_waits(installation):
    """How many entries, jobs, readers and messages are not done with."""
    counts = installation.query(
        "SELECT (SELECT count(*) FROM journal_entry WHERE pos IS NULL),"
        " (SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
        "  AND queue_name <> 'upkeep' AND task_name NOT LIKE '%%sweep%%'),"
        " (SELECT count(*) FROM journal_position p, journal_position s"
        "  WHERE s.name = 'sequencer' AND p.pos < s.pos),"
        " (SELECT count(*) FROM messaging_message WHERE state IN ('queued', 'sending'))"
    )[0]
    return dict(zip(("entries", "jobs", "readers", "messages"), counts, strict=True))


def check_deeds(installation, clients):
    """Every acknowledged deed is there once, with one trace of each reader and its chore."""
    deeds = Counter(number for (number,) in installation.query("SELECT number FROM faults_deed"))
    traces = Counter(installation.query("SELECT number, reader FROM faults_trace"))
    chores = Counter(number for (number,) in installation.query("SELECT number FROM faults_chore"))

    assert set(clients.acknowledged) - set(deeds) == set()
    assert {number for number, count in deeds.items() if count != 1} == set()
    assert set(deeds) <= clients.asked
    witnesses = ("first witness", "second witness")
    assert traces == Counter({(number, name): 1 for number in deeds for name in witnesses})
    assert chores == Counter(dict.fromkeys(deeds, 1))
    assert installation.query("SELECT reader, error FROM journal_parked") == []
    (gaps,) = installation.query("SELECT max(pos) - count(pos) FROM journal_entry")[0]
    assert gaps == 0


def check_mails(installation, mail):
    """Each deed's mail came once; twice only after a crash, and then with the same Message-ID."""
    sent = {number for (number,) in installation.query("SELECT number FROM faults_deed")}
    assert set(mail.received) == sent
    assert {number for number, ids in mail.received.items() if len(ids) > 2} == set()
    assert {number for number, ids in mail.received.items() if len(set(ids)) > 1} == set()


def works(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
