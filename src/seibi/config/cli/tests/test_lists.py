"""Lists at the command line: rehearsed, written, taken back, written out."""

import json
from uuid import UUID

import pytest

from seibi.config.cli import lists
from seibi.contexts.customers.models.record import Customer
from seibi.contexts.network.tests.factories import site
from seibi.contexts.partners.tests import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def bring(tmp_path, capsys):
    site()

    def run(content=files.CUSTOMERS, *, columns=(), dry_run=False, code="site-7"):
        path = tmp_path / "list.csv"
        path.write_text(content)
        answer = lists.bring(
            "customers", path, site=code, columns=columns, dry_run=dry_run, as_json=True
        )
        return answer, json.loads(capsys.readouterr().out)

    return run


def test_a_rehearsal_then_the_real_thing_then_back(bring, capsys):
    answer, told = bring(dry_run=True)
    assert (answer, told["state"], told["new"], Customer.objects.count()) == (0, "checked", 2, 0)

    answer, told = bring()
    assert (answer, told["state"], Customer.objects.count()) == (0, "done", 2)

    assert lists.take_back(UUID(told["id"]), as_json=True) == 0
    assert (json.loads(capsys.readouterr().out)["taken_back"], Customer.objects.count()) == (2, 0)


def test_rows_that_cannot_be_used_are_named_and_change_the_exit_code(bring):
    answer, told = bring("氏名,電話\r\n山田,1\r\n佐藤 花子,080-8765-4321\r\n")
    assert (answer, told["new"], told["refused"]) == (1, 1, 1)
    assert (
        told["refused_rows"][0] | {"row": 2, "column": "電話", "value": "1"}
        == told["refused_rows"][0]
    )


def test_a_column_may_be_named_better_or_left_out(bring):
    _answer, told = bring("Who,Note\r\nGrace Hopper,x\r\n", columns=["Who=full_name", "Note="])
    assert told["new"] == 1


@pytest.mark.parametrize("columns", [["Nobody=full_name"], ["氏名=horse"]])
def test_a_column_there_is_not_is_refused_in_a_sentence(bring, columns):
    answer, told = bring(columns=columns)
    assert (answer, told["error"]) == (1, "bad_column")


def test_a_workshop_there_is_not_is_refused_in_a_sentence(bring):
    answer, told = bring(code="nowhere")
    assert (answer, told["error"]) == (1, "site_not_found")


def test_a_list_is_written_to_a_file(bring, tmp_path):
    bring()
    to = tmp_path / "out.csv"
    assert lists.export("customers", site="site-7", to=to) == 0
    assert to.read_text().count("\n") == 3
