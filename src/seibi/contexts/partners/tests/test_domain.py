"""What files say: letters, days, distances, headings. Without a database."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.partners.contracts import Field, Kind, RunState, Step, Trouble
from seibi.contexts.partners.domain import cells, columns, consent, powertrains, reading, tables
from seibi.contexts.partners.domain.cells import CellRefused, Distance
from seibi.contexts.partners.domain.lifecycle import LIFECYCLE
from seibi.contexts.partners.domain.tables import FileRefused
from seibi.kernel.errors import RuleBroken

JAPANESE = "顧客番号,氏名,フリガナ,携帯電話,車台番号\r\n00123,山田 太郎,ヤマダ タロウ,090-1234-5678,ZVW50-1234567\r\n"
CHINESE = "客户编号;姓名;手机号;车牌号\n00123;王晓丽;13812345678;粤A12345\n"
MARCH = dt.datetime(2026, 3, 1)  # noqa: DTZ001 - as a workbook has it
DAYS = st.dates(dt.date(1927, 1, 1), dt.date(2090, 12, 31))


def read(content):
    return [line.cells for line in tables.lines(content, columns.words())]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_a_japanese_list_is_read_in_whatever_letters_it_was_saved(encoding):
    assert read(JAPANESE.encode(encoding))[1][:3] == ("00123", "山田 太郎", "ヤマダ タロウ")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
def test_a_chinese_list_is_read_in_whatever_letters_it_was_saved(encoding):
    assert read(CHINESE.encode(encoding))[1] == ("00123", "王晓丽", "13812345678", "粤A12345")


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_sign_between_the_cells_is_found(sign):
    text = f'Name{sign}Phone\n"Hopper, Grace"{sign}0312345678\n"Lovelace; Ada|\t"{sign}1\n'
    assert [len(row) for row in read(text.encode())] == [2, 2, 2]


def test_excel_keeps_zeros_days_and_whole_numbers():
    book = openpyxl.Workbook()
    book.active.append(["顧客番号", "電話", "車検満了日", "走行距離", "備考"])
    book.active.append(["00123", "'0901234", MARCH, 45383.0, "#N/A"])
    book.active.append(['="00124"', "=1+1", dt.date(2026, 3, 2), 1.5, True])
    kept = io.BytesIO()
    book.save(kept)

    first, second = read(kept.getvalue())[1:]

    assert first == ("00123", "0901234", "2026-03-01", "45383", "")
    assert second[1] == "", "a formula is what was saved of it, and nothing is worked out"
    assert second[2:] == ("2026-03-02", "1.5", "1")


def packed(**parts):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("_case", "content", "trouble"),
    [
        ("nothing", b" \r\n ", Trouble.EMPTY),
        ("old Excel, or a password", b"\xd0\xcf\x11\xe0" + b"x" * 600, Trouble.OLD_EXCEL),
        ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(100), Trouble.NOT_A_TABLE),
        ("a zip of something", packed(a_txt="hello"), Trouble.NOT_A_TABLE),
        ("half a workbook", packed(xl__workbook_xml="<workbook"), Trouble.NOT_A_TABLE),
        (
            "a bomb",
            packed(xl__workbook_xml="<w/>", xl__sheet_xml="0" * 30_000_000),
            Trouble.UNPACKS_TOO_LARGE,
        ),
        (
            "letters that grow",
            packed(xl__workbook_xml='<!DOCTYPE a [<!ENTITY b "cc">]><workbook/>'),
            Trouble.NOT_A_TABLE,
        ),
    ],
)
def test_a_file_that_is_no_table_is_refused_before_it_is_unpacked(_case, content, trouble):
    with pytest.raises(FileRefused) as refused:
        read(content)
    assert refused.value.trouble is trouble


def test_a_row_in_other_letters_is_named_and_the_others_are_read():
    good = "Name,Phone\r\n" + "Grace,1\r\n" * 9_000
    content = good.encode() + "山田,2\r\n".encode("cp932") + b"Ada,3\r\n"

    found = list(tables.lines(content, columns.words()))

    assert [line.trouble for line in found[-2:]] == [Trouble.UNREADABLE_TEXT, None]
    assert found[-2].number == 9_002


@given(DAYS, st.sampled_from(["iso", "slash", "kanji", "bare", "serial", "time", "era", "eralong"]))
def test_a_day_is_read_however_it_was_written(day, how):
    era, start = ("R", 2018) if day >= dt.date(2019, 5, 1) else ("H", 1988)
    if day < dt.date(1989, 1, 8):
        era, start = "S", 1925
    word = {"R": "令和", "H": "平成", "S": "昭和"}[era]
    written = {
        "iso": day.isoformat(),
        "slash": f"{day.year}/{day.month}/{day.day}",
        "kanji": f"{day.year}年{day.month}月{day.day}日",
        "bare": f"{day:%Y%m%d}",
        "serial": str((day - dt.date(1899, 12, 30)).days),
        "time": f"{day.isoformat()} 00:00:00",
        "era": f"{era}{day.year - start}.{day.month}.{day.day}",
        "eralong": f"{word}{day.year - start}年{day.month}月{day.day}日",
    }[how]
    if how == "serial" and len(written) < 5:
        return
    assert cells.day(written) == day


def test_days_with_full_width_digits_first_years_and_the_habits_of_a_country():
    assert cells.day("令和元年５月１日") == dt.date(2019, 5, 1)
    assert cells.day("Ｒ６．４．１") == dt.date(2024, 4, 1)
    assert cells.day("㋿6年4月1日") == dt.date(2024, 4, 1)
    assert cells.day("4/1/2024", "US") == dt.date(2024, 4, 1)
    assert cells.day("1.4.2024", "NO") == dt.date(2024, 4, 1)


@pytest.mark.parametrize(
    "cell", ["", "soon", "2024-02-30", "R0.1.1", "S65.1.1", "99999", "13/13/2024", "0"]
)
def test_what_is_no_day_is_refused(cell):
    with pytest.raises(CellRefused) as refused:
        cells.day(cell)
    assert refused.value.trouble is Trouble.NOT_A_DAY


@given(st.text(max_size=40))
def test_no_text_brings_a_cell_down(text):
    for read_cell in (cells.day, cells.distance, cells.year, cells.yes):
        try:
            read_cell(text)
        except CellRefused:
            continue


@pytest.mark.parametrize(
    ("cell", "distance"),
    [
        ("12,345 km", Distance(12_345)),
        ("１２３４５", Distance(12_345)),
        ("7500 mi", Distance(7_500, miles=True)),
        ("88000公里", Distance(88_000)),
        ("45383.0", Distance(45_383)),
    ],
)
def test_a_distance_is_read_with_its_unit(cell, distance):
    assert cells.distance(cell) == distance


def test_yes_and_no_in_three_languages_and_nothing_else():
    assert all(map(cells.yes, ["はい", "同意", "是", "YES", "1", "○"]))
    assert not any(map(cells.yes, ["いいえ", "不可", "否", "no", "0", "×"]))
    with pytest.raises(CellRefused):
        cells.yes("maybe")


def test_zeros_that_a_spreadsheet_took_come_back():
    assert cells.padded("600001", 7) == "0600001"
    assert cells.padded("060-0001", 7) == "060-0001"


@pytest.mark.parametrize(
    ("kind", "headings", "fields"),
    [
        (
            Kind.CUSTOMERS,
            ["顧客番号", "氏名", "フリガナ", "携帯電話", "メールアドレス", "〒"],
            ["customer_number", "full_name", "full_reading", "mobile", "email", "postal_code"],
        ),
        (
            Kind.CUSTOMERS,
            ["客户编号", "姓名", "手机号"],
            ["customer_number", "full_name", "mobile"],
        ),
        (
            Kind.CUSTOMERS,
            ["Last Name", "first_name", "E-MAIL *"],
            ["family_name", "given_name", "email"],
        ),
        (
            Kind.VEHICLES,
            ["車台番号", "登録番号", "車検満了日"],
            ["frame_number", "plate", "inspection_expires_on"],
        ),
        (Kind.VEHICLES, ["车架号", "车牌号", "品牌", "车型"], ["vin", "plate", "make", "model"]),
        (Kind.READINGS, ["VIN", "走行距離(km)", "日付"], ["vin", "odometer", "read_on"]),
        (
            Kind.SERVICE,
            ["Reg No", "Date", "Mileage", "Description"],
            ["plate", "done_on", "odometer", "work"],
        ),
    ],
)
def test_columns_are_known_by_their_headings_in_three_languages(kind, headings, fields):
    found = columns.proposed(kind, headings, [])
    assert [str(found.get(place)) for place in range(len(headings))] == fields


def test_columns_without_a_telling_heading_are_known_by_what_stands_in_them():
    rows = [["a@example.com", "090-1234-5678", "x"], ["b@example.jp", "08012345678", "y"]]
    found = columns.proposed(Kind.CUSTOMERS, ["A", "B", "C"], rows)
    assert found == {0: Field.EMAIL, 1: Field.MOBILE}


def test_what_was_chosen_before_comes_first():
    found = columns.proposed(
        Kind.CUSTOMERS, ["氏名", "メモ"], [], {"メモ": "department", "氏名": ""}
    )
    assert found == {0: Field.FULL_NAME, 1: Field.DEPARTMENT}


def test_a_title_above_the_headings_is_not_the_heading():
    first = [tables.Line(1, ("顧客一覧", "", "")), tables.Line(3, ("顧客番号", "氏名", "電話"))]
    assert columns.heading_of(first) == 1


@pytest.mark.parametrize("kind", Kind)
def test_what_a_kind_needs_is_among_its_columns(kind):
    assert all(set(some) <= set(columns.FIELDS[kind]) for some in columns.NEEDED[kind])
    assert columns.missing(kind, columns.FIELDS[kind]) == []
    assert columns.missing(kind, []) == list(columns.NEEDED[kind])


def test_a_row_says_what_it_can_and_complains_of_the_rest_in_its_columns():
    said = reading.read(
        Kind.SERVICE,
        {
            Field.FRAME_NUMBER: "19XCY1F20RA000001",
            Field.DONE_ON: "soon",
            Field.WORK: " オイル 交換 ",
        },
        "JP",
    )
    assert said.values == {Field.VIN: "19XCY1F20RA000001", Field.WORK: "オイル 交換"}
    assert [(one.field, one.value, one.trouble) for one in said.complaints] == [
        (Field.DONE_ON, "soon", Trouble.NOT_A_DAY)
    ]


def test_a_row_without_a_name_or_a_number_is_none():
    troubles = {
        kind: [one.trouble for one in reading.read(kind, {}, "JP").complaints] for kind in Kind
    }
    assert troubles[Kind.CUSTOMERS] == [Trouble.NAME_MISSING]
    assert troubles[Kind.READINGS][0] is Trouble.NUMBER_MISSING
    assert set(troubles[Kind.VEHICLES][1:]) == {Trouble.VALUE_MISSING}


@pytest.mark.parametrize(
    ("full", "language", "parts"),
    [
        ("山田 太郎", "ja", ("山田", "太郎")),
        ("山田太郎", "ja", ("山田太郎", "")),
        ("王晓丽", "zh-hans", ("王", "晓丽")),
        ("欧阳娜娜", "zh-hans", ("欧阳", "娜娜")),
        ("Grace Brewster Hopper", "en", ("Hopper", "Grace Brewster")),
        ("Hopper, Grace", "en", ("Hopper", "Grace")),
    ],
)
def test_a_whole_name_is_divided_as_its_language_does(full, language, parts):
    assert reading.split_name(full, language) == parts


def test_an_address_in_one_cell_is_divided_where_that_can_be_told():
    assert reading.split_address("東京都渋谷区渋谷2-1-1", "JP") == (
        "東京都",
        "渋谷区",
        "",
        "渋谷2-1-1",
    )
    assert reading.split_address("广东省广州市天河区体育西路1号", "CN") == (
        "广东省",
        "广州市",
        "天河区",
        "体育西路1号",
    )
    assert reading.split_address("1 Main St", "US") is None


def test_where_a_yes_was_given_and_what_drives_a_car():
    assert consent.source_of("店頭 2023年") == "counter"
    assert consent.source_of("somewhere") is None
    assert consent.source_of("") is None
    assert powertrains.powertrain_of("ハイブリッド") == "hybrid"
    assert powertrains.powertrain_of("纯电动") == "battery"
    assert powertrains.powertrain_of("?") == "unknown"


def test_every_row_and_every_hole_of_the_lifecycle():
    for state in RunState:
        for step in Step:
            if LIFECYCLE.allows(state, step):
                assert LIFECYCLE.after(state, step) in RunState
            else:
                with pytest.raises(RuleBroken):
                    LIFECYCLE.after(state, step)
