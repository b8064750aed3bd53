"""The floor for the journeys: who works where, a shared tablet, and cars that programs bring there."""

import base64
import random
import time
import uuid
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import httpx

from seibi.config.demo.floor import PIN, badge_of
from tests.journeys.people import SHARED, Count, Person
from tests.journeys.stage import Demo
from tests.journeys.visits import picture

DRAWN = "async () => { for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame); }"


class Crew(NamedTuple):
    """Who plays which part at one site; the first two technicians have a PIN."""

    country: str
    site: str
    advisor: str
    controller: str
    manager: str
    technicians: tuple[str, str]
    inspector: str
    clerk: str
    cashier: str
    plate: str
    words: str


CREWS = {
    "en": Crew(
        "US",
        "honolulu",
        "miller",
        "reed",
        "parker",
        ("brooks", "nguyen"),
        "ward",
        "bell",
        "hayes",
        "FL {}{}",
        "Two drops on the floor.",
    ),
    "ja": Crew(
        "JP",
        "shinagawa",
        "sato",
        "mori",
        "ishikawa",
        ("kobayashi", "suzuki"),
        "yamamoto",
        "kato",
        "yoshida",
        "品川 330 ふ {}-{}",
        "床にオイルが二滴。",
    ),
    "zh": Crew(
        "CN",
        "tianhe",
        "wangli",
        "liuyang",
        "chen",
        ("huang", "zhou"),
        "xu",
        "sun",
        "ma",
        "粤AF{}{}",
        "地上有两滴油。",
    ),
}


@dataclass
class Car:
    """A visit that programs began; ``order`` is its address at the desk."""

    plate: str
    customer_id: str
    vehicle_id: str
    order: str = ""

    @property
    def floor(self) -> str:
        return self.order.replace("/work-orders/", "/work-orders/floor/")


@dataclass
class Shop:
    """What colleagues do with programs, so that a journey begins where it is about something."""

    demo: Demo
    crew: Crew
    programs: dict[str, httpx.Client] = field(default_factory=dict)

    def get(self, login: str, path: str, **params: Any) -> Any:
        return self._program(login).get(path, params=params).raise_for_status().json()

    def post(self, login: str, path: str, **body: Any) -> Any:
        headers = {"Idempotency-Key": str(uuid.uuid4())}
        answer = self._program(login).post(path, json=body, headers=headers)
        assert answer.is_success, f"{login} {path}: {answer.text[:400]}"
        return answer.json() if answer.content else None

    @property
    def site(self) -> dict[str, Any]:
        sites = self.get(self.crew.advisor, "/network/sites/")
        return next(one for one in sites if one["code"] == self.crew.site)

    def new_car(self) -> Car:
        """Somebody nobody knows yet, with a car nobody knows yet."""
        who, site = self.crew.advisor, self.site
        plate = self.crew.plate.format(*(f"{random.randrange(10, 99)}" for _each in range(2)))
        person = self.post(
            who,
            "/customers/",
            kind="person",
            country=self.crew.country,
            group_node=site["group_node"],
            family_name=f"Floor {plate[-5:]}",
            given_name="Robin",
        )
        car = self.post(
            who,
            "/vehicles/",
            make="Toyota",
            model="Yaris",
            model_year=2021,
            country=self.crew.country,
            owner_node=site["group_node"],
            plate=plate,
            plate_country=self.crew.country,
        )
        self.post(who, f"/vehicles/{car['id']}/transfer", customer_id=person["id"])
        return Car(plate, person["id"], car["id"])

    def arrived(self, *codes: str, car: Car | None = None, booked: bool = False) -> Car:
        """It stands at the door, with or without an appointment of this minute."""
        who, site, car = self.crew.advisor, self.site, car or self.new_car()
        more = {}
        if booked:
            page = self.get(who, f"/booking/sites/{site['id']}/slots", operation_codes=[*codes])
            more["starts_at"] = next(d["slots"][0] for d in page["days"] if d["slots"])["starts_at"]
        arrival = self.post(
            who,
            "/booking/walk-ins",
            site_id=site["id"],
            customer_id=car.customer_id,
            vehicle_id=car.vehicle_id,
            operation_codes=[*codes],
            key_tag=f"K{random.randrange(100, 999)}",
            parking_place="P7",
            **more,
        )
        opened = self.post(who, "/work-orders/", arrival_id=arrival["id"])
        car.order = f"/work-orders/{opened['work_order_id']}/"
        return car

    def receive(self, car: Car, km: int) -> None:
        """The walk around the car, signed."""
        self.post(
            self.crew.advisor,
            f"{car.order.rstrip('/')}/reception",
            odometer=km,
            interview={"words": self.crew.words},
            signed_by="Robin",
        )

    def approved(
        self, *codes: str, car: Car | None = None, km: int = 21_000, booked: bool = False
    ) -> Car:
        """Received, shown, agreed to by telephone, the parts in hand."""
        who, car = self.crew.advisor, self.arrived(*codes, car=car, booked=booked)
        self.receive(car, km)
        path = car.order.rstrip("/")
        version = self.post(who, f"{path}/estimates", reason="", tell_customer=False)["version"]
        answers = [
            {"line_id": line["id"], "answer": "approve"}
            for line in self.lines(car)
            if line["state"] == "open" and not line["included_in"]
        ]
        self.post(
            who,
            f"{path}/answers/telephone",
            version=version,
            answers=answers,
            who="Robin",
            phone="0",
            read_back=True,
        )
        self.post(self.crew.clerk, f"{path}/parts")
        return car

    def finished(self, *codes: str, **more: Any) -> Car:
        """The first technician has done all of it; nobody has looked yet."""
        car, who = self.approved(*codes, **more), self.crew.technicians[0]
        path = car.order.rstrip("/")
        labour = [line["id"] for line in self.lines(car) if line["kind"] == "labour"]
        self.stop_clocks(who)
        self.post(who, f"{path}/clock", line_id=labour[0])
        for line_id in labour:
            self.post(who, f"{path}/lines/{line_id}/finish")
        return car

    def delivered(self, *codes: str, **more: Any) -> Car:
        """Checked, paid and gone."""
        car = self.finished(*codes, **more)
        path, km = car.order.rstrip("/"), more.get("km", 21_000) + 3
        photo = base64.b64encode(picture()).decode()
        for need in self.get(self.crew.advisor, path)["needed_checks"]:
            who = self.crew.technicians[0] if need["grade"] == "self_photo" else self.crew.inspector
            self.post(
                who,
                f"{path}/checks",
                line_id=need["line_id"],
                passed=True,
                photo=photo,
                road_km="3",
            )
        self.settle_and_hand_over(car, km)
        return car

    def settle_and_hand_over(self, car: Car, km: int) -> None:
        path, cashier = car.order.rstrip("/"), self.crew.cashier
        if not self.get(self.crew.advisor, path)["card"]["is_released"]:
            (bill,) = self.post(cashier, f"/billing{path}/invoices")
            gross = self.get(cashier, f"/billing/invoices/{bill['id']}")["gross"]["amount"]
            pay = f"/billing/invoices/{bill['id']}/payments"
            self.post(cashier, pay, amount=gross, method="card_terminal")
        self.wait_for(lambda: self.get(self.crew.advisor, path)["card"]["is_released"])
        self.post(
            self.crew.advisor,
            f"{path}/delivery",
            odometer=km,
            explanation=self.crew.words,
            old_parts="waived",
            delivered_to="Robin",
        )

    def lines(self, car: Car) -> list[dict[str, Any]]:
        return self.get(self.crew.advisor, car.order.rstrip("/"))["lines"]

    def card(self, car: Car) -> dict[str, Any]:
        return self.get(self.crew.advisor, car.order.rstrip("/"))["card"]

    def state(self, car: Car) -> str:
        return self.card(car)["state"]

    def in_the_house(self) -> list[dict[str, Any]]:
        """The visits of the site that are not over."""
        return self.get(self.crew.advisor, "/work-orders/", limit=200)["items"]

    def clocks(self, login: str) -> list[dict[str, Any]]:
        return self.get(login, "/work-orders/floor/my-day")["clocks"]

    def stop_clocks(self, login: str) -> None:
        """Whatever the day of the demo has left running on this person."""
        for one in self.clocks(login):
            if one["work_order_id"]:
                self.post(login, f"/work-orders/{one['work_order_id']}/pause", reason="tool")
            else:
                self.post(login, "/work-orders/floor/indirect/stop")

    def wait_for(self, is_true: Any, seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        while not is_true():
            assert time.monotonic() < deadline
            time.sleep(0.3)

    def _program(self, login: str) -> httpx.Client:
        if login not in self.programs:
            self.programs[login] = self.demo.program_of(login)
        return self.programs[login]


class Tablet(Person):
    """A device of the workshop, bound, in one language, with nobody on."""

    def __init__(self, browser: Any, demo: Demo, crew: Crew, count: Count, language: str) -> None:
        login = f"tablet-{crew.country.lower()}"
        super().__init__(browser, demo, login, count, device=SHARED, language=language, enter=False)
        code = {"zh": "zh-hans"}.get(language, language)
        self.context.add_cookies([{"name": "language", "value": code, "url": demo.url(login)}])
        self.page.goto(demo.url(login, f"/demo/tablet/{crew.site}/"))

    def by_badge(self, login: str) -> str:
        """The reader types and presses Enter; who is on then."""
        self.fill("input[name=code]", badge_of(login))
        self.count.inputs += 1
        with self.page.expect_navigation(wait_until="load"):
            self.page.keyboard.press("Enter")
        return self.who()

    def by_pin(self, name: str) -> float:
        """Seconds from the press after the last digit until the next page is drawn."""
        self.tap(self.page.locator("a.person-tile", has_text=name))
        for digit in PIN:
            self.tap(f'button[data-digit="{digit}"]')
        self.keep("tablet-pin")
        begun = time.perf_counter()
        self.tap(".pin-pad button[type=submit]")
        self.page.evaluate(DRAWN)
        took = time.perf_counter() - begun
        assert self.who() == name
        return took

    def who(self) -> str:
        return self.page.locator(".shared-device strong").inner_text()

    def switch(self) -> None:
        self.tap(".shared-device button")

    def press(self, car: Car, verb: str, **choices: str) -> None:
        """One of the big buttons of a job; opened first if another page is there."""
        if car.floor not in self.page.url:
            self.page.goto(self.demo.url(self.login, car.floor))
        form = f'form[action="{car.floor}{verb}/"]'
        for name, value in choices.items():
            self.count.inputs += 1
            self.one(f"{form} select[name={name}]").select_option(value)
        self.tap(f"{form} button[type=submit]")
