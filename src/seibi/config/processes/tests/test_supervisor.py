"""Processes that come back when they die, and go when they are told to or their parent is gone."""

import os
import signal
import subprocess
import sys
import time

import pytest

from seibi.config.processes import children
from seibi.config.processes.children import Child, executed, surroundings
from seibi.config.processes.machine import free_port

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]

RUN = """
import sys
from seibi.config.processes.children import Child, executed
from seibi.config.processes.supervisor import Supervisor
sleeper = [sys.executable, "-c", "import os, time; os.write(1, f'{os.getpid()}{chr(10)}'.encode()); time.sleep(600)"]
deaf = [sys.executable, "-c", "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "import os; os.write(1, f'{os.getpid()}{chr(10)}'.encode()); time.sleep(600)"]
which = {"sleeper": sleeper, "deaf": deaf}
Supervisor(
    [Child(name, executed(which[name])) for name in sys.argv[1:]], keep_database=False
).run()
print("over", flush=True)
"""


def supervised(*names):
    return subprocess.Popen(
        [sys.executable, "-c", RUN, *names],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=surroundings(),
    )


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def gone_within(pid, seconds):
    deadline = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not alive(pid)


def test_a_killed_child_comes_back_and_the_log_says_so():
    with supervised("sleeper") as supervisor:
        first = int(supervisor.stdout.readline())
        os.kill(first, signal.SIGKILL)
        second = int(supervisor.stdout.readline())
        supervisor.send_signal(signal.SIGTERM)
        out, err = supervisor.communicate(timeout=15)

    assert second != first
    assert out == "over\n"
    assert "sleeper was ended by SIGKILL; starting it again" in err
    assert gone_within(second, 1)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_ends_everything(how):
    with supervised("sleeper", "sleeper") as supervisor:
        pids = [int(supervisor.stdout.readline()) for _ in range(2)]
        supervisor.send_signal(how)

        assert supervisor.wait(15) == 0

    assert [pid for pid in pids if alive(pid)] == []


def test_a_child_that_does_not_listen_is_ended_all_the_same():
    patience = "import seibi.config.processes.supervisor as s; s.PATIENCE = 0.5\n"
    with subprocess.Popen(
        [sys.executable, "-c", patience + RUN, "deaf"],
        stdout=subprocess.PIPE,
        text=True,
        env=surroundings(),
    ) as supervisor:
        pid = int(supervisor.stdout.readline())
        time.sleep(0.2)
        supervisor.terminate()

        assert supervisor.wait(10) == 0

    assert not alive(pid)


def test_children_die_with_a_killed_supervisor():
    with supervised("sleeper", "sleeper") as supervisor:
        pids = [int(supervisor.stdout.readline()) for _ in range(2)]
        supervisor.kill()

        assert all(gone_within(pid, 5) for pid in pids)


def test_ctrl_c_in_the_terminal_reaches_the_supervisor_alone():
    child = Child("sleeper", executed(SLEEP))
    child.tend()
    try:
        assert os.getpgid(child.process.pid) != os.getpgid(0)
    finally:
        child.ask_to_end()
        child.make_end(time.monotonic() + 5)


def test_a_child_that_fails_at_once_is_started_ever_more_slowly(monkeypatch):
    monkeypatch.setattr(children, "WAITS", (0.0, 0.2, 60.0))
    child = Child("hopeless", executed([sys.executable, "-c", "raise SystemExit(3)"]))
    said = []
    deadline = time.monotonic() + 3
    while time.monotonic() < deadline:
        said += filter(None, [child.tend()])
        time.sleep(0.02)

    assert said == ["hopeless ended with code 3; starting it again"] * 2
    assert child.starts == 2


def test_who_wants_no_compiled_files_gets_them_elsewhere(monkeypatch, tmp_path):
    monkeypatch.setenv("SEIBI_HOME", str(tmp_path))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)

    environment = surroundings({"MORE": "1"})

    assert "PYTHONDONTWRITEBYTECODE" not in environment
    assert environment["PYTHONPYCACHEPREFIX"] == str(tmp_path / "compiled")
    assert environment["MORE"] == "1"


def test_a_port_in_use_is_replaced_with_a_sentence(capsys):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        found = free_port("127.0.0.1", port)

    assert found > port
    assert capsys.readouterr().out == f"Port {port} is in use; Seibi takes {found}.\n"


def test_a_hanging_child_does_not_outlive_its_supervisor_for_long():
    hang = (
        "import os, signal, sys, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "from seibi.config.processes import mortality\n"
        "mortality.GRACE = 0.2\n"
        "mortality.never_outlive_the_supervisor()\n"
        "print(os.getpid(), flush=True)\n"
        "time.sleep(600)\n"
    )
    run = (
        "import sys\n"
        "from seibi.config.processes.children import Child, executed\n"
        "from seibi.config.processes.supervisor import Supervisor\n"
        "deaf = Child('deaf', executed([sys.executable, '-c', sys.argv[1]]))\n"
        "Supervisor([deaf], keep_database=False).run()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", run, hang], stdout=subprocess.PIPE, text=True, env=surroundings()
    ) as supervisor:
        pid = int(supervisor.stdout.readline())
        supervisor.kill()

        assert gone_within(pid, 8)
