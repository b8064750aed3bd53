"""The rehearsal: every row is brought in for real and rolled back, so that what it says is true."""

import datetime as dt
import hashlib
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seibi.contexts.partners.contracts import Field, Kind, RowState, RunState, Step, Verdict
from seibi.contexts.partners.domain import columns, reading, tables
from seibi.contexts.partners.domain.lifecycle import LIFECYCLE
from seibi.contexts.partners.domain.tables import FileRefused, Line
from seibi.contexts.partners.labels import REMARK_LABELS, TROUBLE_LABELS
from seibi.contexts.partners.models import ImportRun, StagedRow
from seibi.contexts.partners.operations.bringing import Brought, Destination
from seibi.contexts.partners.operations.trying import Refusal, destination, problems, tried

ROWS_AT_ONCE = 100
_TITLE = (
    Field.COMPANY_NAME,
    Field.FULL_NAME,
    Field.FAMILY_NAME,
    Field.GIVEN_NAME,
    Field.MAKE,
    Field.MODEL,
    Field.PLATE,
    Field.VIN,
    Field.FRAME_NUMBER,
    Field.WORK,
)
_IDENTITY: Mapping[Kind, tuple[tuple[Field, ...], ...]] = {  # the first of which all are filled
    Kind.CUSTOMERS: ((Field.CUSTOMER_NUMBER,),),
    Kind.VEHICLES: ((Field.VIN,), (Field.FRAME_NUMBER,), (Field.PLATE,)),
    Kind.READINGS: (),
    Kind.SERVICE: (),
}


def steps(*, run_id: UUID, at: dt.datetime) -> Iterator[ImportRun]:
    """Check the rest of the rows, some at a time; stopped anywhere it goes on from there."""
    run = ImportRun.objects.get(pk=run_id)
    source = tables.lines(bytes(run.content or b""), columns.words())
    below = (line for line in source if line.number > run.heading_row)
    rows = itertools.islice(below, run.rows_read, None)
    to = destination(run=run, at=at)
    try:
        while chunk := list(itertools.islice(rows, ROWS_AT_ONCE)):
            yield _check(run_id, chunk, to)
    except FileRefused as refused:
        yield _end(run_id, Step.CANNOT_BE_READ, str(TROUBLE_LABELS[refused.trouble]), at)
    else:
        yield _end(run_id, Step.CHECK_ENDED, "", at)


@transaction.atomic
def _check(run_id: UUID, chunk: Sequence[Line], to: Destination) -> ImportRun:
    run = ImportRun.objects.locked().get(pk=run_id)
    if run.state != RunState.CHECKING:
        return run
    staged = [_read(line, run, to.site.country) for line in chunk]
    _refuse_twins(staged, run)
    with transaction.atomic():
        for row in staged:
            if row.verdict != Verdict.REFUSED:
                _keep(row, run, tried(row=row, kind=Kind(run.kind), to=to))
        transaction.set_rollback(True)
    StagedRow.objects.bulk_create(staged)
    run.rows_read += len(chunk)
    run.save(update_fields=["rows_read"])
    return run


def _read(line: Line, run: ImportRun, country: str) -> StagedRow:
    """A row as it waits: what it says, or what is wrong with it."""
    row = StagedRow(
        run=run, number=line.number, cells=list(line.cells), verdict=Verdict.NEW, values={}
    )
    if line.trouble is not None:
        return _refused(row, run, Refusal(((None, str(TROUBLE_LABELS[line.trouble])),)))
    named = {
        Field(field): line.cells[int(place)]
        for place, field in run.columns.items()
        if int(place) < len(line.cells)
    }
    said = reading.read(Kind(run.kind), named, country)
    row.values = reading.as_json(said.values)
    row.title = _title(row.values)
    row.identity = _identity(Kind(run.kind), row)
    if said.complaints:
        found = tuple((one.field, str(TROUBLE_LABELS[one.trouble])) for one in said.complaints)
        return _refused(row, run, Refusal(found))
    return row


def _title(values: Mapping[str, str]) -> str:
    return " ".join(str(values[one]) for one in _TITLE if values.get(one))[:200]


def _identity(kind: Kind, row: StagedRow) -> str:
    """What makes two rows of a file the same: a number that belongs to one, else everything."""
    for fields in _IDENTITY[kind]:
        if all(row.values.get(one) for one in fields):
            return ":".join(str(row.values[one]).upper() for one in fields)[:120]
    whole = json.dumps(row.values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()


def _refuse_twins(staged: Sequence[StagedRow], run: ImportRun) -> None:
    """The same twice in one file: the first counts, the second is told where the first stands."""
    wanted = [row.identity for row in staged if row.identity]
    known = dict(
        StagedRow.objects.filter(run=run, identity__in=wanted)
        .exclude(verdict=Verdict.REFUSED)
        .values_list("identity", "number")
    )
    for row in staged:
        if row.verdict == Verdict.REFUSED or not row.identity:
            continue
        first = known.setdefault(row.identity, row.number)
        if first != row.number:
            sentence = _("The same stands in row %(row)s already.") % {"row": first}
            _refused(row, run, Refusal(((None, sentence),)))


def _keep(row: StagedRow, run: ImportRun, outcome: Brought | Refusal) -> None:
    """What the rehearsal found; of what is new there is nothing to keep but that."""
    if isinstance(outcome, Refusal):
        _refused(row, run, outcome)
        return
    row.verdict = outcome.verdict
    row.title = outcome.title[:200] or row.title
    row.twin = outcome.twin
    row.subject = "" if outcome.verdict == Verdict.NEW else outcome.subject
    row.remarks = [str(REMARK_LABELS[remark]) % {"what": what} for remark, what in outcome.remarks]


def _refused(row: StagedRow, run: ImportRun, refusal: Refusal) -> StagedRow:
    row.verdict, row.state = Verdict.REFUSED, RowState.WAITING
    row.problems = problems(row=row, run=run, refusal=refusal)
    return row


@transaction.atomic
def _end(run_id: UUID, step: Step, message: str, at: dt.datetime) -> ImportRun:
    run = ImportRun.objects.locked().get(pk=run_id)
    if run.state == RunState.CHECKING:
        run.state, run.message = LIFECYCLE.after(RunState(run.state), step), message
        run.rows_total = run.rows_read
        if step is Step.CANNOT_BE_READ:
            run.finished_at, run.content = at, None
            StagedRow.objects.filter(run=run).delete()
        run.save(update_fields=["state", "message", "rows_total", "finished_at", "content"])
    return run
