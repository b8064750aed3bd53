"""What of a visit is printed, and where on the sheet it stands."""

from enum import StrEnum


class PaperKind(StrEnum):
    """The three papers of a visit: for who brings the car, for the bench, for who says yes."""

    RECEPTION = "reception"
    WORK_ORDER = "work-order"
    ESTIMATE = "estimate"
