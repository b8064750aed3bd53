"""What every page knows: the clock, and where this person can go."""

from typing import Any

from django.http import HttpRequest

from seibi.config.contexts import exists
from seibi.kernel import clock
from seibi.kernel.http import actor_of


def page(request: HttpRequest) -> dict[str, Any]:
    """Values for the base templates. ``trade_clock``: offset in ms and speed, for the browser."""
    rate = clock.rate()
    machine = clock.machine_now()
    now = rate.at(machine)
    return {
        "actor": actor_of(request),
        "now": now,
        "trade_clock": {
            "machine_ms": int(machine.timestamp() * 1000),
            "trade_ms": int(now.timestamp() * 1000),
            "speed": rate.speed,
        },
        "nav": _nav(request),
    }


def _nav(request: HttpRequest) -> Any:
    if not exists("seibi.surfaces.nav"):
        return ()
    from seibi.surfaces import nav  # noqa: PLC0415 - optional room of the house

    return nav.entries(actor_of(request))
