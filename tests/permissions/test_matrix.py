"""Who is answered what: every address, every role, here and elsewhere, as the reviewed table says.

``make matrix`` writes the answers of today into ``matrix.csv``; read the difference before it stays.
"""

import pytest
from django.db import transaction

from seibi.kernel import clock
from tests.permissions import addresses, cast, matrix, stage

pytestmark = pytest.mark.django_db
ADDRESSES = addresses.every_address()
TABLE = matrix.table()


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Site 7 and everybody, in a transaction that is never committed."""
    before = clock._clock.source
    with django_db_blocker.unblock(), transaction.atomic():
        stage.stand_at_eleven()
        yield matrix.built()
        transaction.set_rollback(True)
    clock.follow(before)


@pytest.fixture(autouse=True)
def _eleven():
    stage.stand_at_eleven()


def test_every_address_has_a_row_and_every_row_an_address():
    known = {str(address) for address in ADDRESSES}
    assert known - set(TABLE) == set(), "addresses without a row in matrix.csv"
    assert set(TABLE) - known == set(), "rows in matrix.csv without an address"


def test_nothing_is_mounted_beside_the_operations_of_the_api():
    said = {address.path.removeprefix("/") for address in ADDRESSES}
    assert addresses.routes_of_the_api() - said == set()


def test_every_row_is_open_to_somebody():
    """A row in which all are refused would prove nothing about who may."""
    closed = [
        name for name, row in TABLE.items() if not row["why"] and not _answers(row) & matrix.DONE
    ]
    assert closed == []


@pytest.mark.parametrize("address", matrix.part_of(ADDRESSES), ids=str)
def test_everybody_is_answered_as_the_table_says(world, address):
    row = TABLE[str(address)]
    differences = {
        column: f"{answer} instead of {row[column]}"
        for column, answer in world.answers(address, row).items()
        if answer != row[column]
    }
    assert differences == {}


def _answers(row: dict[str, str]) -> set[str]:
    return {answer for column in cast.COLUMNS for answer in row[column].split("/")}
