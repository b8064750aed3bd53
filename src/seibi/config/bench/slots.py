"""`slots`: free times of a full workshop over 14 days, in the process and over HTTP."""

import json
import os
import random
import sys
import time

import httpx
import psycopg

from seibi.config.bench.ground import seconds_until_read
from seibi.config.bench.results import Result, percentile
from seibi.config.bench.town import bare, key_of, town

BAYS, TECHNICIANS, ADVISORS, DAYS = 8, 12, 4, 14
FULL = 0.75
SEARCHES, ASKED = 300, 100
BUDGET_MS, BUDGET_HTTP_MS = 5.0, 25.0
FETCH = "SELECT resource_id, during, kind, subject FROM workshop_reservation WHERE owner_node = %s"


def measure() -> Result:
    """The 95th percentile of a search with everything it fetches, against fetching alone."""
    with town() as here:
        inside = json.loads(here.call(here.module("slots")).splitlines()[-1])
        limit = _fetching(here.address, inside["node"])
        asked = _over_http(here.url, key_of(here, "ishikawa"), inside["site"])
        bare_ms = bare(here, 1, 2.0)["p50_ms"]
    return Result(
        name="slots",
        value=inside["p95_ms"],
        unit="ms",
        limit=limit,
        limit_is="fetching the reservations of the site, without looking at them",
        budget=f"p95 ≤ {BUDGET_MS:.0f} ms in the process, ≤ {BUDGET_HTTP_MS:.0f} ms by HTTP",
        kept=inside["p95_ms"] <= BUDGET_MS and asked <= BUDGET_HTTP_MS,
        figures={
            "p50_ms": round(inside["p50_ms"], 3),
            "http_p95_ms": round(asked, 3),
            "http_over_bare_p50": round(asked / bare_ms, 1),
            "reservations": inside["reservations"],
            "share_full": inside["full"],
            "found": inside["found"],
        },
    )


def _fetching(address: str, node: str) -> float:
    times = []
    with psycopg.connect(address, autocommit=True) as connection:
        for _ in range(SEARCHES):
            began = time.perf_counter()
            connection.execute(FETCH, [node]).fetchall()
            times.append((time.perf_counter() - began) * 1000)
    return percentile(times, 0.95)


def _over_http(base: str, key: str, site: str) -> float:
    times = []
    headers = {"Authorization": f"Bearer {key}"}
    with httpx.Client(base_url=base, headers=headers, timeout=60) as web:
        for _ in range(ASKED):
            began = time.perf_counter()
            answer = web.get(
                f"/api/v1/booking/sites/{site}/slots", params={"operation_codes": ["OIL-FILTER"]}
            )
            answer.raise_for_status()
            times.append((time.perf_counter() - began) * 1000)
    return percentile(times, 0.95)


def inside() -> dict[str, object]:
    """Build the workshop, fill it, and search it again and again for different work."""
    from seibi.config.bench import full_shop  # noqa: PLC0415 - needs the set-up
    from seibi.contexts.workshop import facade as workshop  # noqa: PLC0415 - needs the set-up

    chance = random.Random(7)  # noqa: S311 - the same every time
    shop = full_shop.open_shop(bays=BAYS, technicians=TECHNICIANS, advisors=ADVISORS)
    reservations, full = full_shop.fill(shop, days=DAYS, share=FULL, chance=chance)
    _settle()
    times, found = [], 0
    for _ in range(SEARCHES):
        query = full_shop.question(shop, days=DAYS, chance=chance)
        began = time.perf_counter()
        found += len(workshop.find_slots(query, shop.at).slots)
        times.append((time.perf_counter() - began) * 1000)
    return {
        "site": str(shop.site_id),
        "node": shop.node,
        "p50_ms": percentile(times, 0.5),
        "p95_ms": percentile(times, 0.95),
        "reservations": reservations,
        "full": round(full, 2),
        "found": found,
    }


def _settle() -> None:
    """Readers have read what was booked; the server forgets plans that it made for empty tables.

    Autovacuum does the latter within a minute.
    """
    address = os.environ["DATABASE_URL"]
    seconds_until_read(address)
    with psycopg.connect(address, autocommit=True) as owner:
        owner.execute("ANALYZE")


if __name__ == "__main__":
    from seibi.config.processes.setup import prepare

    prepare()
    sys.stdout.write(json.dumps(inside()) + "\n")
