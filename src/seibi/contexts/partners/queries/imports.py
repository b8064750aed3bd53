"""How far files have come, and what their rows do or have done."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from seibi.contexts.network import facade as network
from seibi.contexts.partners.contracts import (
    ColumnInfo,
    Field,
    ImportInfo,
    ImportPage,
    Kind,
    RowInfo,
    RowProblem,
    RowState,
    RunState,
    Verdict,
    WhyItStays,
)
from seibi.contexts.partners.domain.columns import FIELDS
from seibi.contexts.partners.models import ImportRun, StagedRow
from seibi.contexts.partners.permissions import can_import_somewhere
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound, require
from seibi.kernel.paging import Page, paginate

SHOWN = 50
EXAMPLES = 3
_COUNTED = {
    **{f"n_{one}": Count("rows", filter=Q(rows__verdict=one)) for one in Verdict},
    "n_applied": Count("rows", filter=~Q(rows__state=RowState.WAITING)),
    "n_back": Count("rows", filter=Q(rows__state=RowState.TAKEN_BACK)),
    "n_stays": Count("rows", filter=Q(rows__state=RowState.STAYS)),
}


def imports(actor: Actor, limit: int = 20) -> list[ImportInfo]:
    """The latest files, newest first. Three queries. Raises NotAllowed."""
    require(can_import_somewhere(actor))
    rows = ImportRun.objects.visible_to(actor).annotate(**_COUNTED).defer("content")
    return list(_infos(rows.order_by("-started_at", "-pk")[:limit]))


def info(run_id: UUID, actor: Actor) -> ImportInfo:
    """How far one file has come. Raises NotAllowed, NotFound ("import_not_found")."""
    return next(_infos([_run(run_id, actor)]))


def page(run_id: UUID, actor: Actor) -> ImportPage:
    """Everything the page of one file shows. Raises NotAllowed, NotFound ("import_not_found")."""
    run = _run(run_id, actor)
    rows = StagedRow.objects.filter(run=run).order_by("number")
    examples = {
        one: tuple(map(row_value, rows.filter(verdict=one)[:EXAMPLES]))
        for one in (Verdict.NEW, Verdict.CHANGED, Verdict.KNOWN)
    }
    usable = rows.exclude(verdict=Verdict.REFUSED)
    return ImportPage(
        run=next(_infos([run])),
        columns=tuple(_columns(run)),
        choices=FIELDS[Kind(run.kind)],
        refused=tuple(map(row_value, rows.filter(verdict=Verdict.REFUSED)[:SHOWN])),
        remarkable=tuple(map(row_value, usable.exclude(remarks=[])[:SHOWN])),
        staying=tuple(map(row_value, rows.filter(state=RowState.STAYS)[:SHOWN])),
        examples=examples,
    )


def rows_page(
    run_id: UUID, *, verdict: Verdict | None, actor: Actor, cursor: str | None, limit: int
) -> Page[RowInfo]:
    """The rows of a file in their order, some at a time. Raises NotAllowed, NotFound, Invalid."""
    rows = StagedRow.objects.filter(run=_run(run_id, actor))
    if verdict is not None:
        rows = rows.filter(verdict=verdict)
    return paginate(
        rows,
        cursor=cursor,
        limit=limit,
        key=("number",),
        to_value=lambda found: [row_value(one) for one in found],
    )


def refused_table(run_id: UUID, actor: Actor) -> Iterator[list[str]]:
    """The refused rows with the columns of the file, and what is wrong with each, row by row.

    Raises NotAllowed, NotFound ("import_not_found").
    """
    run = _run(run_id, actor)
    yield [*run.headings, _("Row"), _("The problem")]
    rows = StagedRow.objects.filter(run=run, verdict=Verdict.REFUSED).order_by("number")
    width = len(run.headings)
    for row in rows.iterator(chunk_size=1_000):
        cells = [*row.cells[:width], *[""] * (width - len(row.cells))]
        sentences = [
            f"{one['column']}: {one['sentence']}" if one["column"] else one["sentence"]
            for one in row.problems
        ]
        yield [*cells, str(row.number), " ".join(sentences)]


def info_of(run: ImportRun) -> ImportInfo:
    """A run as a plain value, its rows counted."""
    return next(_infos([ImportRun.objects.annotate(**_COUNTED).defer("content").get(pk=run.pk)]))


def row_value(row: StagedRow) -> RowInfo:
    """A row as a plain value."""
    return RowInfo(
        row=row.number,
        verdict=Verdict(row.verdict),
        state=RowState(row.state),
        title=row.title,
        problems=tuple(
            RowProblem(row.number, one["column"], one["value"], one["sentence"])
            for one in row.problems
        ),
        remarks=tuple(row.remarks),
        subject=row.subject,
        twin=row.twin,
        stays=WhyItStays(row.stays) if row.stays else None,
    )


def _run(run_id: UUID, actor: Actor) -> ImportRun:
    require(can_import_somewhere(actor))
    rows = ImportRun.objects.visible_to(actor).annotate(**_COUNTED).defer("content")
    run = rows.filter(pk=run_id).first()
    if run is None:
        raise NotFound("import_not_found", _("There is no such import."))
    return run


def _columns(run: ImportRun) -> Iterator[ColumnInfo]:
    for place, heading in enumerate(run.headings):
        filled = [row[place] for row in run.samples if place < len(row) and row[place]]
        field = run.columns.get(str(place))
        yield ColumnInfo(
            place,
            heading,
            tuple(dict.fromkeys(filled))[:EXAMPLES],
            Field(field) if field else None,
        )


def _infos(runs: Iterable[ImportRun]) -> Iterator[ImportInfo]:
    found = list(runs)
    sites = network.sites_by_id({run.site_id for run in found})
    starters = {UUID(run.started_by) for run in found if run.started_by.count("-") == 4}
    names = network.names_by_account(starters)
    for run in found:
        counted = {one: getattr(run, f"n_{one}") for one in Verdict}
        yield ImportInfo(
            id=run.pk,
            kind=Kind(run.kind),
            file_name=run.file_name,
            site_id=run.site_id,
            site_name=sites[run.site_id].name,
            tz=sites[run.site_id].tz,
            state=RunState(run.state),
            rows_total=run.rows_total,
            rows_read=run.rows_read,
            rows_applied=getattr(run, "n_applied"),  # noqa: B009 - annotated
            new=counted[Verdict.NEW],
            changed=counted[Verdict.CHANGED],
            known=counted[Verdict.KNOWN],
            refused=counted[Verdict.REFUSED],
            taken_back=getattr(run, "n_back"),  # noqa: B009
            stays=getattr(run, "n_stays"),  # noqa: B009
            message=run.message,
            started_by=_name(run.started_by, names),
            started_at=run.started_at,
            finished_at=run.finished_at,
        )


def _name(account_id: str, names: dict[UUID, str]) -> str:
    return names.get(UUID(account_id), "") if account_id.count("-") == 4 else ""
