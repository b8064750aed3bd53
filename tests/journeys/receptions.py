"""Cars at the counter for the journeys, brought there by a program, and the mail that their owners get."""

import datetime as dt
import re
import time
import uuid
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from tests.journeys.houses import HOUSES, House
from tests.journeys.stage import Demo

LETTER = re.compile(r"https?://[^/\s]+(/work-orders/visit/[^\s/]+/)")
MENU = ("TYRE-ROTATE", "CABIN-FILTER")
LEFT_ALONE = ("jp0@", "cn0@", "us0@")  # who book for themselves in other journeys
A_MOMENT = 20  # seconds until a reader of the journal or a letter has come


class Desk:
    """What a program does at the counter of one workshop."""

    def __init__(self, demo: Demo, house: House, login: str = "") -> None:
        self.house = house
        self.client: httpx.Client = demo.program_of(login or house.advisor)
        sites = self.get("/network/sites/")
        self.site = next(one for one in sites if one["code"] == house.site)
        self.site_id = self.site["id"]
        self.client.headers["Accept-Language"] = self.site["languages"][0]

    def today(self) -> dt.date:
        """The day of the workshop: that of the last car that came."""
        cars = self.get(f"/booking/sites/{self.house.site}/yard")["cars"]
        latest = max(dt.datetime.fromisoformat(car["arrived_at"]) for car in cars)
        return latest.astimezone(ZoneInfo(self.site["tz"])).date()

    def get(self, path: str, **params: Any) -> Any:
        return self._answer(self.client.get(path, params=params))

    def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        key = {"Idempotency-Key": str(uuid.uuid4())}
        return self._answer(self.client.post(path, json=body or {}, headers=key))

    def _answer(self, answer: httpx.Response) -> Any:
        assert answer.is_success, f"{answer.request.url}: {answer.text[:400]}"
        return answer.json() if answer.content else None

    def somebody_away(self) -> dict[str, Any]:
        """A car with an owner who has an address, not in the house and not expected today."""
        makes = (
            "Toyota",
            "Honda",
            "Nissan",
            "Ford",
            "Volkswagen",
            "BYD",
            "Geely",
            "Tesla",
            "Chevrolet",
        )
        for make in makes:
            found = self.get("/search/", q=make)
            for one in found["cars"] + found["house"]:
                owner, open_on_it = one["owner"], [each["pressing"] for each in one["matters"]]
                taken = one["here"] or any(pressing <= 5 for pressing in open_on_it)
                known = owner and owner["email"] and owner["phone"]
                if known and not taken and not owner["email"].startswith(LEFT_ALONE):
                    return one
        raise AssertionError("every car of the demo is in the house")

    def walks_in(self, one: dict[str, Any], codes: tuple[str, ...]) -> str:
        """The visit of a car that has just come without an appointment."""
        arrival = self.post(
            "/booking/walk-ins",
            {
                "site_id": self.site_id,
                "customer_id": one["owner"]["id"],
                "vehicle_id": one["car"]["id"],
                "operation_codes": list(codes),
                "wishes": self.house.words,
            },
        )
        return self.post("/work-orders/", {"arrival_id": arrival["id"]})["work_order_id"]

    def receives(self, order: str, one: dict[str, Any]) -> None:
        readings = self.get(f"/vehicles/{one['car']['id']}/readings")
        self.post(
            f"/work-orders/{order}/reception",
            {
                "odometer": max((each["km"] for each in readings), default=1000) + 20,
                "fuel_percent": 60,
                "interview": {"words": self.house.words},
                "signed_by": one["owner"]["name"],
            },
        )

    def estimates(self, order: str) -> None:
        self.post(f"/work-orders/{order}/estimates", {"reason": "", "tell_customer": True})

    def lines_asked(self, order: str) -> list[dict[str, Any]]:
        lines = self.get(f"/work-orders/{order}")["lines"]
        return [one for one in lines if one["state"] == "open" and one["included_in"] is None]

    def leaves(self, order: str) -> None:
        """The visit ends without work, so that the car may come again."""
        self.post(f"/work-orders/{order}/cancel", {"reason": "-"})


@dataclass(frozen=True)
class Asked:
    """A visit whose owner is asked, and the link in their mail."""

    order: str
    plate: str
    owner: dict[str, Any]
    link: str


def asked(demo: Demo, language: str, codes: tuple[str, ...] = MENU[:1]) -> tuple[Desk, Asked]:
    """A car is received and estimated; its owner has the link."""
    desk = Desk(demo, HOUSES[language])
    one = desk.somebody_away()
    order = desk.walks_in(one, codes)
    desk.receives(order, one)
    before = len(demo.post.letters)
    desk.estimates(order)
    link = link_in_the_mail(demo, one["owner"]["email"], before)
    return desk, Asked(order, one["car"]["plate"], one["owner"], link)


def came_before(desk: Desk) -> tuple[dict[str, Any], str]:
    """A car whose owner said "not now" to something some time ago, and what that was."""
    one = desk.somebody_away()
    order = desk.walks_in(one, MENU)
    desk.receives(order, one)
    desk.estimates(order)
    page = desk.get(f"/work-orders/{order}")
    lines = desk.lines_asked(order)
    desk.post(
        f"/work-orders/{order}/answers/telephone",
        {
            "version": page["versions"][-1]["number"],
            "answers": [
                {"line_id": line["id"], "answer": "approve" if number else "decline"}
                for number, line in enumerate(lines)
            ],
            "who": one["owner"]["name"],
            "phone": one["owner"]["phone"],
            "read_back": True,
        },
    )
    desk.leaves(order)
    return one, lines[0]["title"]


def link_in_the_mail(demo: Demo, address: str, before: int) -> str:
    """The link to the visit in the newest letter to this address."""
    deadline = time.monotonic() + A_MOMENT
    while time.monotonic() < deadline:
        for to, text in reversed(demo.post.letters[before:]):
            if to == address and (found := LETTER.search(text)):
                return found[1]
        time.sleep(0.2)
    raise AssertionError(f"no letter with a link came to {address}: {demo.post.letters[before:]}")
