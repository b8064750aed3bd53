"""One car from "due" to "handed back" over the API: 25 calls by five people.

    python examples/one_visit.py http://127.0.0.1:8000 JP

The demo must be running (`make demo`). Each person acts with a key of their own; every command
carries an Idempotency-Key, so a call that was lost on the way can simply be sent again.
"""

import base64
import datetime as dt
import ssl
import struct
import sys
import time
import uuid
import zlib
from typing import Any

import httpx

TRUSTED = ssl.create_default_context()  # read once, not for each person
ROLES = ("owner", "advisor", "technician", "inspector", "parts", "cashier")
CASTS = {
    "JP": ("shinagawa", ("yamada", "sato", "kobayashi", "yamamoto", "kato", "yoshida")),
    "CN": ("tianhe", ("wang", "wangli", "huang", "xu", "sun", "ma")),
    "US": ("honolulu", ("grace", "miller", "brooks", "ward", "bell", "hayes")),
}


class Person:
    """Somebody with a key; counts the calls."""

    calls = 0

    def __init__(self, base: str, login: str, language: str = "en") -> None:
        key_at = f"{base}/demo/key/{login}/"
        answer = httpx.post(key_at, timeout=60, verify=TRUSTED).raise_for_status().json()
        self.name = login
        self.client = httpx.Client(
            base_url=f"{base}/api/v1",
            headers={"Authorization": f"Bearer {answer['key']}", "Accept-Language": language},
            timeout=60,
            verify=TRUSTED,
        )

    def get(self, path: str, **params: Any) -> Any:
        return self._answer(self.client.get(path, params=params))

    def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        headers = {"Idempotency-Key": str(uuid.uuid4())}
        return self._answer(self.client.post(path, json=body or {}, headers=headers))

    def _answer(self, response: httpx.Response) -> Any:
        Person.calls += 1
        if response.is_error:
            problem = response.json()
            raise SystemExit(
                f"{self.name}: {problem.get('code')}: {problem.get('title')} {problem}"
            )
        return response.json()


def run(base: str, country: str = "JP", codes: tuple[str, ...] = ("OIL-FILTER",)) -> dict[str, Any]:
    """Play the visit; the work order's and invoice's numbers, and how many calls it took."""
    site_code, logins = CASTS[country]
    people = {role: Person(base, login) for role, login in zip(ROLES, logins, strict=True)}
    owner, advisor = people["owner"], people["advisor"]

    # 1. Sense: what does my car need?
    car = owner.get("/vehicles/mine")[0]
    due = owner.get(f"/diagnosis/vehicles/{car['id']}/due")
    print(f"{car['title']}: {due['items'][0]['title']}, {due['items'][0]['why']}")

    # 2. Book: a slot that fits bay, technician and advisor; five minutes to decide; confirmed.
    site = next(s for s in owner.get("/network/sites/") if s["code"] == site_code)
    page = owner.get(f"/booking/sites/{site['id']}/slots", operation_codes=list(codes))
    slot = page["days"][0]["slots"][0] if page["days"][0]["slots"] else page["offers"][0]["slot"]
    mine = owner.get("/customers/mine")[0]
    hold = owner.post(
        "/booking/holds",
        {"site_id": site["id"], "operation_codes": list(codes), "starts_at": slot["starts_at"]},
    )
    visit = owner.post(
        f"/booking/holds/{hold['id']}/confirm",
        {"customer_id": mine["id"], "vehicle_id": car["id"], "wishes": "Please check the brakes."},
    )
    print(f"booked {visit['number']} at {visit['starts_at']}")

    # 3. Serve: received, estimated, approved line by line.
    arrival = advisor.post(f"/booking/appointments/{visit['id']}/arrive", {"parking_place": "P9"})
    order = advisor.post("/work-orders/", {"arrival_id": arrival["id"]})
    path = f"/work-orders/{order['work_order_id']}"
    readings = advisor.get(f"/vehicles/{car['id']}/readings")
    km = max((r["km"] for r in readings), default=1000) + 120
    promise = dt.datetime.fromisoformat(visit["ends_at"]) + dt.timedelta(hours=2)
    advisor.post(
        f"{path}/reception",
        {
            "odometer": km,
            "fuel_percent": 60,
            "interview": {"words": "Please check the brakes."},
            "signed_by": "Yamada",
            "promise_at": promise.isoformat(),
        },
    )
    advisor.post(f"{path}/estimates", {"reason": "", "tell_customer": True})
    seen = owner.get(f"{path}/visit")
    answers = [
        {"line_id": line["id"], "answer": "approve"}
        for line in seen["lines"]
        if line["awaits_answer"]
    ]
    owner.post(
        f"{path}/answers",
        {"version": seen["estimate"]["version"], "answers": answers, "who": "Yamada"},
    )

    # 4. The work, its parts and its check by somebody else.
    lines = advisor.get(path)["lines"]
    labour = [line for line in lines if line["kind"] == "labour"]
    beside = {"two_cars": True}  # the technician may be on another car of the day, too
    people["technician"].post(f"{path}/clock", {"line_id": labour[0]["id"], **beside})
    people["parts"].post(f"{path}/parts")
    for line in labour:
        people["technician"].post(f"{path}/lines/{line['id']}/finish")
    for needed in advisor.get(path)["needed_checks"]:
        who = "technician" if needed["grade"] == "self_photo" else "inspector"
        people[who].post(
            f"{path}/checks",
            {"line_id": needed["line_id"], "passed": True, "photo": picture(), "road_km": "3"},
        )

    # 5. Settle and hand back.
    cashier = people["cashier"]
    invoice_id = cashier.post(f"/billing/work-orders/{order['work_order_id']}/invoices")[0]["id"]
    invoice = cashier.get(f"/billing/invoices/{invoice_id}")
    cashier.post(
        f"/billing/invoices/{invoice_id}/payments",
        {"amount": invoice["gross"]["amount"], "method": "card_terminal"},
    )
    wait_for(lambda: advisor.get(path)["card"]["is_released"])
    advisor.post(
        f"{path}/delivery",
        {
            "odometer": km + 2,
            "explanation": "Oil and filter changed; brakes checked.",
            "old_parts": "waived",
            "delivered_to": "Yamada",
        },
    )
    done = advisor.get(path)["card"]
    print(f"{done['number']} {done['state']}, invoice {invoice['number']}, {Person.calls} calls")
    return {"work_order": done["number"], "state": done["state"], "calls": Person.calls}


def wait_for(is_true: Any, seconds: float = 15.0) -> None:
    """The journal's readers let the car go a moment after the payment."""
    deadline = time.monotonic() + seconds
    while not is_true():
        if time.monotonic() > deadline:
            raise SystemExit("The payment has not released the car; do the readers run?")
        time.sleep(0.2)


def picture() -> str:
    """A small teal PNG, base64: what a camera would send."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    size = 32
    rows = (b"\x00" + bytes((15, 107, 107)) * size) * size
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(rows))
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + header + pixels + chunk(b"IEND", b"")).decode()


if __name__ == "__main__":
    arguments = sys.argv[1:] + ["http://127.0.0.1:8000", "JP"][len(sys.argv) - 1 :]
    run(arguments[0].rstrip("/"), arguments[1])
