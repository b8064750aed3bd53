"""The words in which every context declares its personal data (``privacy.py``)."""

from enum import StrEnum


class Erase(StrEnum):
    """What erasing a person does to a column."""

    BLANK = "blank"
    DELETE_ROW = "delete_row"
    KEEP_FOR_RECALLS = "keep_for_recalls"
    KEEP_FOR_TAX = "keep_for_tax"
    KEEP_AS_EVIDENCE = "keep_as_evidence"
