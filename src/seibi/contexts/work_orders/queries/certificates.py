"""China's certificate of repair of a visit: whether one is needed, and who has signed."""

from uuid import UUID

from seibi.contexts.network import facade as network
from seibi.contexts.work_orders.contracts import LineState, State
from seibi.contexts.work_orders.contracts.quality import CertificateInfo
from seibi.contexts.work_orders.domain.guarantee import needed_certificate
from seibi.contexts.work_orders.models.estimate import Line
from seibi.contexts.work_orders.models.floor import ClockEntry
from seibi.contexts.work_orders.models.quality import Certificate
from seibi.contexts.work_orders.permissions import can_certify
from seibi.contexts.work_orders.queries.work_orders import work_order_row
from seibi.kernel.actor import Actor
from seibi.kernel.decisions import Denied


def certificate_of(work_order_id: UUID, actor: Actor) -> CertificateInfo:
    """What a visit needs and has. Raises NotFound ("work_order_not_found")."""
    row = work_order_row(work_order_id, actor)
    site = network.site(row.site_id)
    lines = Line.objects.filter(work_order=row, removed_at=None, state=LineState.DONE)
    needed = needed_certificate(site.country, lines.values_list("operation_code", flat=True))
    found = Certificate.objects.filter(work_order=row, void_at=None).first()
    clocked = ClockEntry.objects.standing().filter(work_order=row)
    doers = frozenset(clocked.values_list("technician_id", flat=True))
    try:
        decision = can_certify(actor, row, by=UUID(actor.account_id), doers=doers)
    except ValueError:
        decision = Denied("")
    names = network.names_by_account({found.inspector_id}) if found else {}
    return CertificateInfo(
        needed=needed,
        number=found.number if found else "",
        inspector=names.get(found.inspector_id, "") if found else "",
        issued_at=found.issued_at if found else None,
        may_issue=bool(decision) and found is None and row.state == State.QUALITY_CHECK,
        why_not=decision.reason if isinstance(decision, Denied) else "",
    )
