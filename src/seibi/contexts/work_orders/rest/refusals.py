"""The refusals that the API of visits documents."""

from collections.abc import Mapping
from typing import Any

from seibi.kernel.http import PROBLEMS

READS: Mapping[int, Any] = {status: PROBLEMS[status] for status in (401, 403, 404, 422)}
REFUSALS: Mapping[int, Any] = {
    status: PROBLEMS[status] for status in (400, 401, 403, 404, 409, 413, 422)
}
