"""A town of many: people with a telephone and a car each, with the keys they are found by."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from seibi.kernel.ids import new_id
from seibi.kernel.search import keys
from seibi.kernel.search.normalise import backwards, plain

FAMILIES = (
    *("サトウ", "スズキ", "タカハシ", "タナカ", "イトウ", "ワタナベ", "ヤマモト", "ナカムラ"),
    *("コバヤシ", "カトウ", "ヨシダ", "ヤマダ", "ササキ", "マツモト", "イノウエ", "キムラ"),
)
GIVEN = (
    *("ハルト", "ユイ", "ソウタ", "アオイ", "ミナト", "ヒナ", "ケンジ", "ヨウコ"),
    *("マサト", "サクラ", "タケシ", "ミホ", "ダイキ", "カナ", "ショウ", "リン"),
)
MODEL = "Toyota Corolla"  # all of them: the worst that can be typed
SAME = (
    "INSERT INTO {table} SELECT (jsonb_populate_record(one, said.what)).*"
    " FROM said, (SELECT * FROM {table} WHERE {like} LIMIT 1) AS one"
)
LIKE = {
    "customers_customer": "language = 'ja' AND kind = 'person'",
    "customers_contactpoint": "kind = 'phone'",
    "vehicles_vehicle": "country = 'JP'",
    "vehicles_identifier": "kind = 'plate'",
    "vehicles_ownership": "role = 'owner' AND ends_at IS NULL",
}


class Somebody(NamedTuple):
    """One of them, all of whose signs follow from a number."""

    number: int
    customer: UUID
    vehicle: UUID

    @property
    def family(self) -> str:
        return FAMILIES[self.number % len(FAMILIES)]

    @property
    def given(self) -> str:
        return GIVEN[self.number // len(FAMILIES) % len(GIVEN)]

    @property
    def plate(self) -> str:
        return f"品川{300 + self.number // 10_000}い{self.number % 10_000:04d}"

    @property
    def phone(self) -> str:
        return f"+8190{self.number * 7_919 % 100_000_000:08d}"

    @property
    def vin(self) -> str:
        return f"JTDBR32E7{self.number * 104_729 % 100_000_000:08d}"


def fill(address: str, node: str, count: int) -> list[Somebody]:
    """Put so many people of one group into the books, each with a car."""
    people = [Somebody(number, new_id(), new_id()) for number in range(count)]
    with psycopg.connect(address) as connection:
        _rows(connection, node, people)
        _keys(connection, node, people)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("ANALYZE")
    return people


def _rows(connection: psycopg.Connection, node: str, people: list[Somebody]) -> None:
    """Rows like one of the demo, but for what is said of each."""
    for table, like in LIKE.items():
        connection.execute("CREATE TEMP TABLE said (what jsonb)")
        with connection.cursor().copy("COPY said FROM STDIN") as lines:
            for one in people:
                for said in _said(table, node, one):
                    lines.write_row([Jsonb(said)])
        connection.execute(SAME.format(table=table, like=like).encode())
        connection.execute("DROP TABLE said")


def _said(table: str, node: str, one: Somebody) -> Iterator[Mapping[str, Any]]:
    """By which words a row of this table differs from the one it is copied from."""
    if table == "customers_customer":
        names = {"family_reading": one.family, "given_reading": one.given}
        yield {"id": str(one.customer), "owner_node": node, "sales_id": None, **names}
    elif table == "customers_contactpoint":
        whose = {"customer_id": str(one.customer), "value": one.phone}
        yield {"id": str(new_id()), "owner_node": node, **whose}
    elif table == "vehicles_vehicle":
        make, model = MODEL.split()
        yield {"id": str(one.vehicle), "owner_node": node, "make": make, "model": model}
    elif table == "vehicles_identifier":
        for kind, value in (("plate", one.plate), ("vin", one.vin)):
            which = {"kind": kind, "value": value, "key": plain(value)}
            yield {"id": str(new_id()), "vehicle_id": str(one.vehicle), **which}
    else:
        whose = {"customer_id": str(one.customer), "vehicle_id": str(one.vehicle)}
        yield {"id": str(new_id()), "owner_node": node, **whose}


def _keys(connection: psycopg.Connection, node: str, people: list[Somebody]) -> None:
    """What `customers` and `vehicles` would have written for each to be found by."""
    columns = "id, owner_node, scope, subject_id, key, rank"
    with connection.cursor().copy(f"COPY search_searchkey ({columns}) FROM STDIN") as lines:
        for one in people:
            for key, rank in _of_person(one).items():
                lines.write_row([new_id(), node, "customer", one.customer, key, rank])
            for key, rank in _of_car(one).items():
                lines.write_row([new_id(), "/", "vehicle", one.vehicle, key, rank])


def _of_person(one: Somebody) -> dict[str, int]:
    phone = plain(one.phone)
    readings = dict.fromkeys((one.family, one.given, one.family + one.given), keys.READING)
    return readings | {phone: keys.EXACT, backwards(phone): keys.TAIL, phone[-4:]: keys.TAIL}


def _of_car(one: Somebody) -> dict[str, int]:
    found = dict.fromkeys((plain(MODEL), plain(MODEL.split()[1])), keys.NAME)
    for key in (plain(one.plate), plain(one.vin)):
        found |= {key: keys.EXACT, key[-4:]: keys.TAIL, backwards(key): keys.TAIL}
    return found
