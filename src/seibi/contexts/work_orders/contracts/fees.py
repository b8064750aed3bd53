"""Fees that Japan asks for with an inspection: passed on as they are, outside the tax."""

from enum import StrEnum


class StatutoryFee(StrEnum):
    """What goes on to the state or the insurer; the code of its line."""

    INSURANCE = "FEE-JIBAISEKI"
    WEIGHT_TAX = "FEE-WEIGHT-TAX"
    INSPECTION = "FEE-INSPECTION"
