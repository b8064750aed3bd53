"""Files on their way in: rehearsed, written exactly once, taken back."""

import pytest

from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import ContactKind
from seibi.contexts.customers.models.agreements import Consent
from seibi.contexts.customers.models.record import Customer
from seibi.contexts.partners import facade as partners
from seibi.contexts.partners.contracts import Kind, RunState, Verdict
from seibi.contexts.partners.models import CustomerNumber, ImportRun, StagedRow
from seibi.contexts.partners.queries import imports as queries
from seibi.contexts.partners.tests import files
from seibi.contexts.vehicles import facade as vehicles
from seibi.contexts.vehicles.models.cars import Vehicle
from seibi.contexts.vehicles.models.ledgers import OdometerReading, ServiceRecord
from seibi.kernel.actor import SYSTEM
from seibi.kernel.journal.models import Entry
from tests.world import NOON, sora

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_site")]


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
    assert (info.state, files.counts(info)) == (RunState.CHECKED, (2, 0, 0, 0))
    assert trade() == before


def test_customers_cars_readings_and_past_work_come_in_one_after_the_other():
    catalogue.load_standard_catalogue(actor=SYSTEM, at=NOON)
    people = files.applied()
    cars = files.applied(files.CARS, Kind.VEHICLES)
    read = files.applied(files.READINGS, Kind.READINGS)
    work = files.applied(files.SERVICE, Kind.SERVICE)

    done = [partners.import_info(one, sora()) for one in (people, cars, read, work)]
    assert [(one.state, files.counts(one)) for one in done] == [
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
    assert files.counts(info) == (0, 1, 1, 0)
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

    assert [files.counts(partners.import_info(one, sora())) for one in again] == [
        (0, 0, 1, 0),
        (0, 0, 2, 0),
    ]
