"""The day of a workshop from the morning sheet to the close of the till, in three languages; inputs by role."""

import pytest

from tests.journeys.day import CALLERS, Day
from tests.journeys.people import DESKTOP, PHONE

pytestmark = pytest.mark.browser
MOST = {  # what a whole day may cost each of them
    "owner": 20,  # each work that is due and left for another time is one press
    "advisor": 30,
    "technician": 12,
    "clerk": 4,
    "cashier": 14,
    "manager": 9,
    "caller": 2,
}


@pytest.mark.parametrize("language", ["ja", "zh", "en"])
def test_a_day_is_played_from_opening_to_close(browser, demo, language, record_property):
    day = Day(browser, demo, language)
    day.desk.the_till_is_open()
    manager = day.person(day.house.manager, PHONE)
    caller = day.person(CALLERS[language], DESKTOP)
    owner = day.person(day.cast.owner, PHONE)
    advisor = day.person(day.cast.advisor, DESKTOP)
    clerk = day.person(day.cast.clerk, DESKTOP)
    cashier = day.person(day.cast.cashier, DESKTOP)

    day.is_opened(manager)
    day.somebody_is_called(caller)
    plate = day.the_owner_books(owner)
    day.the_car_is_received(advisor, plate)
    day.somebody_walks_in(advisor)
    day.the_owner_approves(owner)
    day.the_parts_are_handed_out(clerk)
    technician = day.who_has_the_job()
    day.the_work_is_done(technician)
    day.the_bill_is_paid(cashier)
    day.the_car_is_handed_back(advisor)
    owner.open()
    day.clocks_are_looked_through(manager)
    day.tomorrow_is_checked(manager)
    day.the_till_is_closed(cashier)
    manager.open("/")
    manager.keep("day-over", whole=True)

    for person in (*day.people, *day.desk.people):
        person.leave()
    roles = {
        "owner": owner,
        "advisor": advisor,
        "technician": technician,
        "clerk": clerk,
        "cashier": cashier,
        "manager": manager,
        "caller": caller,
    }
    spent = {role: person.count.inputs for role, person in roles.items()}
    record_property("inputs", spent)
    print(f"{language}: {spent}, together {sum(spent.values())}")
    assert day.faults == []
    assert {role: n for role, n in spent.items() if n > MOST[role]} == {}
