"""The complaint register of a site."""

from django.utils.translation import gettext as _

from seibi.contexts.network import facade as network
from seibi.contexts.support.contracts import SEE, ComplaintCause, ComplaintClass, Topic
from seibi.contexts.support.contracts.pages import ComplaintRow, Register
from seibi.contexts.support.models.disputes import Complaint
from seibi.contexts.support.permissions import can_register
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound

MOST = 200


def register_of(*, site_code: str, actor: Actor) -> Register:
    """The complaints of a site, the newest first; at most two hundred. Who only writes them down
    sees none. The SQL does not grow.

    Raises NotFound ("site_not_found").
    """
    site = network.site_by_code(site_code)
    may_log = bool(can_register(actor, site.node))
    if not may_log and not actor.may(SEE, at_node=site.node):
        raise NotFound("site_not_found", _("There is no such register, or it is not yours to see."))
    rows = Complaint.objects.visible_to(actor).filter(owner_node=site.node)
    newest = list(rows.select_related("dispute").order_by("-logged_at")[:MOST])
    found = tuple(
        ComplaintRow(
            id=row.pk,
            topic=Topic(row.topic),
            weight=ComplaintClass(row.weight),
            cause=ComplaintCause(row.cause),
            words=row.words,
            redress=row.redress,
            recurs=row.recurs_id is not None,
            case_number=row.dispute.number if row.dispute else "",
            logged_at=row.logged_at,
            closed_at=row.closed_at,
            may_close=may_log and row.closed_at is None and row.dispute_id is None,
        )
        for row in newest
    )
    return Register(
        site_id=site.id,
        site_code=site.code,
        site_name=site.name,
        tz=site.tz,
        rows=found,
        open=sum(row.closed_at is None for row in found),
        recurring=sum(row.recurs for row in found),
        may_log=may_log,
    )
