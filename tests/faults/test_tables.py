"""A hundred thousand odd rows, another encoding, formulas: named in words, read as far as possible.

Through the page that an administrator uses, by the worker, while others go on.
"""

import csv
import io
import re
import time
from http.client import HTTPConnection

import pytest

from tests.faults.crowd import CSRF

pytestmark = pytest.mark.faults

ROWS = 100_000
PATIENCE = 600.0
HEADER = "NHTSA ID,DOCUMENT NAME,MAKE,MODEL,MODEL YEAR,SUMMARY\r\n"
FORMULAS = ("=HYPERLINK(0)", "+1+1", "@SUM(1)", "=cmd|' /C calc'!A0")
RUNS_AWAY = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
ADDED = "SELECT count(*) FROM vehicles_campaign"


@pytest.fixture
def administrator(arena):
    return Administrator(arena)


@pytest.fixture
def worker(arena):
    arena.ground.start("worker")
    child = arena.ground.children.pop()
    yield child
    child.ask_to_end()
    child.make_end(time.monotonic() + 10)


class Administrator:
    """A browser on the page for recall files."""

    def __init__(self, arena):
        self._port, world = arena.crowd.port, arena.crowd.world
        self._cookies = f"{world['cookie']}={world['administrator']}; csrftoken={CSRF}"

    def get(self, path):
        return self._ask("GET", path)

    def upload(self, content, name="recalls.csv"):
        """Where to watch it."""
        token = f'--xx\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{CSRF}'
        file = f'--xx\r\nContent-Disposition: form-data; name="file"; filename="{name}"'
        body = f"{token}\r\n{file}\r\nContent-Type: text/csv\r\n\r\n".encode()
        body += content + b"\r\n--xx--\r\n"
        status, where, _text = self._ask("POST", "/vehicles/recalls/", body)
        assert status == 302
        return where

    def done_with(self, where):
        """What the page says when it has nothing more to wait for."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            status, _where, text = self.get(where)
            assert status == 200
            if "every 1s" not in text:
                return text
            time.sleep(0.5)
        raise AssertionError("the import did not come to its end")

    def _ask(self, method, path, body=None):
        line = HTTPConnection("127.0.0.1", self._port, timeout=60)
        headers = {"Cookie": self._cookies, "Content-Type": "multipart/form-data; boundary=xx"}
        line.request(method, path, body, headers)
        answer = line.getresponse()
        text = answer.read().decode()
        line.close()
        return answer.status, answer.getheader("Location"), text


def odd_rows():
    """Of four rows one is fine, one has no number, one is a formula and one in another encoding."""
    for number in range(ROWS // 4):
        campaign = f"24V{number % 1000:03}"
        yield f"{campaign},x,HONDA,MODEL {number},2024,s\r\n".encode()
        yield f"-{number},x,HONDA,ACCORD,2024,s\r\n".encode()
        yield f"{campaign},x,{FORMULAS[number % 4]},MODEL {number},2024,s\r\n".encode()
        yield f"{campaign},x,トヨタ,プリウス {number},2024,s\r\n".encode("shift_jis")


def test_a_hundred_thousand_odd_rows_are_named_and_run_nowhere(arena, worker, administrator):
    where = administrator.upload(HEADER.encode() + b"".join(odd_rows()))
    slowest = 0.0
    while "every 1s" in administrator.get(where)[2]:
        slowest = max(slowest, arena.crowd.bare(16))  # others go on meanwhile
        time.sleep(0.5)
    page = administrator.done_with(where)
    print({"slowest_16_bare_requests": round(slowest, 2)})

    assert "is not a campaign number" in page
    assert slowest < 10
    problems = list(csv.reader(io.StringIO(administrator.get(f"{where}problems.csv")[2][1:])))
    assert len(problems) == 1 + ROWS * 3 // 4
    assert [row for row in problems if any(cell.startswith(RUNS_AWAY) for cell in row)] == []
    marked = {value for _row, _column, value, _problem in problems if value.startswith("'")}
    assert {f"'{formula}" for formula in FORMULAS} <= marked
    assert "'-7" in marked
    kept = "SELECT count(*) FROM vehicles_campaignscope WHERE make = %(make)s"
    assert arena.query(kept, {"make": FORMULAS[0]})[0] > 0  # as text, as it came


@pytest.mark.parametrize(
    ("_case", "content", "sentence"),
    [
        ("UTF-16, as Excel saves Unicode", HEADER.encode("utf-16"), "is not saved as UTF-8"),
        ("a program", bytes(range(256)) * 100, "is not saved as UTF-8"),
        ("a picture", b"\x89PNG\r\n\x1a\n\x00\x00", "is not saved as UTF-8"),
        ("other columns", b"a;b;c\r\n1;2;3\r\n", "NHTSA ID"),
        ("no zip", b"PK\x03\x04nothing", "zip"),
    ],
)
def test_what_is_no_table_is_refused_in_words(
    arena, worker, administrator, _case, content, sentence
):
    before = arena.query(ADDED)

    page = administrator.done_with(administrator.upload(content))

    assert sentence in re.sub(r"<[^>]+>", "", page)
    assert arena.query(ADDED) == before


@pytest.mark.parametrize("encoding", ["shift_jis", "gb18030", "euc_jp", "latin-1"])
def test_a_row_in_another_encoding_is_named_and_the_others_are_read(
    arena, worker, administrator, encoding
):
    word = "Citroën" if encoding == "latin-1" else "日産"
    number = {"shift_jis": 911, "gb18030": 912, "euc_jp": 913, "latin-1": 914}[encoding]
    rows = f"23V{number},x,{word},Z,2024,s\r\n".encode(encoding)
    rows += f"22V{number},x,NISSAN,Z,2024,s\r\n".encode()

    page = administrator.done_with(administrator.upload(HEADER.encode() + rows))

    found = "SELECT count(*) FROM vehicles_campaign WHERE number = %(number)s"
    assert arena.query(found, {"number": f"22V{number}"}) == (1,)
    assert arena.query(found, {"number": f"23V{number}"}) == (0,)
    assert "UTF-8" in page
