"""What a site decides about its slots, and what holds where it has decided nothing."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Rules:
    """The share kept for people without a booking, minutes at the desk, raster of offers."""

    kept_share: Fraction = Fraction(1, 5)
    reception_minutes: int = 15
    delivery_minutes: int = 15
    offer_minutes: int = 15


DEFAULT_RULES = Rules()

IDLE_MINUTES_WAITING = 60  # between two stations while the customer sits in the lounge
IDLE_MINUTES_LEFT = 72 * 60  # between two stations of a car that was left: over a weekend
