"""``make matrix``: write the answers of today into matrix.csv, to be read before they stay.

What differs from before is what a reviewer reads; the remarks are kept.
"""

import pytest

from tests.permissions import addresses, matrix
from tests.permissions.test_matrix import _eleven, world

__all__ = ["_eleven", "test_write", "world"]


@pytest.mark.django_db
def test_write(world):
    why = {name: row["why"] for name, row in matrix.table().items()}
    matrix.write([(one, world.answers(one)) for one in addresses.every_address()], why)
