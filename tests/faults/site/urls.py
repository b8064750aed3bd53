from django.http import HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from seibi.config.urls import handler404, handler500  # noqa: F401
from seibi.contexts.messaging import facade as messaging
from seibi.contexts.messaging.contracts import Route
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM
from seibi.kernel.http import JSON, retried
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


def alive(request):
    """Answers when the database does."""
    return HttpResponse("yes" if Deed.objects.exists() else "yes, and nothing done yet")


urlpatterns = [
    path("deeds/<str:number>/", do),
    path("alive/", alive),
    path("", include("seibi.config.urls")),
]
