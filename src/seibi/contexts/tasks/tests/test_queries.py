"""What people see of tasks, and how many questions that costs."""

import datetime as dt

import pytest

from seibi.contexts.customers.tests import factories as customers
from seibi.contexts.network.contracts import Role
from seibi.contexts.tasks import facade as tasks
from seibi.contexts.tasks.contracts import TaskCount
from seibi.contexts.tasks.tests.conftest import ABOUT, LATER, a_task, staff
from seibi.kernel.actor import SYSTEM
from tests.world import NOON


@pytest.mark.parametrize("number", [1, 3])
def test_my_list_costs_the_same_with_one_and_with_three(people, number, django_assert_num_queries):
    for nr in range(number):
        tasks.open_task(new=a_task(person=people["sue"], source=f"t:{nr}"), actor=SYSTEM, at=NOON)
    actor = staff(people["sue"], Role.SERVICE_MANAGER)
    with django_assert_num_queries(10):
        assert len(tasks.my_tasks(actor=actor, at=NOON)) == number


def test_the_count_says_how_many_are_past_their_time(people):
    tasks.open_task(new=a_task(), actor=SYSTEM, at=NOON)
    tasks.open_task(new=a_task(due_at=NOON - dt.timedelta(minutes=1)), actor=SYSTEM, at=NOON)

    actor = staff(people["ann"], Role.ADVISOR)
    assert tasks.my_count(actor=actor, at=NOON) == TaskCount(2, 1)
    assert tasks.my_tasks(actor=actor, at=NOON)[0].is_overdue
    assert tasks.my_count(actor=actor, at=LATER + dt.timedelta(hours=1)) == TaskCount(2, 2)


def test_those_about_a_record_begin_with_what_is_to_do(people):
    done = tasks.open_task(new=a_task(title={"en": "First"}), actor=SYSTEM, at=NOON)
    tasks.open_task(new=a_task(title={"en": "Second"}), actor=SYSTEM, at=NOON)
    tasks.finish_task(task_id=done, outcome="done", note="", actor=SYSTEM, at=NOON)

    actor = staff(people["ann"], Role.ADVISOR)
    found = tasks.tasks_about(subject=ABOUT, actor=actor, at=NOON)
    assert [one.title for one in found] == ["Second", "First"]
    assert tasks.tasks_about(subject=ABOUT, actor=staff(people["ann"], Role.OWNER), at=NOON) == []


def test_the_words_of_a_reason_are_read_in_ones_own_language(people):
    from django.utils import translation

    tasks.open_task(
        new=a_task(title={"en": "Order the part", "ja": "部品を発注"}), actor=SYSTEM, at=NOON
    )
    with translation.override("ja"):
        (found,) = tasks.my_tasks(actor=staff(people["ann"], Role.ADVISOR), at=NOON)
    assert found.title == "部品を発注"


def test_a_record_is_named_by_whoever_keeps_it(people):
    grace = customers.customer()
    tasks.open_task(new=a_task(subject=f"customer:{grace}"), actor=SYSTEM, at=NOON)

    (found,) = tasks.my_tasks(actor=staff(people["ann"], Role.ADVISOR), at=NOON)
    assert found.record_title
    assert found.record_url == f"/customers/{grace}/"
