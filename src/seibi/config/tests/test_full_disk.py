"""A disk without room is a sentence, not a broken page."""

import errno

import pytest
from django.db import OperationalError

from seibi.config.refusals import as_refusal


class _Full(Exception):
    sqlstate = "53100"


def database_full():
    error = OperationalError("could not extend file")
    error.__cause__ = _Full()
    return error


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EDQUOT, "Quota"),
        database_full(),
    ],
)
def test_no_room_is_said_in_words_with_what_to_do(error):
    refusal = as_refusal(error)
    assert (refusal.status, refusal.code) == (507, "storage_full")
    assert "send it again" in refusal.message


def test_other_troubles_of_files_are_not_taken_for_it():
    assert as_refusal(OSError(errno.EACCES, "Permission denied")) is None
