"""Files on their way in: rehearsed, written exactly once, taken back."""

import threading

import pytest
from django.db import connection

from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ContactKind
from seibi.contexts.customers.models.agreements import Consent
from seibi.contexts.customers.models.record import Customer
from seibi.contexts.network.tests.factories import site
from seibi.contexts.partners import facade as partners
from seibi.contexts.partners.contracts import Field, Kind, RunState, Verdict, WhyItStays
from seibi.contexts.partners.jobs import go_on
from seibi.contexts.partners.models import CustomerNumber, ImportRun, StagedRow
from seibi.contexts.partners.operations import applying, checking, undoing
from seibi.contexts.partners.queries import imports as queries
from seibi.contexts.partners.tests import files
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.models.cars import Vehicle
from seibi.contexts.vehicles.models.ledgers import OdometerReading, ServiceRecord
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import Invalid, NotAllowed, NotFound, RuleBroken
from seibi.kernel.journal.models import Entry
from tests import world
from tests.world import NOON, sora

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(db):
    site()


def counts(info):
    return info.new, info.changed, info.known, info.refused


def trade():
    """How much of the trade there is: rows and lines of the journal that are not the import's."""
    told = Entry.objects.exclude(name__startswith="partners.").count()
    return (
        Customer.objects.count(),
        Vehicle.objects.count(),
        OdometerReading.objects.count(),
        ServiceRecord.objects.count(),
        CustomerNumber.objects.count(),
        told,
    )


def test_a_rehearsal_says_what_would_happen_and_writes_nothing():
    before = trade()

    run_id = files.checked()

    info = partners.import_info(run_id, sora())
    assert (info.state, counts(info)) == (RunState.CHECKED, (2, 0, 0, 0))
    assert trade() == before


def test_customers_cars_readings_and_past_work_come_in_one_after_the_other():
    catalogue.load_standard_catalogue(actor=SYSTEM, at=NOON)
    people = files.applied()
    cars = files.applied(files.CARS, Kind.VEHICLES)
    read = files.applied(files.READINGS, Kind.READINGS)
    work = files.applied(files.SERVICE, Kind.SERVICE)

    done = [partners.import_info(one, sora()) for one in (people, cars, read, work)]
    assert [(one.state, counts(one)) for one in done] == [
        (RunState.DONE, (2, 0, 0, 0)),
        (RunState.DONE, (2, 0, 0, 0)),
        (RunState.DONE, (1, 0, 0, 0)),
        (RunState.DONE, (2, 0, 0, 0)),
    ]
    (car,) = vehicles.find_by_number("ZVW50-1234567")
    owner = vehicles.owner_of(car, NOON)
    assert customers.summaries([owner.customer_id])[owner.customer_id].name == "山田 太郎"
    assert vehicles.latest_km([car])[car].km == 41_000
    assert vehicles.summary(car, SYSTEM).model_year == 2020
    history = vehicles.service_history(car)
    assert {line.title for line in history} == {"オイル交換", "ワイパー交換"}
    entry = Entry.objects.filter(name="customers.customer_registered.v1").first()
    assert (entry.actor_id, entry.on_behalf_of) == ("system", sora().account_id)


def test_what_the_rows_said_is_forgotten_when_they_are_in_the_books():
    run_id = files.applied()

    run = ImportRun.objects.get(pk=run_id)
    assert (run.content, run.samples) == (None, [])
    assert set(map(str, StagedRow.objects.values_list("cells", "values"))) == {"([], {})"}


def test_every_row_that_cannot_be_used_is_named_with_column_value_and_reason():
    content = (
        "氏名,携帯電話,フリガナ,住所\r\n"
        "山田 太郎,12,ヤマダ,\r\n"
        ",090-1234-5678,,\r\n"
        "佐藤 花子,080-8765-4321,Hanako,\r\n"
        "鈴木 一郎,090-1111-2222,スズキ,渋谷\r\n"
        "鈴木 一郎,090-1111-2222,スズキ,渋谷\r\n"
    )

    run_id = files.checked(content)

    page = queries.page(run_id, sora())
    assert [(one.row, p.column, p.value) for one in page.refused for p in one.problems] == [
        (2, "携帯電話", "12"),
        (3, "", ""),
        (4, "フリガナ", "Hanako"),
        (6, "", ""),
    ]
    assert page.refused[3].problems[0].sentence == "The same stands in row 5 already."
    assert [one.row for one in page.remarkable] == [5]
    assert "address is left out" in page.remarkable[0].remarks[0]


def test_the_refused_rows_come_back_with_the_columns_of_the_file():
    run_id = files.checked("氏名,携帯電話\r\n山田,1\r\n佐藤 花子,080-8765-4321\r\n")

    table = list(queries.refused_table(run_id, sora()))

    assert table[0] == ["氏名", "携帯電話", "Row", "The problem"]
    assert table[1][:3] == ["山田", "1", "2"]
    assert table[1][3].startswith("携帯電話: This is not a telephone number.")


def test_somebody_with_the_same_number_of_the_other_system_is_known_and_changed():
    files.applied()
    again = files.CUSTOMERS.replace("佐藤 花子", "高橋 花子").replace(
        "080-8765-4321", "070-1111-2222"
    )

    run_id = files.applied(again)

    info = partners.import_info(run_id, sora())
    assert counts(info) == (0, 1, 1, 0)
    assert Customer.objects.count() == 2
    row = StagedRow.objects.get(run_id=run_id, verdict=Verdict.CHANGED)
    customer_id = row.subject.partition(":")[2]
    assert customers.details_of(customer_id).family_name == "高橋"

    files.undo(run_id)

    assert customers.details_of(customer_id).family_name == "佐藤"
    assert len(customers.contacts_of(customer_id)) == 2


def test_the_same_address_alone_makes_nobody_the_same_person():
    """Trap 15: a typed address that two share is a question for people, never an answer."""
    files.applied()
    others = "氏名,携帯電話\r\n山田 次郎,090-1234-5678\r\n"

    run_id = files.applied(others)

    assert Customer.objects.count() == 3
    (row,) = queries.page(run_id, sora()).remarkable
    assert row.verdict is Verdict.NEW
    assert "山田 太郎" in row.remarks[0]
    assert row.twin is not None


def test_who_proved_the_address_and_has_the_name_is_known():
    """Trap 15: only what was proved makes a row somebody we know."""
    files.applied()
    taro = Customer.objects.get(family_name="山田")
    phone = next(c for c in customers.contacts_of(taro.pk) if c.kind is ContactKind.PHONE)
    customers.verify_contact(contact_id=phone.id, actor=sora(), at=NOON)

    files.applied(
        "氏名,携帯電話\r\n山田太郎,090-1234-5678\r\n山田 次郎,090-1234-5678\r\n", name="b.csv"
    )

    assert Customer.objects.filter(family_name="山田").count() == 2


def test_a_yes_without_a_source_is_never_taken_over_and_a_no_always_is():
    content = (
        "氏名,メールアドレス,案内可否,メルマガ,同意取得方法\r\n"
        "山田 太郎,a@example.jp,はい,いいえ,\r\n"
        "佐藤 花子,b@example.jp,はい,,店頭\r\n"
    )

    run_id = files.applied(content)

    said = Consent.objects.order_by("customer__family_reading", "pk")
    assert sorted((c.customer.family_name, c.purpose, c.given, c.source) for c in said) == [
        ("佐藤", "reminder", True, "counter"),
        ("山田", "offers", False, "paper"),
    ]
    assert said.get(given=True).text == "list.csv, 3: 店頭"
    assert queries.page(run_id, sora()).remarkable[0].row == 2


def test_a_car_of_another_owner_or_with_two_numbers_of_two_cars_is_refused_in_words():
    files.applied()
    files.applied(files.CARS, Kind.VEHICLES)
    content = (
        "顧客番号,車台番号,登録番号,メーカー,車名\r\n"
        "00124,ZVW50-1234567,,トヨタ,プリウス\r\n"
        ",ZVW30-7654321,品川 300 さ 12-34,トヨタ,アクア\r\n"
        "99,ZVW51-0000001,,トヨタ,プリウス\r\n"
        "00123,ZVW50-1234567,,トヨタ,プリウス\r\n"
    )

    run_id = files.checked(content, Kind.VEHICLES)

    page = queries.page(run_id, sora())
    assert [(one.row, one.problems[0].column) for one in page.refused] == [
        (2, "顧客番号"),
        (3, "登録番号"),
        (4, "顧客番号"),
        (5, ""),
    ]


def test_past_work_moves_no_inspection_date():
    files.applied()
    files.applied(files.CARS, Kind.VEHICLES)
    (car,) = vehicles.find_by_number("ZVW50-1234567")
    due = Vehicle.objects.get(pk=car).inspection_expires_on

    files.applied(
        "車台番号,作業日,作業コード,作業内容\r\nZVW50-1234567,2021/3/1,SHAKEN-24,車検\r\n",
        Kind.SERVICE,
    )

    assert Vehicle.objects.get(pk=car).inspection_expires_on == due


def test_a_day_to_come_is_no_reading_and_no_work():
    files.applied()
    files.applied(files.CARS, Kind.VEHICLES)

    run_id = files.checked("車台番号,走行距離,日付\r\nZVW50-1234567,5,2030/1/1\r\n", Kind.READINGS)

    assert (
        queries.page(run_id, sora()).refused[0].problems[0].sentence == "This day is still to come."
    )


def test_the_same_lines_again_are_known():
    files.applied()
    files.applied(files.CARS, Kind.VEHICLES)
    files.applied(files.READINGS, Kind.READINGS)
    files.applied(files.SERVICE, Kind.SERVICE)

    again = [
        files.checked(files.READINGS + "\r\n", Kind.READINGS, name="b.csv"),
        files.checked(files.SERVICE + "\r\n", Kind.SERVICE, name="b.csv"),
    ]

    assert [counts(partners.import_info(one, sora())) for one in again] == [
        (0, 0, 1, 0),
        (0, 0, 2, 0),
    ]


def test_the_same_file_again_is_the_same_import():
    first = files.applied()
    assert files.start() == first


def test_a_file_that_was_taken_back_may_come_again():
    first = files.applied()
    files.undo(first)
    assert files.start() != first


def test_undoing_takes_everything_back_that_nobody_touched_and_says_what_stays():
    people = files.applied()
    cars = files.applied(files.CARS, Kind.VEHICLES)
    taro = Customer.objects.get(family_name="山田")
    customers.note_read(customer_id=taro.pk, page="desk", actor=sora(), at=NOON)

    first = files.undo(people)

    assert (first.state, first.taken_back, first.stays) == (RunState.UNDONE, 0, 2)
    assert {one.stays for one in queries.page(people, sora()).staying} == {WhyItStays.IN_USE}

    files.undo(cars)
    assert Vehicle.objects.count() == 0
    assert not vehicles.find("プリウス", SYSTEM)


def test_undoing_leaves_what_was_worked_with_since():
    people = files.applied()
    hana = Customer.objects.get(family_name="佐藤")
    customers.require_purchase_order(customer_id=hana.pk, required=True, actor=sora(), at=NOON)

    done = files.undo(people)

    assert (done.taken_back, done.stays) == (1, 1)
    assert [c.family_name for c in Customer.objects.all()] == ["佐藤"]
    assert queries.page(people, sora()).staying[0].stays is WhyItStays.TOUCHED
    assert Entry.objects.filter(name="customers.customer_taken_back.v1").count() == 1


def test_readings_and_past_work_go_again_without_a_trace_in_the_ledger():
    files.applied()
    files.applied(files.CARS, Kind.VEHICLES)
    for content, kind in ((files.READINGS, Kind.READINGS), (files.SERVICE, Kind.SERVICE)):
        assert files.undo(files.applied(content, kind)).stays == 0
    assert (OdometerReading.objects.count(), ServiceRecord.objects.count()) == (0, 0)


def many(rows):
    lines = "".join(f"{n:05},顧客 {n},{n}@example.jp\r\n" for n in range(rows))
    return "顧客番号,氏名,メールアドレス\r\n" + lines


class Killed(BaseException):
    """What a process that is killed would never have said."""


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_killed_in_between_every_row_is_written_exactly_once(monkeypatch, steps):
    monkeypatch.setattr(applying, "ROWS_AT_ONCE", 3)
    run_id = files.checked(many(10))
    partners.apply_import(run_id=run_id, actor=sora(), at=NOON)
    write, written = applying._write, []

    def dying(row, run, outcome):
        write(row, run, outcome)
        written.append(row)
        if len(written) == 3 * steps + 2:
            raise Killed

    monkeypatch.setattr(applying, "_write", dying)
    with pytest.raises(Killed):
        files.work(run_id)
    assert Customer.objects.count() == 3 * steps
    monkeypatch.setattr(applying, "_write", write)

    last = files.work(run_id)

    assert (last.state, last.new) == (RunState.DONE, 10)
    assert Customer.objects.count() == 10


def test_a_check_killed_in_between_goes_on_where_it_was(monkeypatch):
    monkeypatch.setattr(checking, "ROWS_AT_ONCE", 3)
    run_id = files.start(many(10))
    guessed = {int(k): v for k, v in ImportRun.objects.get(pk=run_id).columns.items()}
    partners.name_columns(run_id=run_id, chosen=guessed, actor=sora(), at=NOON)
    steps = partners.go_on(run_id=run_id, at=NOON)
    next(steps), next(steps)
    steps.close()

    assert files.work(run_id).state is RunState.CHECKED
    assert StagedRow.objects.filter(run_id=run_id).count() == 10


def test_stopped_it_writes_no_more_and_goes_on_or_back(monkeypatch):
    monkeypatch.setattr(applying, "ROWS_AT_ONCE", 3)
    run_id = files.checked(many(10))
    partners.apply_import(run_id=run_id, actor=sora(), at=NOON)
    steps = partners.go_on(run_id=run_id, at=NOON)
    next(steps)
    partners.stop_import(run_id=run_id, actor=sora(), at=NOON)
    list(steps)
    assert Customer.objects.count() == 3

    files.apply(run_id)
    assert Customer.objects.count() == 10

    monkeypatch.setattr(undoing, "ROWS_AT_ONCE", 4)
    assert files.undo(run_id).taken_back == 10
    assert Customer.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_people_press_at_once_and_it_is_written_once():
    run_id = files.checked(many(5))
    refusals = []

    def press():
        try:
            partners.apply_import(run_id=run_id, actor=sora(), at=NOON)
        except RuleBroken as refusal:
            refusals.append(refusal.code)
        go_on(str(run_id))
        connection.close()

    threads = [threading.Thread(target=press) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert refusals == ["wrong_state", "wrong_state"]
    assert Customer.objects.count() == 5


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
    files.start(many(3))
    files.start(many(4))
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
    assert counts(partners.import_info(files.checked(text, name="own.csv"), sora())) == (0, 0, 2, 0)
    assert Entry.objects.filter(name="partners.data_exported.v1").count() == 4


def test_lists_are_taken_out_by_few():
    site_id = ImportRun.objects.get(pk=files.start()).site_id
    with pytest.raises(NotAllowed):
        partners.export_rows(kind=Kind.CUSTOMERS, site_id=site_id, actor=world.ada(), at=NOON)
    assert not Entry.objects.filter(name="partners.data_exported.v1").exists()
