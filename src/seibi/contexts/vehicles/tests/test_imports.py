"""Recall files: read in small steps, stopped anywhere, repeated, broken in every way."""

import io
import zipfile
from itertools import islice

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from seibi.contexts.vehicles.contracts import ImportState
from seibi.contexts.vehicles.jobs import import_uploaded
from seibi.contexts.vehicles.models.campaigns import Campaign, CampaignScope
from seibi.contexts.vehicles.models.imports import ImportRun, RowProblem, StagedRow
from seibi.contexts.vehicles.operations import applying, imports
from seibi.contexts.vehicles.queries import imports as import_queries
from seibi.contexts.vehicles.tests import factories
from seibi.kernel.actor import SYSTEM
from seibi.kernel.csv_cells import harmless
from seibi.kernel.errors import Invalid, NotAllowed
from seibi.kernel.journal.models import Entry
from tests import world
from tests.world import NOON

pytestmark = pytest.mark.django_db
HEADER = "NHTSA ID,DOCUMENT NAME,MAKE,MODEL,MODEL YEAR,SUMMARY\r\n"
ROWS = (
    "24V001,a.pdf,HONDA,ACCORD,2024,Short.\r\n"
    "24V001,b.pdf,HONDA,Accord,2024,A longer sentence about it.\r\n"
    "24V001,a.pdf,HONDA,CIVIC,2024,Short.\r\n"
    "24E002,a.pdf,ACME,HITCH,9999,\r\n"
)


@pytest.fixture
def file(tmp_path):
    def write(content, name="recalls.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else (HEADER + content).encode())
        return path

    return write


def run(path, actor=SYSTEM):
    return list(imports.import_recalls(path=path, actor=actor, at=NOON))


def state():
    """Everything an import may change, without ids."""
    return (
        sorted(Campaign.objects.values_list("number", "kind", "filed_year", "summary")),
        sorted(
            CampaignScope.objects.values_list(
                "campaign__number", "make_key", "model_key", "model_year"
            ),
            key=str,
        ),
    )


def test_a_file_becomes_campaigns_and_scopes(file):
    last = run(file(ROWS), factories.administrator())[-1]

    assert last.state is ImportState.DONE
    assert (last.rows_read, last.campaigns_added, last.scopes_added, last.problems) == (4, 2, 3, 0)
    assert last.percent == 100
    assert state() == (
        [
            ("24E002", "equipment", 2024, ""),
            ("24V001", "vehicle", 2024, "A longer sentence about it."),
        ],
        [
            ("24E002", "acme", "hitch", None),
            ("24V001", "honda", "accord", 2024),
            ("24V001", "honda", "civic", 2024),
        ],
    )
    assert not StagedRow.objects.exists()
    entry = Entry.objects.get(name="vehicles.recalls_imported.v1")
    assert entry.payload["rows"] == 4


def test_the_same_file_again_changes_nothing(file):
    run(file(ROWS))
    before, told = state(), Entry.objects.count()

    again = run(file(ROWS, "other_name.csv"))

    assert [one.state for one in again] == [ImportState.DONE]
    assert (state(), Entry.objects.count()) == (before, told)


def test_another_file_with_the_same_rows_adds_nothing(file):
    run(file(ROWS))
    before = state()

    last = run(file(ROWS + ROWS))[-1]

    assert (last.campaigns_added, last.scopes_added) == (0, 0)
    assert state() == before


@pytest.mark.parametrize("steps", range(1, 12))
def test_an_import_stopped_anywhere_goes_on_from_there(file, monkeypatch, steps):
    monkeypatch.setattr(imports, "ROWS_AT_ONCE", 5)
    monkeypatch.setattr(applying, "MOST_AT_ONCE", 28)
    rows = "".join(f"24V{n:03},x,HONDA,MODEL {n % 7},20{n % 20:02},s\r\n" for n in range(20))
    path = file(rows)
    list(islice(imports.import_recalls(path=path, actor=SYSTEM, at=NOON), steps))

    last = run(path)[-1]

    assert last.state is ImportState.DONE
    assert (last.rows_read, last.campaigns_added, last.scopes_added) == (20, 20, 20)
    assert ImportRun.objects.count() == 1
    assert Entry.objects.filter(name="vehicles.recalls_imported.v1").count() == 1


def test_rows_that_cannot_be_used_are_named_in_words(file):
    bad = (
        "24X9,x,HONDA,ACCORD,2024,s\r\n24V003,x,HONDA,ACCORD,soon,s\r\n24V004,x,=cmd(),X,2024,s\r\n"
    )

    last = run(file(ROWS + bad))[-1]

    problems = import_queries.problems(last.id, SYSTEM)
    assert last.state is ImportState.DONE
    assert [(one.row, one.column) for one in problems] == [
        (6, "NHTSA ID"),
        (7, "MODEL YEAR"),
        (8, "MAKE"),
    ]
    assert problems[0].sentence == "“24X9” is not a campaign number such as 24V123."
    assert "kept as text" in problems[2].sentence
    assert CampaignScope.objects.filter(make="=cmd()").exists()


def test_a_hundred_thousand_bad_rows_are_named_and_harm_nothing(file):
    rows = "".join(f"nonsense {n},x,HONDA,ACCORD,2024,s\r\n" for n in range(100_000))

    last = run(file(ROWS + rows))[-1]

    assert last.state is ImportState.DONE
    assert last.problems == RowProblem.objects.count() == 100_000
    assert last.scopes_added == 3
    assert len(import_queries.problems(last.id, SYSTEM)) == import_queries.PROBLEMS_SHOWN


@pytest.mark.parametrize(
    ("_case", "content", "sentence"),
    [
        ("nothing in it", b"", "This file is empty."),
        ("UTF-16", HEADER.encode("utf-16"), "is not saved as UTF-8"),
        ("columns gone", b"MAKE,MODEL\r\n1,2\r\n", "NHTSA ID, MODEL YEAR"),
        ("no text at all", bytes(range(256)) * 10, "is not saved as UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(file, _case, content, sentence):
    last = run(file(content))[-1]

    assert last.state is ImportState.REFUSED
    assert sentence in last.message
    assert state() == ([], [])


def test_a_refused_file_may_be_tried_again(file):
    path = file(b"MAKE,MODEL\r\n1,2\r\n")

    assert run(path)[-1].state is run(path)[-1].state is ImportState.REFUSED
    assert ImportRun.objects.count() == 1


def test_a_folder_of_zips_is_one_import(tmp_path):
    for name, rows in (("a", ROWS), ("b", "24V009,x,KIA,EV6,2024,s\r\n")):
        with zipfile.ZipFile(tmp_path / f"{name}.zip", "w") as archive:
            archive.writestr(f"{name}.csv", HEADER + rows)
    (tmp_path / "README.md").write_text("no table")

    last = run(tmp_path)[-1]

    assert (last.rows_read, last.campaigns_added) == (5, 3)


def test_importing_is_for_administrators_and_managers(file):
    path = file(ROWS)

    for who in (world.ada(), world.eve(), world.NOBODY):
        with pytest.raises(NotAllowed):
            run(path, who)
        with pytest.raises(NotAllowed):
            imports.upload_recalls(file_name="x", content=b"x", actor=who, at=NOON)
        with pytest.raises(NotAllowed):
            import_queries.imports(who)

    assert not ImportRun.objects.exists()
    assert not Entry.objects.exists()
    with pytest.raises(Invalid):
        run(path.with_name("gone.csv"))


def test_an_upload_is_imported_by_the_worker_and_then_forgotten():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("recalls.csv", HEADER + ROWS)

    run_id = imports.upload_recalls(
        file_name="C:\\files\\recalls.zip",
        content=made.getvalue(),
        actor=factories.administrator(),
        at=NOON,
    )
    import_uploaded(run_id=str(run_id))

    row = ImportRun.objects.get()
    assert (row.file_name, row.state, row.upload) == ("recalls.zip", "done", None)
    assert row.campaigns_added == 2


def test_a_step_takes_the_same_number_of_queries_for_few_rows_and_many(file, monkeypatch):
    counts = []
    for number in (3, 300):
        rows = "".join(f"24V{n:03},x,MAKE{number},MODEL {n},2024,s\r\n" for n in range(number))
        steps = imports.import_recalls(path=file(rows), actor=SYSTEM, at=NOON)
        next(steps)
        with CaptureQueriesContext(connection) as queries:
            next(steps)
        counts.append(len(queries))
        list(steps)
    assert counts[0] == counts[1]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\nx", "＝1", "＠x"])
def test_no_cell_of_our_own_tables_runs_in_a_spreadsheet(text):
    assert harmless(text) == f"'{text}"
    assert harmless("24V001") == "24V001"
