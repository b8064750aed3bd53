"""The embedded database: started once, adopted, brought back, and gone with its last user."""

import os
import signal
import subprocess
import sys
import time

import psycopg
import pytest

from seibi.config.database import cluster, embedded
from seibi.config.database.places import DatabaseUnavailable, Places, ServerUser, places

QUICKLY = 5.0


def back_within(own, seconds):
    """Use it until it answers; how long that took."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        try:
            own.run()
            with own.connect() as connection:
                connection.execute("SELECT 1")
        except (DatabaseUnavailable, psycopg.OperationalError):
            time.sleep(0.02)
        else:
            return time.monotonic() - began
    raise AssertionError(f"the database was not back in {seconds} s")


def gone_within(own, seconds):
    return within(seconds, lambda: not own.processes())


def within(seconds, it):
    """Whether it came true in time: the kernel takes a killed process away when it comes to it."""
    deadline = time.monotonic() + seconds
    while not it() and time.monotonic() < deadline:
        time.sleep(0.05)
    return it()


def test_it_starts_under_a_long_path_and_repeating_is_quick(empty):
    first = empty.run()
    began = time.monotonic()

    assert empty.run() == first == empty.where.url
    assert time.monotonic() - began < 0.5
    assert len(str(empty.state)) > 107
    assert len(str(empty.where.sockets / ".s.PGSQL.5432")) < 107


def test_nobody_else_can_reach_it(own):
    own.run()

    assert own.where.sockets.stat().st_mode & 0o077 == 0
    assert own.where.data.stat().st_mode & 0o077 == 0
    with own.connect() as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_root_never_runs_the_server(empty):
    empty.run()

    owner = empty.where.data.stat().st_uid
    assert owner != 0
    assert owner == empty.where.user.uid


def test_text_is_unicode_and_sorted_by_code_point(own):
    own.run()
    with own.connect() as connection:
        assert connection.execute("SELECT upper('é'), 'b' < 'あ'").fetchone() == ("É", True)
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)


def test_it_stops_after_its_last_user_and_keeps_what_was_written(own):
    own.run()
    with own.connect() as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")

    assert own.release()
    assert own.processes() == []
    own.run()

    with own.connect() as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_it_goes_on_while_somebody_else_uses_it(own):
    own.run()
    other = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path\n"
            "from seibi.config.database import embedded\n"
            "embedded.keep_running(Path(sys.argv[1])); print('using', flush=True)\n"
            "sys.stdin.read()",
            str(own.state),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    with other:
        assert other.stdout.readline() == b"using\n"
        keeper = own.keeper()
        assert not own.release(patience=1.0)
        assert own.processes()

        own.run()
        assert own.keeper() == keeper
        assert not own.release(patience=0.0)
        other.kill()
        assert gone_within(own, QUICKLY)


def test_a_killed_server_is_back_with_every_committed_row(own):
    own.run()
    with own.connect() as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS number")

    os.kill(own.postmaster(), signal.SIGKILL)
    time.sleep(0.05)

    assert back_within(own, QUICKLY) < QUICKLY
    with own.connect() as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1000,)


def test_a_killed_keeper_takes_the_server_along_and_the_next_user_starts_both(own):
    own.run()
    before = own.postmaster()

    os.kill(own.keeper(), signal.SIGKILL)

    assert within(QUICKLY, lambda: not os.path.exists(f"/proc/{before}/cwd"))
    back_within(own, QUICKLY)
    assert own.postmaster() != before


def test_no_orphan_is_left_when_keeper_and_users_are_killed(own):
    own.run()
    embedded.release(own.state)

    assert gone_within(own, QUICKLY)


def test_a_stale_pid_file_and_a_half_made_cluster_do_not_matter(empty):
    empty.state.mkdir(parents=True)
    half_made = empty.where.data.with_name("postgres.new")
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")
    empty.run()
    assert empty.release()

    (empty.where.data / "postmaster.pid").write_text("1\n/nowhere\n0\n5432\n/nowhere\n\n\n")

    assert back_within(empty, QUICKLY) < QUICKLY


def test_data_of_another_major_version_are_left_alone(empty):
    empty.state.mkdir(parents=True)
    data = empty.where.data
    data.mkdir(parents=True)
    os.chown(data, empty.where.user.uid, empty.where.user.gid)
    (data / "PG_VERSION").write_text("13\n")

    with pytest.raises(DatabaseUnavailable, match="PostgreSQL 13"):
        empty.run()

    assert (data / "PG_VERSION").read_text() == "13\n"
    assert list(data.iterdir()) == [data / "PG_VERSION"]


def test_a_socket_folder_prepared_by_somebody_else_is_refused(own):
    own.where.sockets.mkdir(mode=0o777)
    os.chown(own.where.sockets, 4242, 4242) if os.geteuid() == 0 else pytest.skip("needs root")
    try:
        with pytest.raises(DatabaseUnavailable, match="does not belong"):
            own.run()
    finally:
        own.where.sockets.rmdir()


def test_a_given_server_is_used_as_it_is(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/seibi")

    assert embedded.ensure_running() == "postgresql://elsewhere/seibi"


def test_the_state_directory_follows_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("SEIBI_HOME", str(tmp_path))
    assert places().state == tmp_path

    monkeypatch.delenv("SEIBI_HOME")
    assert places().state.name == "var"


def test_leftovers_of_a_dead_server_are_ended(own):
    own.run()
    where = own.where
    assert isinstance(where, Places)
    assert isinstance(where.user, ServerUser)

    os.kill(own.keeper(), signal.SIGSTOP)
    os.kill(own.postmaster(), signal.SIGSTOP)
    cluster.await_the_end_of_the_last_one(where, patience=0.2)

    assert own.processes() == []
    os.kill(own.keeper(), signal.SIGKILL)
