import pytest
from seibi.contexts.vehicles import facade
from seibi.kernel.actor import SYSTEM
from tests.world import NOON, SITE


def test_x(db):
    i = facade.register_vehicle(
        make="Honda",
        model="Accord",
        model_year=2024,
        country="US",
        owner_node=SITE,
        vin="19XCY1F20RA000001",
        plate="7ABC123",
        plate_country="US-CA",
        actor=SYSTEM,
        at=NOON,
    )
    print(facade.summaries([i]))
    print(
        facade.load_schedules(actor=SYSTEM, at=NOON), facade.load_schedules(actor=SYSTEM, at=NOON)
    )
    print([(e.operation_code, e.km, e.months) for e in facade.schedule_of(i)])
    print(facade.record_odometer(vehicle_id=i, value=1999105, actor=SYSTEM, at=NOON))
    print(facade.forecast_facts([i]))
    print(facade.find("0001", SYSTEM))
