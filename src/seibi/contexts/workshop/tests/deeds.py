"""What the tests of operations do to a workshop, and how a refusal is looked at."""

import datetime as dt

import pytest

from seibi.contexts.workshop import facade as workshop
from seibi.contexts.workshop.contracts import (
    JobLabels,
    JobTimes,
    NewStep,
)
from seibi.contexts.workshop.models import Job, JobStep, Reservation
from seibi.contexts.workshop.tests.factories import (
    AT,
    NINE,
    OIL,
)
from seibi.kernel.actor import SYSTEM
from seibi.kernel.journal.models import Entry

HOUR = dt.timedelta(hours=1)


MINUTE = dt.timedelta(minutes=1)


def reserve(at_shop, subject="appointment:1", start=NINE, *steps, until=None, **changes):
    return workshop.reserve(
        query=at_shop.query(*steps, **changes),
        start=start,
        subject=subject,
        hold_until=until,
        actor=SYSTEM,
        at=AT,
    )


def told():
    return list(Entry.objects.order_by("recorded_at", "pk").values_list("name", flat=True))


def refused(error, expected, call, **values):
    """The call is refused and nothing has changed or been told."""

    def everything():
        return (
            sorted(
                Reservation.objects.values_list("pk", "subject", "kind", "during", "expires_at")
            ),
            sorted(Job.objects.values_list("pk", "state", "version", "subject")),
            sorted(JobStep.objects.values_list("pk", "state", "planned_start", "worked_minutes")),
            told(),
        )

    before = everything()
    with pytest.raises(error) as caught:
        call(**values)
    assert caught.value.code == expected
    assert everything() == before
    return caught.value


def place(at_shop, actor, because=""):
    return {
        "subject": "walk_in:1",
        "site_id": at_shop.site_id,
        "steps": [NewStep(OIL, {"en": "Oil"})],
        "labels": JobLabels(title="Fit"),
        "times": JobTimes(),
        "overbooked_because": because,
        "actor": actor,
        "at": AT,
    }


def drive(at_shop, *calls):
    for minutes, name, values in calls:
        getattr(workshop, name)(
            subject="appointment:1", actor=SYSTEM, at=NINE + minutes * MINUTE, **values
        )
    return workshop.job_of("appointment:1", NINE + calls[-1][0] * MINUTE)


ONE = {"step_no": 1}
