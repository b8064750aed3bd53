"""Which of our columns are about a person: none, only ids of accounts and subjects."""

from seibi.contexts.parts.models import (
    BackOrder,
    Balance,
    Move,
    Part,
    PartPrice,
    PartReservation,
    Place,
)
from seibi.kernel.privacy import Erase

PERSONAL_DATA: dict[type, dict[str, Erase]] = {
    Part: {},
    PartPrice: {},
    Place: {},
    Balance: {},
    Move: {},
    PartReservation: {},
    BackOrder: {},
}
