"""`visit_api`: whole visits over the API, from "due" to "handed back", as the example does."""

import importlib.util
import json
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

from seibi.config.bench.ground import Ground, seconds_until_read
from seibi.config.bench.results import Result
from seibi.config.bench.town import bare, town

EXAMPLE = Path(__file__).resolve().parents[4] / "examples" / "one_visit.py"
COUNTRIES = ("JP", "CN", "US")
SECONDS = 45.0
BUDGET = 10.0


def measure() -> Result:
    """Visits a second by three owners at once, and how far the readers are behind at the end."""
    with town() as here:
        limit = bare(here, len(COUNTRIES), 5.0)["per_second"]
        played = _play(here)
        behind = seconds_until_read(here.address)
    visits = sum(one["visits"] for one in played)
    calls = sum(one["calls"] for one in played) / max(visits, 1)
    per_second = sum(one["visits"] / one["seconds"] for one in played)
    return Result(
        name="visit_api",
        value=per_second,
        unit="visits/s",
        limit=limit / calls if calls else 0.0,
        limit_is="as many bare requests as a visit has calls",
        budget=f"≥ {BUDGET:.0f} visits/s, readers less than 2 s behind at the end",
        kept=per_second >= BUDGET and behind < 2.0,
        figures={
            "visits": visits,
            "calls_per_visit": round(calls, 1),
            "readers_behind_s": round(behind, 3),
        },
    )


def _play(here: Ground) -> list[dict[str, float]]:
    running = [
        subprocess.Popen(
            here.module("visit_api", here.url, country, str(SECONDS)),
            env=here.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for country in COUNTRIES
    ]
    return [json.loads(process.communicate()[0].splitlines()[-1]) for process in running]


def play(base: str, country: str, seconds: float) -> dict[str, float]:
    """The example again and again, for as long as that; how many visits and calls it was."""
    example, visits = _example(), 0
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        done = example.run(base, country)
        visits += 1
    calls = done["calls"] if visits else 0
    return {"visits": visits, "calls": calls, "seconds": time.monotonic() - began}


def _example() -> ModuleType:
    spec = importlib.util.spec_from_file_location("one_visit", EXAMPLE)
    if spec is None or spec.loader is None or not EXAMPLE.exists():
        raise RuntimeError(f"the visit to play is missing: {EXAMPLE}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    _base, _country, _seconds = sys.argv[1:]
    sys.stdout.write(json.dumps(play(_base, _country, float(_seconds))) + "\n")
