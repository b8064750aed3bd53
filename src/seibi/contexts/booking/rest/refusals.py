"""The refusals that the API of booking documents; those about a slot say what is free."""

from seibi.contexts.booking.rest import schemas
from seibi.kernel.http import PROBLEMS

REFUSALS = {code: PROBLEMS[code] for code in (400, 403, 404, 409, 422)}
SLOT_REFUSALS = {
    **REFUSALS,
    409: schemas.SlotProblem,
    410: schemas.SlotProblem,
    429: PROBLEMS[429],
}
