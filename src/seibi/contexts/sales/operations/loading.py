"""Finding and locking what an operation of sales is about."""

from uuid import UUID

from seibi.contexts.sales.models import Prospect
from seibi.contexts.sales.permissions import can_sell, no_prospect
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, require


def locked_prospect(prospect_id: UUID, actor: Actor) -> Prospect:
    """The prospect, locked, for those who sell at its site. Raises NotFound, NotAllowed."""
    row = Prospect.objects.visible_to(actor).locked().filter(pk=prospect_id).first()
    if row is None:
        raise no_prospect()
    require(can_sell(actor, row.owner_node))
    return row


def invalid(field: str, code: str, sentence: str) -> Invalid:
    """A refusal beside its field."""
    return Invalid(code, sentence, errors={field: sentence})
