"""Samples of the pieces of a visit, for the gallery.

Only what the pieces show is given, by name: a piece that asks for more shows nothing in its place.
"""

import datetime as dt
import json
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.utils.translation import pgettext

from seibi.contexts.work_orders.contracts import (
    Channel,
    LineState,
    PauseReason,
    Payer,
    PinKind,
    Severity,
    State,
)
from seibi.contexts.work_orders.contracts.asking import Rung
from seibi.contexts.work_orders.contracts.visit import StepMark
from seibi.contexts.work_orders.labels import PIN_KIND_LABELS, STEPPER_LABELS
from seibi.kernel import clock
from seibi.kernel.money import Money

NOBODY = UUID(int=0)
TZ = "Asia/Tokyo"


def samples() -> dict[str, Any]:
    """Visits in every kind of state, lines in every state, marks on a car, what was said."""
    now = clock.now()
    return {
        "cards": [
            _card(now, state=State.CHECKED_IN),
            _card(now, state=State.WAITING, waits_for=PauseReason.PARTS),
            _card(now, state=State.IN_WORK, minutes_late=25),
            _card(now, state=State.READY),
        ],
        "visits": [
            _visit(now, 3, State.IN_WORK),
            _visit(now, 2, State.ESTIMATE, awaits_answer=True),
            _visit(now, 3, State.IN_WORK, minutes_late=25),
            _visit(now, 5, State.READY),
        ],
        "lines": [_line(state) for state in LineState],
        "asked": [_line(LineState.OPEN, awaits_answer=True, severity=Severity.RED, change="added")],
        "pins": [
            SimpleNamespace(x=240, y=360, kind=PinKind.SCRATCH, note=""),
            SimpleNamespace(
                x=500, y=920, kind=PinKind.DENT, note=pgettext("gallery", "An old one")
            ),
        ],
        "pin_kinds": list(PIN_KIND_LABELS.items()),
        "pin_words": json.dumps({kind: str(word) for kind, word in PIN_KIND_LABELS.items()}),
        "evidence": [_evidence(now)],
        "counts": {State.CHECKED_IN: 3, State.IN_WORK: 5, State.READY: 2},
        "rungs": [
            SimpleNamespace(rung=rung, is_taken=taken, at=now, outcome=None, to="")
            for rung, taken in ((Rung.ASKED, True), (Rung.REMINDED, True), (Rung.CALL, False))
        ],
        "tz": TZ,
    }


def _card(now: dt.datetime, **more: Any) -> SimpleNamespace:
    known = {"waits_for": None, "minutes_late": 0, **more}
    return SimpleNamespace(
        id=NOBODY,
        number="W-1042",
        tz=TZ,
        plate="品川 300 さ 12-34",
        vehicle_title="Toyota Corolla",
        customer_name="山田 太郎",
        ticket="A12",
        key_tag="17",
        promise_at=now + dt.timedelta(minutes=95),
        **known,
    )


def _visit(now: dt.datetime, step: int, state: State, **more: Any) -> SimpleNamespace:
    known = {"awaits_answer": False, "minutes_late": 0, **more}
    is_ready = state is State.READY
    ready = SimpleNamespace(
        is_ready=is_ready,
        forecast_at=None if known["awaits_answer"] or is_ready else now + dt.timedelta(minutes=95),
        promise_at=now + dt.timedelta(minutes=140),
        minutes_late=known["minutes_late"],
    )
    marks = [StepMark.DONE] * step + [StepMark.NOW] + [StepMark.NEXT] * len(STEPPER_LABELS)
    return SimpleNamespace(
        state=state,
        waits_for=None,
        awaits_answer=known["awaits_answer"],
        delivered_at=None,
        tz=TZ,
        ready=ready,
        steps=[
            SimpleNamespace(state=one, mark=mark)
            for one, mark in zip(STEPPER_LABELS, marks, strict=False)
        ],
    )


def _line(state: LineState, **more: Any) -> SimpleNamespace:
    known = {"awaits_answer": False, "severity": Severity.AMBER, "change": "", **more}
    return SimpleNamespace(
        id=f"{state}-{known['change']}",
        state=state,
        title=pgettext("gallery", "Front brake pads"),
        quantity="1",
        payer=Payer.CUSTOMER,
        gross=Money(Decimal(24200), "JPY"),
        photo_urls=(),
        why=pgettext("gallery", "2 mm are left; below 3 mm they should be replaced."),
        if_not=pgettext("gallery", "The discs wear too, which costs three times as much."),
        included=(),
        part_origin="oem",
        needs_consent=False,
        **known,
    )


def _evidence(now: dt.datetime) -> SimpleNamespace:
    return SimpleNamespace(
        kind="approval",
        who="山田 太郎",
        channel=Channel.SCREEN,
        said_at=now,
        text=pgettext("gallery", "Agreed to three lines"),
        sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    )
