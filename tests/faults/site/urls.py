import datetime as dt
import json
import time
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from seibi.config.bench.bare import page
from seibi.config.urls import handler400, handler404, handler500  # noqa: F401
from seibi.contexts.booking import facade as booking
from seibi.contexts.messaging import facade as messaging
from seibi.contexts.messaging.contracts import Route
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import RuleBroken
from seibi.kernel.http import JSON, actor_of, problem, retried
from seibi.kernel.idempotency.replay import once
from seibi.kernel.journal.tell import tell
from tests.faults.site.events import DeedDone
from tests.faults.site.models import Deed


@csrf_exempt
@retried
def do(request, number):
    """A row, a line in the journal and a mail, in one transaction; once for each key."""

    def handle():
        at = clock.now()
        subject = f"deed:{number}"
        Deed.objects.create(number=number)
        tell(DeedDone(number), actor=SYSTEM, at=at, subject=subject, owner_node="/")
        messaging.send(
            template="faults/done",
            to=Route("mail", f"{number}@example.com"),
            context={"number": number},
            subject=subject,
            owner_node="/",
            actor=SYSTEM,
            at=at,
        )
        return JSON({"number": number}, status=201)

    return once(request, handle=handle)


def give_up():
    raise RuleBroken("changed_their_mind", "Somebody else may have it.")


@csrf_exempt
def changed_mind(request):
    """Takes a time, keeps everybody waiting for it, and rolls back."""
    wanted = json.loads(request.body)
    try:
        with transaction.atomic():
            booking.hold(
                site_id=UUID(wanted["site"]),
                operation_codes=["OIL"],
                starts_at=dt.datetime.fromisoformat(wanted["start"]),
                actor=actor_of(request),
                machine_at=clock.machine_now(),
                at=clock.now(),
            )
            time.sleep(0.5)
            give_up()
    except RuleBroken as refusal:
        return problem(request, refusal)


def alive(request):
    """Answers when the database does."""
    return HttpResponse("yes" if Deed.objects.exists() else "yes, and nothing done yet")


urlpatterns = [
    path("deeds/<str:number>/", do),
    path("alive/", alive),
    path("changed-mind/", changed_mind),
    path("bare/", page),
    path("", include("seibi.config.urls")),
]
