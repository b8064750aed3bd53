"""What the tests of operations share."""

import datetime as dt

from seibi.contexts.vehicles.models.campaigns import Campaign, CampaignScope
from seibi.contexts.vehicles.operations import odometer
from seibi.kernel.actor import SYSTEM
from seibi.kernel.journal.models import Entry
from tests.world import NOON

DAY = dt.timedelta(days=1)


def told():
    return list(Entry.objects.filter(name__startswith="vehicles.").values_list("name", flat=True))


def read(made, value, day=0, **more):
    return odometer.record_odometer(
        vehicle_id=made, value=value, actor=SYSTEM, at=NOON + day * DAY, **more
    )


def campaign(number="24V001", model="ACCORD", year=2024):
    made = Campaign.objects.create(
        authority="NHTSA", number=number, country="US", kind="vehicle", filed_year=2024
    )
    CampaignScope.objects.create(
        campaign=made,
        make="HONDA",
        model=model,
        make_key="honda",
        model_key=model.lower(),
        model_year=year,
    )
    return made
