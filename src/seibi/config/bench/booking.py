"""`booking`: search, hold and confirm over HTTP, and races for one slot."""

import json
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import httpx
import psycopg

from seibi.config.bench.results import Result
from seibi.config.bench.town import bare, key_of, town

GROUP, SITE = "/us/pacific/kailani/", "honolulu"
ADVISOR, OPERATION = "miller", "WIPERS"
THREADS, SECONDS = 8, 20.0
RACES, RACERS = 20, 64
SHARE = 0.20
CARS = """
    SELECT o.customer_id, o.vehicle_id FROM vehicles_ownership o
    WHERE o.role = 'owner' AND o.ends_at IS NULL AND o.owner_node = %s
    ORDER BY o.id DESC LIMIT 20
"""
TWICE = """
    SELECT count(*) FROM workshop_reservation a JOIN workshop_reservation b
    ON a.resource_id = b.resource_id AND a.id < b.id AND a.during && b.during
"""


def measure() -> Result:
    """Requests a second of booking, against the bare page; and bookings beyond one in each race."""
    with town() as here:
        limit = bare(here, THREADS, 5.0)["per_second"]
        with psycopg.connect(here.address) as connection:
            cars = json.dumps([list(map(str, row)) for row in connection.execute(CARS, [GROUP])])
            arguments = (here.url, key_of(here, ADVISOR), cars)
            found = json.loads(here.call(here.module("booking", *arguments)))
            row = connection.execute(TWICE).fetchone()
    overlapping = row[0] if row else 0
    double = overlapping + sum(won - 1 for won in found["winners"] if won > 1)
    return Result(
        name="booking",
        value=found["per_second"],
        unit="requests/s",
        limit=limit,
        limit_is="bare requests a second in the same server",
        budget=f"≥ {SHARE:.0%} of the bare page; no double booking in {RACES} races",
        kept=found["per_second"] >= SHARE * limit and double == 0 and not found["failures"],
        figures={
            "bookings": found["bookings"],
            "races": len(found["winners"]),
            "racers": RACERS,
            "double_bookings": double,
            "races_without_winner": found["winners"].count(0),
            "server_errors": found["failures"],
        },
    )


class Desk:
    """An advisor's program that books for one caller after the other."""

    def __init__(self, base: str, key: str, cars: list[list[str]]) -> None:
        headers = {"Authorization": f"Bearer {key}"}
        limits = httpx.Limits(max_connections=RACERS, max_keepalive_connections=RACERS)
        self.web = httpx.Client(
            base_url=f"{base}/api/v1", headers=headers, timeout=120, limits=limits
        )
        self.requests = self.failures = 0
        self.site = next(s["id"] for s in self.get("/network/sites/") if s["code"] == SITE)
        self.cars = cars

    def get(self, path: str, **params: Any) -> Any:
        return self._done(self.web.get(path, params=params)).json()

    def post(self, path: str, body: dict[str, Any]) -> httpx.Response:
        headers = {"Idempotency-Key": str(uuid.uuid4())}
        return self._done(self.web.post(path, json=body, headers=headers))

    def free(self) -> list[str]:
        """Every free start of the window, soonest first."""
        page = self.get(f"/booking/sites/{self.site}/slots", operation_codes=[OPERATION])
        return [slot["starts_at"] for day in page["days"] for slot in day["slots"]]

    def hold(self, starts_at: str) -> httpx.Response:
        body = {"site_id": self.site, "operation_codes": [OPERATION], "starts_at": starts_at}
        return self.post("/booking/holds", body)

    def book(self, number: int) -> bool:
        """Search, hold, confirm; False when somebody else was quicker."""
        starts = self.free()
        held = self.hold(starts[number % len(starts)])
        if held.status_code != 201:
            return False
        owner, car = self.cars[number % len(self.cars)]
        body = {"customer_id": owner, "vehicle_id": car}
        confirmed = self.post(f"/booking/holds/{held.json()['id']}/confirm", body)
        return confirmed.status_code in (200, 201)

    def _done(self, answer: httpx.Response) -> httpx.Response:
        self.requests += 1
        self.failures += answer.status_code >= 500
        return answer


def book_for_a_while(desk: Desk) -> dict[str, float]:
    """Threads that book as fast as they can."""
    desk.requests, until = 0, time.monotonic() + SECONDS

    def work(first: int) -> int:
        number, booked = first, 0
        while time.monotonic() < until:
            booked += desk.book(number)
            number += THREADS
        return booked

    began = time.monotonic()
    with ThreadPoolExecutor(THREADS) as pool:
        booked = sum(pool.map(work, range(THREADS)))
    return {"per_second": desk.requests / (time.monotonic() - began), "bookings": booked}


def race(desk: Desk, starts_at: str) -> int:
    """Everybody asks for the same start at once; how many were given it."""
    barrier = Barrier(RACERS)

    def ask(_: int) -> bool:
        barrier.wait()
        return desk.hold(starts_at).status_code == 201

    with ThreadPoolExecutor(RACERS) as pool:
        return sum(pool.map(ask, range(RACERS)))


def main(base: str, key: str, cars: str) -> dict[str, Any]:
    """Race first, while there are slots; a start that one bay can serve has one winner."""
    desk = Desk(base, key, json.loads(cars))
    winners = [race(desk, starts_at) for starts_at in desk.free()[-RACES:]]
    return {**book_for_a_while(desk), "winners": winners, "failures": desk.failures}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*sys.argv[1:])) + "\n")
