"""China's certificate of repair: without it a car that needs one cannot be called ready."""

import datetime as dt
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from seibi.contexts.network import facade as network
from seibi.contexts.work_orders.contracts import State
from seibi.contexts.work_orders.events.floor import CertificateIssued
from seibi.contexts.work_orders.models.floor import ClockEntry
from seibi.contexts.work_orders.models.quality import Certificate
from seibi.contexts.work_orders.models.work_order import WorkOrder
from seibi.contexts.work_orders.operations.loading import account_of, locked_work_order
from seibi.contexts.work_orders.operations.moving import tell_about
from seibi.contexts.work_orders.operations.quality import make_ready, needed_level, unchecked
from seibi.contexts.work_orders.permissions import can_certify
from seibi.kernel.actor import Actor
from seibi.kernel.clock import local_day
from seibi.kernel.errors import RuleBroken, require
from seibi.kernel.text import translated


@transaction.atomic
def issue_certificate(*, work_order_id: UUID, actor: Actor, at: dt.datetime) -> str:
    """An inspector who did none of the work signs for it under a number; then the car is ready.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state", "no_certificate_needed",
    "unchecked_work").
    """
    work_order = locked_work_order(work_order_id, actor)
    inspector = account_of(actor)
    doers = frozenset(
        ClockEntry.objects.standing()
        .filter(work_order=work_order)
        .values_list("technician_id", flat=True)
    )
    require(can_certify(actor, work_order, by=inspector, doers=doers))
    if State(work_order.state) is not State.QUALITY_CHECK:
        sentence = _("This car is not being checked now.")
        raise RuleBroken("wrong_state", sentence, state=work_order.state)
    level = needed_level(work_order)
    if level is None:
        sentence = _("The law asks for no certificate for this work.")
        raise RuleBroken("no_certificate_needed", sentence)
    if missing := unchecked(work_order):
        titles = ", ".join(translated(line.title) for line in missing)
        sentence = _("Nobody has checked this yet: %(lines)s.") % {"lines": titles}
        raise RuleBroken("unchecked_work", sentence, lines=[str(line.pk) for line in missing])
    made = Certificate.objects.create(
        work_order=work_order,
        number=_next_number(work_order, at),
        level=level,
        inspector_id=inspector,
        issued_at=at,
    )
    event = CertificateIssued(work_order.pk, made.pk, made.number, str(level))
    tell_about(work_order, event, actor=actor, at=at)
    make_ready(work_order, actor, at)
    return made.number


def _next_number(work_order: WorkOrder, at: dt.datetime) -> str:
    """Site, year and a number without a gap; asked one after the other per site."""
    site = network.site(work_order.site_id)
    year = local_day(at, site.tz).year
    begin = f"{site.code.upper()}-{year}-"[:22]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [begin])
    count = Certificate.objects.filter(number__startswith=begin).count()
    return f"{begin}{count + 1:06d}"
