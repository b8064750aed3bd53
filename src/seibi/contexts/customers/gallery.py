"""Samples of the pieces of customers, for the gallery."""

from typing import Any
from uuid import UUID

from seibi.contexts.customers.contracts import CustomerKind, CustomerSummary

NOBODY = UUID(int=0)


def samples() -> dict[str, Any]:
    """A person with a reading, one without a telephone, and a company."""
    return {
        "found": [
            _customer("山田 太郎", "ヤマダ タロウ", "+819012345678"),
            _customer("王晓丽", "", "", email="xiaoli@example.org"),
            _customer("Hawaii Tours LLC", "", "+18085550123", kind=CustomerKind.COMPANY),
        ]
    }


def _customer(
    name: str,
    reading: str,
    phone: str,
    *,
    email: str = "",
    kind: CustomerKind = CustomerKind.PERSON,
) -> CustomerSummary:
    return CustomerSummary(
        id=NOBODY,
        kind=kind,
        name=name,
        formal_name=name,
        reading=reading,
        language="en",
        time_zone="UTC",
        group_node="",
        phone=phone,
        email=email,
    )
