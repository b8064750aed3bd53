"""What of a visit is printed, and where on the sheet it stands."""

from enum import StrEnum


class PaperKind(StrEnum):
    """The papers of a visit: for who brings it, for the bench, for who says yes, for the law."""

    RECEPTION = "reception"
    WORK_ORDER = "work-order"
    ESTIMATE = "estimate"
    RECORD = "record"
    CERTIFICATE = "certificate"
