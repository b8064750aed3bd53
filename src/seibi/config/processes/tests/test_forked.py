"""Copies of a process that has everything loaded: quick to start, and gone with the original."""

import os
import signal
import subprocess
import sys
import time

from seibi.config.processes.children import surroundings

COPY = """
import os, sys, time
from seibi.config.processes.children import Child
from seibi.config.processes.forked import ForkedProcess, forked
from seibi.config.processes.supervisor import Supervisor

def says_its_id():
    print(os.getpid(), os.getppid(), open("/proc/self/comm").read().strip(), flush=True)
    time.sleep(600)

def fails():
    raise LookupError("nothing here")

def leaves():
    raise SystemExit(7)

{then}
"""
SUPERVISED = COPY.format(
    then="Supervisor([Child('copy', forked('copy', says_its_id))], keep_database=False).run()"
)


def run(then):
    return subprocess.run(
        [sys.executable, "-c", COPY.format(then=then)],
        env=surroundings(),
        capture_output=True,
        text=True,
        timeout=60,
    )


def works(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_copy_tells_how_it_ended():
    done = run("print(ForkedProcess('a', leaves).wait(), ForkedProcess('b', fails).wait())")

    assert done.stdout == "7 1\n"
    assert "LookupError: nothing here" in done.stderr


def test_a_copy_never_returns_to_what_the_original_was_doing():
    done = run("ForkedProcess('a', lambda: None).wait(); print('once')")

    assert done.stdout == "once\n"


def test_a_copy_can_be_waited_for_in_vain_and_killed():
    done = run(
        "import subprocess\n"
        "copy = ForkedProcess('a', lambda: time.sleep(600))\n"
        "try: copy.wait(0.1)\n"
        "except subprocess.TimeoutExpired: print('still there')\n"
        "copy.kill(); print(copy.wait(), copy.poll())"
    )

    assert done.stdout == "still there\n-9 -9\n"


def test_a_killed_copy_is_back_and_all_go_with_the_original():
    with subprocess.Popen(
        [sys.executable, "-c", SUPERVISED], stdout=subprocess.PIPE, text=True, env=surroundings()
    ) as original:
        first, parent, name = original.stdout.readline().split()
        os.kill(int(first), signal.SIGKILL)
        second, _, _ = original.stdout.readline().split()
        original.kill()

        deadline = time.monotonic() + 10
        while works(second) and time.monotonic() < deadline:
            time.sleep(0.02)

    assert (int(parent), name) == (original.pid, "seibi-copy")
    assert second != first
    assert not works(second)


def test_everything_can_be_loaded_without_a_thread_or_a_connection(tmp_path):
    code = (
        "import os\n"
        "from seibi.config.processes.setup import prepare_without_database as prepare\n"
        "prepare()\n"
        "from seibi.config.processes import reader, web, worker\n"
        "web.load()\n"
        "from django.db import connections\n"
        "print(len(os.listdir('/proc/self/task')), connections['default'].connection)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        env=surroundings(
            {
                "SEIBI_HOME": str(tmp_path),
                "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing",
                "DJANGO_SETTINGS_MODULE": "seibi.config.settings.base",
            }
        ),
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert (done.stdout, done.returncode) == ("1 None\n", 0), done.stderr
