"""What the command line offers, and how it says no."""

import json
import os
import socket
import subprocess
import sys
import time

import pytest
from typer.testing import CliRunner

from seibi.config.cli import bench, doctor, machine_checks
from seibi.config.cli.findings import Verdict, fine, look, wrong
from seibi.config.cli.main import app
from seibi.config.database.places import DatabaseUnavailable
from seibi.config.processes.children import surroundings

PROMISED = [
    "up",
    "web",
    "live",
    "reader",
    "worker",
    "demo",
    "migrate",
    "import",
    "export",
    "doctor",
    "backup",
    "restore",
    "vin",
    "bench",
]


def run(*arguments):
    return CliRunner().invoke(app, list(arguments))


def test_every_promised_command_is_there_with_a_sentence():
    shown = run("--help").stdout

    assert [name for name in PROMISED if f"  {name} " not in shown] == []


@pytest.mark.parametrize("name", PROMISED)
def test_every_command_explains_itself(name):
    answer = run(name, "--help")

    assert answer.exit_code == 0
    assert "Usage:" in answer.stdout


def test_a_number_is_explained_in_one_line_of_json_each():
    answer = run("vin", "1HGCM82633A004352", "zvw50-1234567", "nonsense")
    lines = [json.loads(line) for line in answer.stdout.splitlines()]

    assert [line["vin"] for line in lines][:2] == ["1HGCM82633A004352", "ZVW50-1234567"]
    assert lines[0] | {"make": "Honda", "model_year": 2003, "check_digit_ok": True} == lines[0]
    assert {"wmi", "country", "model"} <= set(lines[0])


def test_many_numbers_come_from_standard_input():
    answer = CliRunner().invoke(app, ["vin", "-"], input="1HGCM82633A004352\n\nzvw50-1234567\n")

    assert len(answer.stdout.splitlines()) == 2


def test_a_number_is_explained_without_django():
    code = (
        "import sys; from seibi.config.cli.vin import explain; explain(['1HGCM82633A004352']);"
        "sys.exit('django' in sys.modules)"
    )
    began = time.monotonic()

    done = subprocess.run(
        [sys.executable, "-c", code], env=surroundings(), capture_output=True, check=False
    )

    assert done.returncode == 0
    assert time.monotonic() - began < 10


def test_an_unknown_benchmark_is_named(capsys):
    assert bench.measure(["speed_of_light"], as_json=True) == 2
    assert "no benchmark speed_of_light" in capsys.readouterr().err
    assert {"live", "journal", "cold_start"} <= set(bench.known())


def test_a_refused_backup_says_why_and_fails(monkeypatch, tmp_path):
    def away(_path):
        raise DatabaseUnavailable("PostgreSQL is on holiday.")

    monkeypatch.setattr("seibi.config.database.backup.write", away)

    answer = run("backup", str(tmp_path / "x"))

    assert answer.exit_code == 1
    assert "PostgreSQL is on holiday." in answer.output


def test_the_doctor_finds_what_is_wrong_and_goes_on(monkeypatch, capsys):
    def faints():
        yield fine("first", "Well.")
        raise ZeroDivisionError("oh")

    def goes_on():
        yield look("second", "Hm.", "Look at it.")

    monkeypatch.setattr(machine_checks, "CHECKS", (faints, goes_on))
    monkeypatch.setattr(doctor, "prepare", lambda **_: None, raising=False)
    monkeypatch.setattr("seibi.config.processes.setup.prepare", lambda **_: raising("No database."))

    assert doctor.examine() == 1
    said = capsys.readouterr().out
    assert "fine   first: Well." in said
    assert "wrong  faints: ZeroDivisionError: oh" in said
    assert "look   second: Hm.\n         Look at it." in said
    assert "wrong  database: No database." in said
    assert "2 thing(s) to put right." in said


def test_the_doctor_speaks_json_too(monkeypatch, capsys):
    monkeypatch.setattr(machine_checks, "CHECKS", ())
    monkeypatch.setattr("seibi.config.processes.setup.prepare", lambda **_: raising("No database."))

    assert doctor.examine(as_json=True) == 1
    (told,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert told | {"about": "database", "verdict": "wrong", "sentence": "No database."} == told


@pytest.mark.parametrize(
    ("name", "value", "verdict"),
    [
        ("DATABASE_URL", "mysql://somewhere/seibi", Verdict.WRONG),
        ("DATABASE_URL", "postgresql://somewhere", Verdict.WRONG),
        ("DATABASE_URL", "postgresql://somewhere/seibi", Verdict.FINE),
        ("SEIBI_PUBLIC_URL", "service.example.com", Verdict.WRONG),
        ("SEIBI_PUBLIC_URL", "https://service.example.com", Verdict.LOOK),
    ],
)
def test_settings_that_cannot_be_right_are_named(monkeypatch, name, value, verdict):
    for known in ("DATABASE_URL", "SEIBI_PUBLIC_URL", "SEIBI_HTTPS"):
        monkeypatch.delenv(known, raising=False)
    monkeypatch.setenv(name, value)

    assert next(machine_checks.settings()).verdict is verdict


def test_a_certificate_that_ends_soon_is_worth_a_look():
    found = [next(machine_checks._ends_in("x", days)).verdict for days in (300, 5)]
    assert found == [Verdict.FINE, Verdict.LOOK]


def test_a_port_in_use_is_said():
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        line.listen()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(machine_checks, "PORT", line.getsockname()[1])
            assert [one.verdict for one in machine_checks.port()] == [Verdict.LOOK]


def raising(sentence):
    raise DatabaseUnavailable(sentence)


def test_the_machine_is_looked_at(tmp_path, monkeypatch):
    monkeypatch.setenv("SEIBI_HOME", str(tmp_path))
    found = [finding for check in machine_checks.CHECKS for finding in check()]

    assert len(found) >= len(machine_checks.CHECKS)
    assert all(finding.sentence for finding in found)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_wrong(tmp_path, monkeypatch):
    tmp_path.chmod(0o500)
    monkeypatch.setenv("SEIBI_HOME", str(tmp_path / "state"))

    assert [finding.verdict for finding in machine_checks.state()] == [Verdict.WRONG]


def test_a_finding_is_one_line_and_its_advice_another():
    assert str(wrong("disk", "It is full.", "Make room.")) == (
        "wrong  disk: It is full.\n         Make room."
    )
