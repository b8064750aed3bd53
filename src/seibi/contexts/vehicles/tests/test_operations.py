import time
from pathlib import Path

from seibi.contexts.diagnosis import facade as dia
from seibi.contexts.vehicles import facade
from seibi.kernel.actor import SYSTEM
from tests.world import NOON, SITE


def test_x(db):
    i = facade.register_vehicle(
        make="Honda",
        model="Accord",
        model_year=2018,
        country="US",
        owner_node=SITE,
        vin="19XCY1F20RA000001",
        plate="7ABC123",
        plate_country="US-CA",
        actor=SYSTEM,
        at=NOON,
    )
    facade.load_schedules(actor=SYSTEM, at=NOON)
    print(facade.record_odometer(vehicle_id=i, value=105000, actor=SYSTEM, at=NOON).sentence)
    for d in dia.due_items([i], NOON)[i]:
        print(d)
    t = time.time()
    last = t
    worst = 0
    for p in facade.import_recalls(
        path=Path("/work/shared/data/nhtsa_recalls_2020_2026/RCL_FROM_2020_2024.zip"),
        actor=SYSTEM,
        at=NOON,
    ):
        n = time.time()
        worst = max(worst, n - last)
        if n - last > 0.5:
            print(n - last, p.state)
        last = n
    print(p, time.time() - t, p.rows_read / (time.time() - t), worst)
    t = time.time()
    print([(c.number, c.summary[:50]) for c in facade.open_campaigns([i])[i]], time.time() - t)
    t = time.time()
    for p in facade.import_recalls(
        path=Path("/work/shared/data/nhtsa_recalls_2020_2026/"), actor=SYSTEM, at=NOON
    ):
        pass
    print(p, time.time() - t)
