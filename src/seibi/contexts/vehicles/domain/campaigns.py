"""How authorities number recalls, and what a number says by itself."""

import re
from functools import lru_cache

from seibi.contexts.vehicles.contracts import CampaignKind

NHTSA_NUMBER = re.compile(r"([0-9]{2})([VETC])-?([0-9]{2}[0-9A-Z])(?:000)?")
KINDS = {
    "V": CampaignKind.VEHICLE,
    "E": CampaignKind.EQUIPMENT,
    "T": CampaignKind.TYRE,
    "C": CampaignKind.CHILD_SEAT,
}
CENTURY_TURN = 66  # NHTSA's first campaigns are from 1966


@lru_cache(maxsize=4_096)
def normal_number(text: str) -> str | None:
    """ "20v-123" and "20V123000" are the campaign 20V123; None when it is no campaign number."""
    found = NHTSA_NUMBER.fullmatch(text.strip().upper())
    if found is None:
        return None
    year, kind, serial = found.groups()
    return f"{year}{kind}{serial}"


def filed_year(number: str) -> int:
    """The year in which the maker told the authority."""
    short = int(number[:2])
    return (1900 if short >= CENTURY_TURN else 2000) + short


def kind_of(number: str) -> CampaignKind:
    """Whether cars, equipment, tyres or child seats are recalled."""
    return KINDS[number[2]]
