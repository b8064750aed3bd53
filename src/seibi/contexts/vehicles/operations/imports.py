"""Recall files on their way in: staged, applied in small steps, resumable, repeatable."""

import datetime as dt
import hashlib
import itertools
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from seibi.contexts.vehicles.contracts import ImportState
from seibi.contexts.vehicles.contracts.recalls import ImportProgress
from seibi.contexts.vehicles.domain import recall_file
from seibi.contexts.vehicles.domain.identifiers import match_key
from seibi.contexts.vehicles.domain.recall_file import FileRefused, Parts, ReadRow
from seibi.contexts.vehicles.events import RecallImportStarted, RecallsImported
from seibi.contexts.vehicles.labels import TROUBLE_LABELS
from seibi.contexts.vehicles.models.imports import ImportRun, RowProblem, StagedRow
from seibi.contexts.vehicles.operations import applying
from seibi.contexts.vehicles.permissions import can_import
from seibi.contexts.vehicles.queries.imports import progress_value
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, require
from seibi.kernel.ids import new_id
from seibi.kernel.journal.tell import tell

IMPORT_TASK = "seibi.contexts.vehicles.jobs.import_uploaded"
ROWS_AT_ONCE = 4_000
CAMPAIGNS_OF = "/"
COPY_STAGED = (
    "COPY vehicles_stagedrow (id, run_id, row, number, make, model, make_key,"
    " model_key, model_year, component, published_on, summary) FROM STDIN"
)


def import_recalls(*, path: Path, actor: Actor, at: dt.datetime) -> Iterator[ImportProgress]:
    """Import a CSV, a zip or a folder of them, in steps of at most a second.

    Each step is a transaction of its own: stopped anywhere, the same call goes on from there;
    after the end it changes nothing. Raises NotAllowed, Invalid ("file_missing").
    """
    require(can_import(actor))
    if not path.exists():
        raise Invalid("file_missing", _("There is no file at %(path)s.") % {"path": path})
    digest, lines = _digest(path)
    run_id = _start(path.name, digest, lines, None, actor, at)
    yield from _go_on(run_id, recall_file.parts_of_path(path), actor, at)


@transaction.atomic
def upload_recalls(*, file_name: str, content: bytes, actor: Actor, at: dt.datetime) -> UUID:
    """Take a file in; ``continue_upload`` does the work. The same file again is the same run.

    Raises NotAllowed, Invalid ("file_empty").
    """
    require(can_import(actor))
    if not content:
        sentence = _("This file is empty. Choose another one.")
        raise Invalid("file_empty", sentence, errors={"file": sentence})
    digest = hashlib.sha256(content).hexdigest()
    run_id = _start(file_name, digest, content.count(b"\n"), content, actor, at)
    job = app.configure_task(IMPORT_TASK, queue="imports", lock=f"import:{run_id}")
    job.defer(run_id=str(run_id))
    return run_id


def continue_upload(*, run_id: UUID, actor: Actor, at: dt.datetime) -> Iterator[ImportProgress]:
    """Go on with an uploaded file from where it stopped. Raises NotAllowed, NotFound."""
    require(can_import(actor))
    run = ImportRun.objects.filter(pk=run_id).first()
    if run is None:
        raise NotFound("import_not_found", _("There is no such import."))
    parts = recall_file.parts_of_bytes(run.file_name, bytes(run.upload or b""))
    yield from _go_on(run_id, parts, actor, at)


@transaction.atomic
def _start(
    file_name: str,
    digest: str,
    lines: int,
    content: bytes | None,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """The run of this file: a new one, or the one that began it before."""
    run, new = ImportRun.objects.get_or_create(
        kind="recalls",
        sha256=digest,
        defaults={
            "file_name": Path(file_name.replace("\\", "/")).name[:200] or "recalls",
            "owner_node": CAMPAIGNS_OF,
            "rows_total": max(lines - 1, 0),
            "upload": content,
            "started_at": at,
        },
    )
    if new:
        tell(
            RecallImportStarted(run_id=run.pk),
            actor=actor,
            at=at,
            subject=f"import:{run.pk}",
            owner_node=run.owner_node,
        )
    elif run.state == ImportState.REFUSED:
        run.state, run.message, run.upload = ImportState.READING, "", content
        run.save(update_fields=["state", "message", "upload"])
    return run.pk


def _go_on(run_id: UUID, parts: Parts, actor: Actor, at: dt.datetime) -> Iterator[ImportProgress]:
    run = ImportRun.objects.get(pk=run_id)
    yield progress_value(run)
    if run.state == ImportState.READING:
        yield from _read_all(run_id, parts, at)
    if ImportRun.objects.get(pk=run_id).state == ImportState.APPLYING:
        for _step in applying.steps(run_id=run_id):
            yield progress_value(ImportRun.objects.get(pk=run_id))
        yield _finish(run_id, actor, at)


def _read_all(run_id: UUID, parts: Parts, at: dt.datetime) -> Iterator[ImportProgress]:
    seen = _Seen()
    position = ImportRun.objects.get(pk=run_id).rows_read
    rows = itertools.islice(recall_file.rows(parts), position, None)
    try:
        while chunk := list(itertools.islice(rows, ROWS_AT_ONCE)):
            yield _stage(run_id, position, chunk, seen)
            position += len(chunk)
    except FileRefused as refused:
        yield _refuse(run_id, refused, at)
    else:
        yield _all_read(run_id, position)


class _Seen:
    """What this reading has staged already: a recall stands in a file once per document."""

    def __init__(self) -> None:
        self.scopes: set[tuple[str, str, str, int | None]] = set()
        self.longest: dict[str, int] = {}

    def is_news(self, read: ReadRow) -> bool:
        """A new scope, or more words about its campaign than before."""
        recall = read.recall
        if recall is None:
            return False
        scope = (recall.number, recall.make, recall.model, recall.model_year)
        longer = len(read.summary) > self.longest.get(recall.number, -1)
        news = longer or scope not in self.scopes
        self.scopes.add(scope)
        self.longest[recall.number] = max(len(read.summary), self.longest.get(recall.number, -1))
        return news


@transaction.atomic
def _stage(run_id: UUID, position: int, chunk: list[ReadRow], seen: _Seen) -> ImportProgress:
    """Keep what is new in these rows, and what is wrong with the others."""
    run = ImportRun.objects.locked().get(pk=run_id)
    if run.rows_read == position:
        with connection.cursor() as cursor, cursor.copy(COPY_STAGED) as copy:
            for read in filter(seen.is_news, chunk):
                copy.write_row(_staged(run_id, read))
        complaints = [
            RowProblem(run=run, row=read.row, column=one.column, value=one.value, code=one.trouble)
            for read in chunk
            for one in read.complaints
        ]
        RowProblem.objects.bulk_create(complaints, ignore_conflicts=True, batch_size=5_000)
        run.rows_read = position + len(chunk)
        run.problems += len(complaints)
        run.save(update_fields=["rows_read", "problems"])
    return progress_value(run)


def _staged(run_id: UUID, read: ReadRow) -> tuple[object, ...]:
    recall = read.recall
    if recall is None:
        raise ValueError("a row without a recall is never staged")
    published = _day(recall.published_on)
    return (
        new_id(),
        run_id,
        read.row,
        recall.number,
        recall.make,
        recall.model,
        match_key(recall.make)[:60],
        match_key(recall.model)[:256],
        recall.model_year,
        recall.component,
        published,
        recall_file.tidy(read.summary),
    )


def _day(text: str) -> dt.date | None:
    """A day as ISO or as NHTSA writes it, 20240131; anything else is no day."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


@transaction.atomic
def _all_read(run_id: UUID, rows: int) -> ImportProgress:
    run = ImportRun.objects.locked().get(pk=run_id)
    if run.state == ImportState.READING:
        run.state, run.rows_total, run.rows_read = ImportState.APPLYING, rows, rows
        run.save(update_fields=["state", "rows_total", "rows_read"])
    return progress_value(run)


@transaction.atomic
def _refuse(run_id: UUID, refused: FileRefused, at: dt.datetime) -> ImportProgress:
    run = ImportRun.objects.locked().get(pk=run_id)
    run.state, run.finished_at = ImportState.REFUSED, at
    run.message = str(TROUBLE_LABELS[refused.trouble]) % {"detail": refused.detail}
    run.upload = None
    run.save(update_fields=["state", "finished_at", "message", "upload"])
    StagedRow.objects.filter(run=run).delete()
    return progress_value(run)


@transaction.atomic
def _finish(run_id: UUID, actor: Actor, at: dt.datetime) -> ImportProgress:
    """Everything is applied: forget the staged rows and the upload, and say so."""
    run = ImportRun.objects.locked().get(pk=run_id)
    run.state, run.finished_at, run.upload = ImportState.DONE, clock.now(), None
    run.rows_applied = run.rows_read
    run.save(update_fields=["state", "finished_at", "upload", "rows_applied"])
    StagedRow.objects.filter(run=run).delete()
    tell(
        RecallsImported(
            run_id=run.pk,
            rows=run.rows_read,
            campaigns_added=run.campaigns_added,
            scopes_added=run.scopes_added,
            problems=run.problems,
        ),
        actor=actor,
        at=at,
        subject=f"import:{run.pk}",
        owner_node=run.owner_node,
    )
    return progress_value(run)


def _digest(path: Path) -> tuple[str, int]:
    """What the file or folder contains, as one hash; and about how many lines it has."""
    digest = hashlib.sha256()
    files = sorted(p for p in path.iterdir() if p.is_file()) if path.is_dir() else [path]
    for one in files:
        with one.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    lines = 0
    try:
        for _name, part in recall_file.parts_of_path(path)():
            while block := part.read(1 << 20):
                lines += block.count(b"\n")
    except FileRefused:
        return digest.hexdigest(), 0
    return digest.hexdigest(), lines
