"""Recall files of the authority: what a row says, and what is refused with a reason."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seibi.contexts.vehicles.contracts import (
    Trouble,
)
from seibi.contexts.vehicles.domain import recall_file
from seibi.contexts.vehicles.domain.campaigns import filed_year, normal_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("24V123", "24V123"),
        ("24v-123", "24V123"),
        ("24V123000", "24V123"),
        ("21V00A", "21V00A"),
        ("hello", None),
        ("24X123", None),
        ("", None),
    ],
)
def test_campaign_numbers_in_every_spelling(typed, number):
    assert normal_number(typed) == number


def test_the_number_says_the_year():
    assert (filed_year("99V001"), filed_year("24V001")) == (1999, 2024)


HEADER = "NHTSA ID,DOCUMENT NAME,MAKE,MODEL,MODEL YEAR,SUMMARY\r\n"


def read(content, name="recalls.csv"):
    content = content if isinstance(content, bytes) else (HEADER + content).encode()
    return list(recall_file.rows(recall_file.parts_of_bytes(name, content)))


def test_a_row_says_campaign_make_model_and_year():
    [row] = read('24V001,x.pdf,HONDA,ACCORD,2024,"A ""quoted""\nsentence"\r\n')

    assert row.row == 2
    assert row.recall == recall_file.RecallRow("24V001", "HONDA", "ACCORD", 2024)
    assert recall_file.tidy(row.summary) == 'A "quoted" sentence'


@pytest.mark.parametrize(
    ("line", "trouble"),
    [
        ("24Q001,x,HONDA,ACCORD,2024,s", Trouble.NUMBER_WRONG),
        ("24V001,x,,ACCORD,2024,s", Trouble.VALUE_MISSING),
        ("24V001,x,HONDA,ACCORD,twenty,s", Trouble.YEAR_WRONG),
        ("24V001,x,HONDA,ACCORD,٢٠٢٤,s", Trouble.YEAR_WRONG),
        ("24V001,x,HONDA,ACCORD", Trouble.COLUMN_COUNT),
        (f"24V001,x,{'H' * 61},ACCORD,2024,s", Trouble.TOO_LONG),
        (f"24V001,x,HONDA,ACCORD,2024,{'s' * 100_001}", Trouble.ROW_BROKEN),
    ],
)
def test_a_row_that_cannot_be_used_says_why(line, trouble):
    [row] = read(line + "\r\n")

    assert row.recall is None
    assert [one.trouble for one in row.complaints] == [trouble]


def test_a_formula_is_text():
    [row] = read("24V001,x,=cmd|' /C calc'!A0,ACCORD,2024,s\r\n")

    assert row.recall is not None
    assert row.recall.make == "=cmd|' /C calc'!A0"
    assert [one.trouble for one in row.complaints] == [Trouble.LOOKS_LIKE_FORMULA]


def test_a_row_in_another_encoding_is_named_and_the_others_are_read():
    content = (HEADER + "24V001,x,HONDA,ACCORD,2024,s\r\n").encode()
    content += "24V002,x,トヨタ,プリウス,2024,s\r\n".encode("shift_jis")
    content += b"24V003,x,HONDA,CIVIC,9999,s\r\n"

    rows = read(content)

    assert [row.recall and row.recall.number for row in rows] == ["24V001", None, "24V003"]
    assert rows[1].complaints[0].trouble is Trouble.UNREADABLE_TEXT
    assert rows[2].recall.model_year is None


def zipped(name, content):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "trouble"),
    [
        ("a.csv", b"", Trouble.EMPTY),
        ("a.csv", HEADER.encode("utf-16"), Trouble.UTF16),
        ("a.csv", b"MAKE,MODEL\r\n", Trouble.MISSING_COLUMNS),
        ("a.zip", b"hello", Trouble.NOT_A_ZIP),
        ("a.zip", b"PK\x03\x04 broken", Trouble.NOT_A_ZIP),
        ("a.zip", zipped("readme.md", b"x"), Trouble.NO_TABLE_INSIDE),
        ("../../etc/passwd", zipped("../../evil.html", b"x"), Trouble.NO_TABLE_INSIDE),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_as_a_whole(name, content, trouble):
    with pytest.raises(recall_file.FileRefused) as refused:
        read(content, name)

    assert refused.value.trouble is trouble


@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_fall_over(content):
    try:
        rows = read(HEADER.encode() + content)
    except recall_file.FileRefused:
        return
    assert all(row.recall or row.complaints for row in rows)
