"""Readers that leave traces, one of which asks for a background job; and a screen's topic."""

from django.db import connection

from seibi.kernel.journal.readers import reads
from seibi.kernel.live.topics import live_topic
from tests.faults.site.events import DeedDone, LineWritten
from tests.faults.site.jobs import chore
from tests.faults.site.models import Copy, Trace


@reads(DeedDone, by="first witness")
def remember(event, entry):
    Trace.objects.create(number=event.number, reader="first witness")


@reads(DeedDone, by="second witness")
def remember_and_ask(event, entry):
    Trace.objects.create(number=event.number, reader="second witness")
    chore.configure(lock=f"chore:{event.number}").defer(number=event.number)


def copy_for(reader):
    @reads(LineWritten, by=reader)
    def copy(event, entry):
        Copy.objects.create(reader=reader, pos=entry.pos, writer=event.writer, line=event.number)


for scribe in ("first scribe", "second scribe"):
    copy_for(scribe)


@live_topic(
    "lines",
    hears=(LineWritten,),
    may_see=lambda actor, key: True,
    key_of=lambda event, entry: "all",
)
def how_many_lines(key, language):
    """What a screen shows: lines that have their place."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM journal_entry WHERE name = %s AND pos IS NOT NULL",
            [LineWritten.name],
        )
        return f"<p>#{cursor.fetchone()[0]}#</p>"
