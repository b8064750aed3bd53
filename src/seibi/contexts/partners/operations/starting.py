"""A file comes in: looked at, its columns named. Nothing of the trade is written yet."""

import datetime as dt
import hashlib
import itertools
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from seibi.contexts.network import facade as network
from seibi.contexts.partners.contracts import Field, Kind, RunState, Step
from seibi.contexts.partners.domain import columns, tables
from seibi.contexts.partners.domain.lifecycle import LIFECYCLE
from seibi.contexts.partners.domain.tables import FileRefused, Line
from seibi.contexts.partners.events import ColumnsNamed, ImportStarted
from seibi.contexts.partners.labels import FIELD_LABELS, TROUBLE_LABELS
from seibi.contexts.partners.models import ChosenColumn, ImportRun, StagedRow
from seibi.contexts.partners.permissions import can_import
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, require
from seibi.kernel.journal.events import Event
from seibi.kernel.journal.tell import tell

TASK = "seibi.contexts.partners.jobs.go_on"
SAMPLES = 20
OVER = (RunState.REFUSED, RunState.UNDONE)


@transaction.atomic
def start_import(
    *, site_id: UUID, kind: Kind, file_name: str, content: bytes, actor: Actor, at: dt.datetime
) -> UUID:
    """A file is taken in and its columns are guessed; the same file again is the same import.

    Raises NotFound, NotAllowed, Invalid ("file_unreadable", "file_without_rows").
    """
    site = network.site(site_id)
    require(can_import(actor, site.node))
    digest = hashlib.sha256(content).hexdigest()
    same = ImportRun.objects.filter(site_id=site_id, kind=kind, sha256=digest)
    before = same.exclude(state__in=OVER).first()
    if before is not None:
        return before.pk
    first, place = _first_rows(content)

    headings = list(first[place].cells)
    samples = [_as_wide(line.cells, len(headings)) for line in first[place + 1 :]]
    run = ImportRun.objects.create(
        owner_node=site.node,
        site_id=site_id,
        kind=kind,
        file_name=PurePath(file_name.replace("\\", "/")).name[:200] or str(kind),
        sha256=digest,
        content=content,
        state=RunState.COLUMNS,
        headings=headings,
        samples=samples,
        columns=_guessed(kind, headings, samples, site.group_node),
        heading_row=first[place].number,
        language=get_language() or "en",
        started_by=actor.account_id,
        started_at=at,
    )

    report(event=ImportStarted(run.pk, kind), run=run, actor=actor, at=at)
    return run.pk


@transaction.atomic
def name_columns(
    *, run_id: UUID, chosen: Mapping[int, Field], actor: Actor, at: dt.datetime
) -> None:
    """Which column is what; remembered for the next file, and the rows are checked anew.

    Raises NotFound, NotAllowed, RuleBroken ("wrong_state"), Invalid ("columns_missing",
    "column_twice").
    """
    run = get_locked(run_id=run_id, actor=actor)
    require(can_import(actor, run.owner_node))
    after = LIFECYCLE.after(RunState(run.state), Step.NAME_COLUMNS)
    _check(Kind(run.kind), chosen, len(run.headings))

    StagedRow.objects.filter(run=run).delete()
    run.columns = {str(place): str(field) for place, field in sorted(chosen.items())}
    run.state, run.rows_read, run.rows_total = after, 0, None
    run.save(update_fields=["columns", "state", "rows_read", "rows_total"])
    _remember(run, chosen)
    defer(run=run)

    report(event=ColumnsNamed(run.pk), run=run, actor=actor, at=at)


def get_locked(*, run_id: UUID, actor: Actor) -> ImportRun:
    """The import, locked, if this actor may know of it. Raises NotFound ("import_not_found")."""
    run = ImportRun.objects.visible_to(actor).locked().filter(pk=run_id).first()
    if run is None:
        raise NotFound("import_not_found", _("There is no such import."))
    return run


def defer(*, run: ImportRun) -> None:
    """The worker goes on with it as soon as this is committed, one worker at a time."""
    job = app.configure_task(TASK, queue="imports", lock=f"partners-import:{run.pk}")
    job.defer(run_id=str(run.pk))


def report(*, event: Event, run: ImportRun, actor: Actor, at: dt.datetime) -> None:
    """The last beat of each step, under the import's name."""
    tell(event, actor=actor, at=at, subject=f"import:{run.pk}", owner_node=run.owner_node)


def _first_rows(content: bytes) -> tuple[list[Line], int]:
    """The heading and some rows below it, and which of them is the heading."""
    try:
        source = tables.lines(content, columns.words())
        first = list(itertools.islice(source, tables.HEAD_ROWS + SAMPLES))
    except FileRefused as refused:
        sentence = str(TROUBLE_LABELS[refused.trouble])
        raise Invalid("file_unreadable", sentence, errors={"file": sentence}) from None
    readable = [line for line in first if line.trouble is None]
    place = columns.heading_of(readable[: tables.HEAD_ROWS]) if readable else 0
    if len(readable) < place + 2:
        sentence = _("The file needs a row of headings and at least one row below it.")
        raise Invalid("file_without_rows", sentence, errors={"file": sentence})
    return readable[: place + 1 + SAMPLES], place


def _as_wide(cells: Sequence[str], width: int) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]


def _guessed(
    kind: Kind, headings: list[str], samples: list[list[str]], group: str
) -> dict[str, str]:
    before = dict(
        ChosenColumn.objects.filter(owner_node=group, kind=kind).values_list("heading", "field")
    )
    found = columns.proposed(kind, headings, samples, before)
    return {str(place): str(field) for place, field in sorted(found.items())}


def _check(kind: Kind, chosen: Mapping[int, Field], width: int) -> None:
    errors: dict[str, Any] = {}
    for place, field in chosen.items():
        if not 0 <= place < width or field not in columns.FIELDS[kind]:
            errors[f"column_{place}"] = _("This is not in such a file. Choose another meaning.")
        elif list(chosen.values()).count(field) > 1:
            errors[f"column_{place}"] = _("Two columns cannot mean the same. Choose one of them.")
    if errors:
        raise Invalid("column_twice", _("Some columns need another look."), errors=errors)
    if lacking := columns.missing(kind, list(chosen.values())):
        needed = "; ".join(" / ".join(str(FIELD_LABELS[one]) for one in some) for some in lacking)
        sentence = _("Say which column holds this: %(needed)s.") % {"needed": needed}
        raise Invalid("columns_missing", sentence, needed=needed)


def _remember(run: ImportRun, chosen: Mapping[int, Field]) -> None:
    group = network.group_of(run.owner_node)
    for place, heading in enumerate(run.headings):
        if not (plain := columns.normal(heading)[:200]):
            continue
        ChosenColumn.objects.update_or_create(
            owner_node=group,
            kind=run.kind,
            heading=plain,
            defaults={"field": str(chosen.get(place, ""))},
        )
