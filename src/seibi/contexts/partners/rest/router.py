"""Files of other systems for programs: the same operations and queries as the pages."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from ninja import File, Form, Query, Router
from ninja.files import UploadedFile

from seibi.contexts.partners.contracts import ColumnInfo, ImportInfo, Kind, RowInfo, Verdict
from seibi.contexts.partners.operations import applying, exporting, starting, undoing
from seibi.contexts.partners.queries import imports as queries
from seibi.contexts.partners.rest import schemas
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.csv_cells import csv_lines
from seibi.kernel.http import PROBLEMS, actor_of
from seibi.kernel.idempotency.replay import answer_once
from seibi.kernel.paging import Page

router = Router(tags=["partners"])
SEEN = {code: PROBLEMS[code] for code in (403, 404)}
CHANGED = {code: PROBLEMS[code] for code in (403, 404, 409, 422)}


@router.get("/imports/", response={200: list[ImportInfo], **SEEN}, operation_id="partners_imports")
def imports(request: HttpRequest) -> list[ImportInfo]:
    """The latest files at the workshops the caller leads."""
    return queries.imports(actor_of(request))


@router.post(
    "/imports/",
    response={201: schemas.ImportMade, **CHANGED},
    operation_id="partners_start_import",
)
def start(
    request: HttpRequest,
    file: File[UploadedFile],
    site_id: Annotated[UUID, Form()],
    kind: Annotated[Kind, Form()],
) -> HttpResponse:
    """Take a CSV or XLSX file in, sent as a form. Nothing of the trade is written yet."""

    def call(actor: Actor) -> object:
        made = starting.start_import(
            site_id=site_id,
            kind=kind,
            file_name=file.name or "",
            content=file.read(),
            actor=actor,
            at=clock.now(),
        )
        return {"id": made}

    return answer_once(request, call, status=201)


@router.get(
    "/imports/{uuid:run_id}", response={200: ImportInfo, **SEEN}, operation_id="partners_import"
)
def one(request: HttpRequest, run_id: UUID) -> ImportInfo:
    """How far one file is, and what its rows do or have done."""
    return queries.info(run_id, actor_of(request))


@router.get(
    "/imports/{uuid:run_id}/columns",
    response={200: list[ColumnInfo], **SEEN},
    operation_id="partners_import_columns",
)
def columns(request: HttpRequest, run_id: UUID) -> list[ColumnInfo]:
    """The columns of a file, and what each is taken for."""
    return list(queries.page(run_id, actor_of(request)).columns)


@router.put(
    "/imports/{uuid:run_id}/columns",
    response={204: None, **CHANGED},
    operation_id="partners_name_columns",
)
def name_columns(request: HttpRequest, run_id: UUID, body: schemas.ColumnsIn) -> HttpResponse:
    """Say which column is what; the rows are then checked in the background."""
    chosen = {column.position: column.field for column in body.columns}

    def call(actor: Actor) -> object:
        starting.name_columns(run_id=run_id, chosen=chosen, actor=actor, at=clock.now())
        return None

    return answer_once(request, call, status=204)


@router.get(
    "/imports/{uuid:run_id}/rows",
    response={200: Page[RowInfo], **SEEN, 422: PROBLEMS[422]},
    operation_id="partners_import_rows",
)
def rows(
    request: HttpRequest,
    run_id: UUID,
    verdict: Verdict | None = None,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Page[RowInfo]:
    """The rows of a file in their order, with what is wrong with each."""
    return queries.rows_page(
        run_id, verdict=verdict, actor=actor_of(request), cursor=cursor, limit=limit
    )


@router.post(
    "/imports/{uuid:run_id}/apply",
    response={204: None, **CHANGED},
    operation_id="partners_apply_import",
)
def apply(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Write the checked rows in the background, or go on with it."""

    def call(actor: Actor) -> object:
        applying.apply_import(run_id=run_id, actor=actor, at=clock.now())
        return None

    return answer_once(request, call, status=204)


@router.post(
    "/imports/{uuid:run_id}/stop",
    response={204: None, **CHANGED},
    operation_id="partners_stop_import",
)
def stop(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Write no further row."""

    def call(actor: Actor) -> object:
        applying.stop_import(run_id=run_id, actor=actor, at=clock.now())
        return None

    return answer_once(request, call, status=204)


@router.post(
    "/imports/{uuid:run_id}/undo",
    response={204: None, **CHANGED},
    operation_id="partners_undo_import",
)
def undo(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Take everything back that nobody touched since."""

    def call(actor: Actor) -> object:
        undoing.undo_import(run_id=run_id, actor=actor, at=clock.now())
        return None

    return answer_once(request, call, status=204)


@router.get(
    "/export/{kind}",
    response={200: None, **SEEN},
    operation_id="partners_export",
)
def export(request: HttpRequest, kind: Kind, site_id: UUID) -> StreamingHttpResponse:
    """Everything of one kind as CSV, in the columns in which it could come in again."""
    found = exporting.export_rows(
        kind=kind, site_id=site_id, actor=actor_of(request), at=clock.now()
    )
    return StreamingHttpResponse(csv_lines(found), content_type="text/csv; charset=utf-8")
