"""Which files and columns are taken, by whom, and what may be taken out."""

import pytest

from seibi.contexts.partners import facade as partners
from seibi.contexts.partners.contracts import Field, Kind, RunState
from seibi.contexts.partners.models import ImportRun, StagedRow
from seibi.contexts.partners.queries import imports as queries
from seibi.contexts.partners.tests import files
from seibi.kernel.errors import Invalid, NotAllowed, NotFound
from seibi.kernel.journal.models import Entry
from tests import world
from tests.world import NOON, sora

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_site")]


@pytest.mark.parametrize(
    ("_case", "actor", "refusal"),
    [
        ("an advisor", world.ada, NotAllowed),
        ("a colleague of another workshop", world.bob, NotAllowed),
        ("a stranger", world.eve, NotAllowed),
    ],
)
def test_whoever_may_not_import_is_refused_and_nothing_is_kept(_case, actor, refusal):
    with pytest.raises(refusal):
        files.start(actor=actor())
    run_id = files.start()
    for press in (partners.apply_import, partners.undo_import, partners.stop_import):
        with pytest.raises(NotFound):
            press(run_id=run_id, actor=actor(), at=NOON)
    with pytest.raises(NotAllowed):
        queries.page(run_id, actor())
    assert ImportRun.objects.get().state == RunState.COLUMNS


def test_columns_that_are_missing_or_named_twice_are_refused():
    run_id = files.start()
    with pytest.raises(Invalid) as missing:
        files.name(run_id, {0: Field.CUSTOMER_NUMBER})
    with pytest.raises(Invalid) as twice:
        files.name(run_id, {0: Field.FULL_NAME, 1: Field.FULL_NAME})
    with pytest.raises(Invalid):
        files.name(run_id, {0: Field.FULL_NAME, 1: Field.VIN})

    assert "Whole name" in missing.value.message
    assert set(twice.value.extra["errors"]) == {"column_0", "column_1"}
    assert ImportRun.objects.get().state == RunState.COLUMNS


def test_what_a_heading_was_taken_for_is_remembered_in_the_group():
    content = "氏名,なまえのよみ\r\n山田 太郎,ヤマダ タロウ\r\n"
    run_id = files.start(content)
    files.name(run_id, {0: Field.FULL_NAME, 1: Field.FULL_READING})

    again = files.start(content.replace("太郎", "次郎"))

    assert ImportRun.objects.get(pk=again).columns == {"0": "full_name", "1": "full_reading"}


def test_columns_may_be_named_again_after_the_rehearsal():
    run_id = files.checked()
    files.name(run_id, {1: Field.FULL_NAME})
    assert StagedRow.objects.count() == 2


@pytest.mark.parametrize(
    ("_case", "content"),
    [
        ("nothing", b" "),
        ("only headings", "氏名,電話\r\n".encode()),
        ("old Excel", b"\xd0\xcf\x11\xe0x"),
    ],
)
def test_a_file_that_cannot_be_read_says_so_and_is_not_kept(_case, content):
    with pytest.raises(Invalid) as refused:
        files.start(content)
    assert refused.value.extra["errors"]["file"] == refused.value.message
    assert not ImportRun.objects.exists()


def test_the_page_of_imports_asks_as_often_for_three_as_for_one(django_assert_num_queries):
    files.start()
    with django_assert_num_queries(3):
        partners.imports(sora())
    files.start(files.many(3))
    files.start(files.many(4))
    with django_assert_num_queries(3):
        assert len(partners.imports(sora())) == 3


def test_what_was_exported_can_come_in_again_elsewhere():
    files.applied()
    files.applied(files.CARS, Kind.VEHICLES)
    files.applied(files.READINGS, Kind.READINGS)
    files.applied(files.SERVICE, Kind.SERVICE)
    site_id = ImportRun.objects.first().site_id

    tables = {
        kind: list(partners.export_rows(kind=kind, site_id=site_id, actor=sora(), at=NOON))
        for kind in Kind
    }

    assert {kind: len(table) for kind, table in tables.items()} == {
        Kind.CUSTOMERS: 3,
        Kind.VEHICLES: 3,
        Kind.READINGS: 2,
        Kind.SERVICE: 3,
    }
    text = "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in tables[Kind.CUSTOMERS])
    assert files.counts(partners.import_info(files.checked(text, name="own.csv"), sora())) == (
        0,
        0,
        2,
        0,
    )
    assert Entry.objects.filter(name="partners.data_exported.v1").count() == 4


def test_lists_are_taken_out_by_few():
    site_id = ImportRun.objects.get(pk=files.start()).site_id
    with pytest.raises(NotAllowed):
        partners.export_rows(kind=Kind.CUSTOMERS, site_id=site_id, actor=world.ada(), at=NOON)
    assert not Entry.objects.filter(name="partners.data_exported.v1").exists()
