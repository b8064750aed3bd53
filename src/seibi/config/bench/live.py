"""`live`: from COMMIT to the last of 500 screens."""

import subprocess
import time
from contextlib import suppress

from seibi.config.bench.ground import Ground, ground
from seibi.config.bench.results import Result, percentile
from seibi.config.processes.machine import free_port

SCREENS = 500
TIMES, GAP = 24, 0.25
BUDGET = 0.250


def measure() -> Result:
    """The 95th percentile, alone and beside a transaction of 5 s; against sending alone."""
    with ground() as here:
        here.start("web", "reader")
        alone = _told_until_shown(here, "alone", long=0.0)
        beside = _told_until_shown(here, "beside", long=5.0)
        limit = _fan_out(here)
    p95, p95_beside = percentile(alone, 0.95), percentile(beside, 0.95)
    return Result(
        name="live",
        value=p95,
        unit="s",
        limit=percentile(limit, 0.95),
        limit_is="the same bytes from memory to as many sockets",
        budget=f"p95 ≤ {BUDGET} s with {SCREENS} screens, also beside a 5 s transaction",
        kept=len(alone) == len(beside) == TIMES and max(p95, p95_beside) <= BUDGET,
        figures={
            "screens": SCREENS,
            "p50": round(percentile(alone, 0.5), 4),
            "p95_beside_5s_transaction": round(p95_beside, 4),
            "never_shown": 2 * TIMES - len(alone) - len(beside),
        },
    )


def _told_until_shown(here: Ground, board: str, *, long: float) -> list[float]:
    path = f"/live/?topic=bench%3A{board}"
    with Screens(here, here.port, path) as screens:
        told = here.call(here.module("teller", board, str(TIMES), str(GAP), str(long)))
        committed = _times(told.splitlines())
        shown = _collect(screens, len(committed))
    return [shown[number] - at for number, at in committed.items() if number in shown]


def _fan_out(here: Ground) -> list[float]:
    port = free_port("127.0.0.1", here.port + 1)
    command = here.module("fan_out", str(port))
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=here.environment, stdin=pipe, stdout=pipe, text=True) as out:
        time.sleep(1.0)
        with Screens(here, port, "/") as screens:
            began = {}
            for number in range(1, TIMES + 1):
                print(number, file=out.stdin, flush=True)
                began[number] = float(out.stdout.readline()) if out.stdout else 0.0
                time.sleep(0.1)
            shown = _collect(screens, TIMES)
        out.kill()
    return [shown[number] - at for number, at in began.items() if number in shown]


class Screens:
    """The screens' process, ready."""

    def __init__(self, here: Ground, port: int, path: str) -> None:
        command = here.module("screens", str(port), path, str(SCREENS))
        self._process = subprocess.Popen(
            command, env=here.environment, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> "subprocess.Popen[str]":
        line = self._process.stdout.readline() if self._process.stdout else ""
        if line != "ready\n":
            raise RuntimeError("the screens did not open")
        return self._process

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()


def _collect(screens: "subprocess.Popen[str]", count: int) -> dict[int, float]:
    """What the screens print until the last number, or for as long as that may take."""
    time.sleep(1.0)
    screens.terminate()
    output, _ = screens.communicate(timeout=10)
    return _times(output.splitlines())


def _times(lines: list[str]) -> dict[int, float]:
    found = {}
    for line in lines:
        with suppress(ValueError):
            number, at = line.split()
            found[int(number)] = float(at)
    return found
