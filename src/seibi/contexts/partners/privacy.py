"""What of partners is about a person: what waits in rows, and numbers of other systems."""

import datetime as dt
from uuid import UUID

from django.db.models import Model, Q

from seibi.contexts.partners.models import ChosenColumn, CustomerNumber, ImportRun, StagedRow
from seibi.kernel import ports
from seibi.kernel.privacy import Erase

PERSONAL_DATA: dict[type[Model], dict[str, Erase]] = {
    ImportRun: {"content": Erase.BLANK, "samples": Erase.BLANK},
    StagedRow: {
        "cells": Erase.BLANK,
        "values": Erase.BLANK,
        "title": Erase.BLANK,
        "problems": Erase.BLANK,
        "remarks": Erase.BLANK,
        "before": Erase.BLANK,
        "identity": Erase.BLANK,
    },
    ChosenColumn: {},
    CustomerNumber: {"number": Erase.DELETE_ROW},
}


def erase(customer_id: UUID, at: dt.datetime) -> int:
    """Nothing that came with a file still names the person."""
    gone, _tables = CustomerNumber.objects.filter(customer_id=customer_id).delete()
    rows = StagedRow.objects.filter(Q(subject=f"customer:{customer_id}") | Q(twin=customer_id))
    return gone + rows.update(
        cells=[], values={}, title="", problems=[], remarks=[], before={}, identity=""
    )


def register() -> None:
    """Answer the house's questions about persons."""
    ports.erase.register("partners", erase)
