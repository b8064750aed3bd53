"""Progress is one line that moves; in a file it is one line for each thing."""

import sys

from seibi.config.processes.moving_line import MovingLine


def say(line: MovingLine) -> None:
    """Cars and visits at the same time; the last word is said twice, or by mistake never."""
    for done in (1, 2, 3):
        line.show("cars", f"cars: {done} of 3", is_last=done == 3)
        line.show("visits", f"visits: {done} of 9")
    line.show("cars", "cars: 3 of 3", is_last=True)
    line.end()


def test_a_file_gets_the_last_word_about_each_thing(capsys):
    say(MovingLine())

    assert capsys.readouterr().out.splitlines() == ["  cars: 3 of 3", "  visits: 3 of 9"]


def test_a_terminal_sees_every_step_on_one_line(capsys, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    say(MovingLine())

    out = capsys.readouterr().out
    assert "\n" not in out
    assert [step.strip() for step in out.split("\r\x1b[K") if step] == [
        "cars: 1 of 3",
        "cars: 1 of 3 · visits: 1 of 9",
        "cars: 2 of 3 · visits: 1 of 9",
        "cars: 2 of 3 · visits: 2 of 9",
        "cars: 3 of 3 · visits: 2 of 9",
        "visits: 3 of 9",
    ]


def test_nothing_said_is_nothing_written(capsys):
    MovingLine().end()

    assert capsys.readouterr().out == ""
