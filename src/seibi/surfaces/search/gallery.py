"""Samples of what a search finds, for the gallery."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.utils.translation import pgettext

from seibi.kernel.search.matters import BILL, HERE, Matter


def samples() -> dict[str, Any]:
    """A car in the house with two open matters, and one of which nothing is open."""
    here = SimpleNamespace(ticket="12", key_tag="17", parking_place="P4")
    matters = (
        Matter(HERE, pgettext("gallery", "In work"), "calm", "wrench", "#finding", ""),
        Matter(BILL, pgettext("gallery", "A bill is open"), "attention", "banknote"),
    )
    return {
        "found_cars": [
            _found("品川 300 さ 12-34", "Toyota Corolla", here, matters),
            _found("粤A·D12345", "Geely Galaxy L7", None, ()),
        ]
    }


def _found(plate: str, title: str, here: Any, matters: tuple[Matter, ...]) -> SimpleNamespace:
    car = SimpleNamespace(id=UUID(int=0), plate=plate, title=title, vin="", frame_number="")
    return SimpleNamespace(
        car=car,
        owner=SimpleNamespace(name="山田 太郎"),
        here=here,
        matters=matters,
        next_step=matters[0] if matters else None,
    )
