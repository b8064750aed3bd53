"""Work in several copies at once: all progress is heard, and one that breaks breaks all."""

import subprocess
import sys

from seibi.config.processes.children import surroundings

START = """
import time
from seibi.config.processes.side_by_side import side_by_side

def count(name, upto):
    def work(report):
        for number in range(upto):
            report(name, number + 1, upto)
    return work

def waits_for_the_other(mine, other):
    def work(report):
        open(mine, "w").close()
        for _ in range(500):
            try:
                return bool(open(other))
            except FileNotFoundError:
                time.sleep(0.02)
        return False
    return work

def breaks(report):
    raise LookupError("nothing here")

heard = []
def hear(*said):
    heard.append(said)
"""


def run(then, folder):
    return subprocess.run(
        [sys.executable, "-c", START + then],
        env=surroundings(),
        capture_output=True,
        text=True,
        timeout=60,
        cwd=folder,
    )


def test_every_step_of_all_of_them_is_heard(tmp_path):
    done = run(
        "print(side_by_side({'a': count('cars', 400), 'b': count('visits', 300)}, hear))\n"
        "print(sorted(heard) == sorted([('cars', n + 1, 400) for n in range(400)]"
        " + [('visits', n + 1, 300) for n in range(300)]))",
        tmp_path,
    )

    assert done.stdout == "True\nTrue\n", done.stderr


def test_they_run_at_the_same_time(tmp_path):
    done = run(
        "print(side_by_side({'a': waits_for_the_other('a', 'b'),"
        " 'b': waits_for_the_other('b', 'a')}, hear))",
        tmp_path,
    )

    assert done.stdout == "True\n", done.stderr


def test_one_no_is_a_no_and_one_that_breaks_ends_us_with_its_words(tmp_path):
    no = run("print(side_by_side({'a': lambda report: False, 'b': count('x', 1)}, hear))", tmp_path)
    broken = run("side_by_side({'a': breaks, 'b': count('cars', 3)}, hear)", tmp_path)

    assert no.stdout == "False\n"
    assert broken.returncode == 1
    assert "LookupError: nothing here" in broken.stderr
