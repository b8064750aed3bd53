"""The demo's dealers on a scratch installation, for benchmarks that need people, cars and a day."""

import json
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from seibi.config.bench.ground import Ground, ground

CARS = 40


@contextmanager
def town(cars: int = CARS) -> Iterator[Ground]:
    """A seeded installation whose pages, readers and jobs run."""
    with ground() as here:
        here.environment |= {"SEIBI_DEMO": "1", "SEIBI_DEMO_CARS": str(cars)}
        here.call(here.module("town"))
        here.start("web", "reader", "worker")
        yield here


def key_of(here: Ground, login: str) -> str:
    """The key with which a program acts as this person of the demo."""
    request = urllib.request.Request(f"{here.url}/demo/key/{login}/", method="POST")  # noqa: S310
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - our own address
        return str(json.load(answer)["key"])


def bare(here: Ground, connections: int, seconds: float) -> dict[str, float]:
    """What the bare page does in the same server: requests a second, p50 and p95."""
    arguments = (str(here.port), "/bare/", str(connections), str(seconds))
    measured: dict[str, float] = json.loads(here.call(here.module("requests", *arguments)))
    return measured


def _seed() -> None:
    from seibi.config.processes.setup import prepare  # noqa: PLC0415 - reads the settings

    prepare(as_owner=True)
    from seibi.config.demo.seed import ensure_demo  # noqa: PLC0415 - needs the set-up

    ensure_demo()


if __name__ == "__main__":
    _seed()
    sys.stdout.write("seeded\n")
