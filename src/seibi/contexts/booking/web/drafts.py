"""What somebody has typed so far, kept in their session until the booking is done."""

from dataclasses import asdict, dataclass, field, fields
from typing import Any

from django.http import HttpRequest


@dataclass(slots=True)
class Draft:
    """One unfinished booking at one site. Plain texts only, as sessions are kept as JSON."""

    codes: list[str] = field(default_factory=list)
    wishes: str = ""
    stay: str = "drop_off"
    courtesy_car: bool = False
    vehicle_id: str = ""
    customer_id: str = ""
    hold_id: str = ""
    proof_id: str = ""
    proven: bool = False
    typed: dict[str, str] = field(default_factory=dict)
    wish: dict[str, list[str]] = field(default_factory=dict)


def load(request: HttpRequest, name: str) -> Draft:
    """The draft of that name; an empty one where there is none."""
    kept: dict[str, Any] = request.session.get(_key(name), {})
    known = {f.name for f in fields(Draft)}
    return Draft(**{key: value for key, value in kept.items() if key in known})


def save(request: HttpRequest, name: str, draft: Draft) -> None:
    """Keep it for the next step."""
    request.session[_key(name)] = asdict(draft)


def drop(request: HttpRequest, name: str) -> None:
    """The booking is done."""
    request.session.pop(_key(name), None)


def _key(name: str) -> str:
    return f"booking:{name}"
