"""What kind of cost a line is, how it is counted, and who stands on the paper for each payer."""

from collections.abc import Sequence
from decimal import Decimal

from seibi.contexts.billing.contracts import Cost
from seibi.contexts.work_orders.contracts import BillableLine, LineKind, Payer

TESTS = ("CHECK-", "SHAKEN-", "ANNUAL-")
UPKEEP = (
    *TESTS,
    "OIL",
    "CABIN-FILTER",
    "AIR-FILTER",
    "BRAKE-FLUID",
    "TYRE-ROTATE",
    "COOLANT",
    "WIPERS",
)
REDUCED_BELOW = {"JP": Decimal("0.10")}
PREFIX_BY_PAYER = {Payer.WARRANTY: "W", Payer.INTERNAL: "N", Payer.GOODWILL: "G"}
DAYS_TO_PAY = {Payer.CUSTOMER: 0, Payer.WARRANTY: 60, Payer.INTERNAL: 30, Payer.GOODWILL: 30}


def cost_of(kind: LineKind, operation_code: str, tax_rate: Decimal) -> Cost:
    """The total of JT/T 1133 that a line belongs to; a fee without tax goes on to the state."""
    match kind:
        case LineKind.PART:
            return Cost.MATERIAL
        case LineKind.DIAGNOSIS:
            return Cost.DIAGNOSIS
        case LineKind.SUBLET:
            return Cost.OUTSIDE
        case LineKind.FEE:
            return Cost.OTHER if tax_rate else Cost.STATUTORY
        case LineKind.LABOUR:
            return Cost.TEST if operation_code.startswith(TESTS) else Cost.LABOUR


def is_reduced(country: str, rate: Decimal) -> bool:
    """Whether a line must be marked: it is taxed, but below the usual rate of the country."""
    usual = REDUCED_BELOW.get(country)
    return usual is not None and Decimal(0) < rate < usual


def is_outside_tax(line: BillableLine) -> bool:
    """Fees that are passed on to the state: outside the tax, and never reduced."""
    return cost_of(line.kind, line.operation_code, line.tax_rate) == Cost.STATUTORY


def is_upkeep(codes: Sequence[str]) -> bool:
    """Whether a visit was maintenance: everything that was done keeps a car as it is."""
    return bool(codes) and all(code.startswith(UPKEEP) for code in codes)
