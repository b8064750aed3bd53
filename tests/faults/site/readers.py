"""Two readers that each leave a trace; one of them asks for a background job."""

from seibi.kernel.journal.readers import reads
from tests.faults.site.events import DeedDone
from tests.faults.site.jobs import chore
from tests.faults.site.models import Trace


@reads(DeedDone, by="first witness")
def remember(event, entry):
    Trace.objects.create(number=event.number, reader="first witness")


@reads(DeedDone, by="second witness")
def remember_and_ask(event, entry):
    Trace.objects.create(number=event.number, reader="second witness")
    chore.configure(lock=f"chore:{event.number}").defer(number=event.number)
