"""The pages, the panel and the API: one happy path each, what is refused, what is kept."""

import json

import pytest
from django.test import Client

from seibi.contexts.customers.tests import factories as customers
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests import factories as network
from seibi.contexts.tasks import facade as tasks
from seibi.contexts.tasks.models import Task
from seibi.contexts.tasks.tests.conftest import a_task
from seibi.kernel import clock
from seibi.kernel.accounts.models import Account
from seibi.kernel.actor import SYSTEM
from tests.world import SITE


def browser(account) -> Client:
    client = Client()
    client.force_login(
        Account.objects.get(pk=account), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


@pytest.fixture
def about(people) -> str:
    return f"customer:{customers.customer()}"


@pytest.fixture
def ann(people) -> Client:
    return browser(people["ann"])


@pytest.fixture
def task(people, about):
    return tasks.open_task(new=a_task(subject=about), actor=SYSTEM, at=clock.now())


def test_a_task_is_opened_beside_a_record_and_is_on_my_list(ann, people, about):
    page = ann.get(f"/tasks/new/?about={about}")
    assert page.status_code == 200

    typed = {"title": "Look for the key", "receiver": f"person:{people['ann']}"}
    typed |= {"due_on": "2099-01-01", "due_time": "17:00", "note": ""}
    answer = ann.post(f"/tasks/new/?about={about}", typed)

    assert answer["Location"] == f"/customers/{about[9:]}/"
    assert "Look for the key" in ann.get("/tasks/").content.decode()
    panel = ann.get(f"/tasks/about/customer/{about[9:]}/").content.decode()
    assert "Look for the key" in panel


def test_what_was_typed_stays_when_it_cannot_be_taken(ann, about):
    answer = ann.post(f"/tasks/new/?about={about}", {"title": "Only this", "due_on": "?"})

    assert answer.status_code == 422
    assert 'value="Only this"' in answer.content.decode()
    assert not Task.objects.exists()


def test_a_record_that_nobody_knows_has_no_task(ann):
    path = "/tasks/new/?about=customer:00000000-0000-0000-0000-000000000001"
    assert ann.get(path).status_code == 404
    assert ann.get("/tasks/new/?about=nothing").status_code == 404


@pytest.mark.parametrize(
    ("verb", "typed", "state"),
    [
        ("finish", {"outcome": "done", "note": "She came"}, "done"),
        ("hand-on", {"receiver": "role:cr", "note": ""}, "open"),
        ("change", {"title": "X", "due_on": "2099-01-01", "due_time": "9:00"}, "open"),
    ],
)
def test_what_can_be_done_with_a_task(ann, task, verb, typed, state):
    assert ann.get(f"/tasks/{task}/").status_code == 200
    assert ann.post(f"/tasks/{task}/{verb}/", typed).status_code == 302
    assert Task.objects.get().state == state
    assert ann.get(f"/tasks/{task}/").status_code == 200


def test_not_possible_without_words_is_said_beside_the_question(ann, task):
    answer = ann.post(f"/tasks/{task}/finish/", {"outcome": "not_possible", "note": ""})

    assert answer.status_code == 422
    assert "Say why it was not possible." in answer.content.decode()
    assert Task.objects.get().state == "open"


def test_a_closed_task_can_be_opened_again(ann, task):
    ann.post(f"/tasks/{task}/finish/", {"outcome": "not_needed", "note": ""})
    ann.post(f"/tasks/{task}/reopen/")

    assert Task.objects.get().state == "open"
    assert ann.post(f"/tasks/{task}/burn/").status_code == 404


def test_the_menu_says_how_many_there_are(ann, task):
    assert 'class="count">1<' in ann.get("/tasks/").content.decode()


def test_owners_do_not_come_in(people, task):
    owner = browser(Account.objects.create_user("grace@example.com").pk)

    for path in ("/tasks/", f"/tasks/{task}/", f"/tasks/about/customer/{task}/"):
        assert owner.get(path).status_code == 403
    assert owner.get(f"/api/v1/tasks/{task}").status_code == 404
    assert owner.get("/api/v1/tasks/").json() == []


def test_the_api_does_the_same(ann, people, about):
    def post(path, body):
        return ann.post(f"/api/v1/tasks/{path}", json.dumps(body), "application/json")

    new = {"subject": about, "node": SITE, "title": {"en": "Order it"}, "role": "parts_clerk"}
    opened = post("", new | {"due_at": "2099-01-01T08:00:00Z"})
    assert opened.status_code == 201
    key = opened.json()["id"]

    assert post(f"{key}/hand-on", {"role": "advisor"}).json()["role"] == "advisor"
    assert [one["id"] for one in ann.get("/api/v1/tasks/").json()] == [key]
    assert ann.get(f"/api/v1/tasks/about?subject={about}").json()[0]["id"] == key
    assert post(f"{key}/finish", {"outcome": "done"}).json()["state"] == "done"
    assert post(f"{key}/reopen", {}).json()["state"] == "open"
    assert len(ann.get(f"/api/v1/tasks/{key}").json()["steps"]) == 3


def test_a_technician_sees_the_panel_and_an_auditor_opens_nothing(people, about, task):
    auditor = browser(network.colleague("audrey", Role.AUDITOR))

    panel = auditor.get(f"/tasks/about/customer/{about[9:]}/").content.decode()
    assert "Call about the key" in panel
    assert "New task" not in panel
    assert auditor.post(f"/tasks/{task}/finish/", {"outcome": "done"}).status_code == 403
