"""Pages on which lists of another system come in: choose, name columns, look, write, take back."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.partners.contracts import EXPORT, IMPORT, Kind
from seibi.contexts.partners.domain.lifecycle import RUNNING
from seibi.contexts.partners.labels import KIND_LABELS
from seibi.contexts.partners.operations import applying, exporting, starting, undoing
from seibi.contexts.partners.queries import imports as queries
from seibi.contexts.partners.web.forms import ImportForm, chosen_columns
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.csv_cells import csv_lines
from seibi.kernel.errors import Invalid
from seibi.kernel.http import actor_of, retried, staff_of


@never_cache
@retried
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def imports(request: HttpRequest) -> HttpResponse:
    """The latest files, and a place for the next one."""
    actor = actor_of(request)
    found, sites = queries.imports(actor), network.nodes_of(actor, IMPORT)
    form = ImportForm(
        request.POST or None,
        request.FILES or None,
        sites=sites,
        initial={"kind": request.GET.get("kind", "")},
    )
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            run_id = starting.start_import(
                site_id=_chosen(form, sites),
                kind=form.what(),
                file_name=upload.name,
                content=upload.read(),
                actor=actor,
                at=clock.now(),
            )
            return redirect("partners:import", run_id)
        except Invalid as refusal:
            form.add_error("file", refusal.message)
    shown = {
        "runs": found,
        "form": form,
        "kinds": KIND_LABELS.items(),
        "may_export": bool(actor.nodes(EXPORT)),
    }
    return render(request, "partners/imports.html", shown, status=422 if form.errors else 200)


@never_cache
@require_safe
@login_required
def page(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """One file: its columns, how far it is, what its rows do."""
    shown = queries.page(run_id, actor_of(request))
    running = shown.run.state in RUNNING
    if "HX-Request" in request.headers and "HX-Boosted" not in request.headers:
        context = {"run": shown.run, "running": running}
        response = render(request, "cotton/partners/progress.html", context)
        if not running:
            response["HX-Refresh"] = "true"
        return response
    return _page(request, run_id, actor_of(request))


@retried
@require_POST
@login_required
def columns(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Which column is what; what is missing or twice is said beside it."""
    actor = actor_of(request)
    try:
        starting.name_columns(
            run_id=run_id,
            chosen=chosen_columns(request.POST.dict()),
            actor=actor,
            at=clock.now(),
        )
    except Invalid as refusal:
        return _page(request, run_id, actor, refusal)
    return redirect("partners:import", run_id)


@retried
@require_POST
@login_required
def apply(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Write the rows, or go on with it."""
    applying.apply_import(run_id=run_id, actor=actor_of(request), at=clock.now())
    return redirect("partners:import", run_id)


@retried
@require_POST
@login_required
def stop(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Write no further row."""
    applying.stop_import(run_id=run_id, actor=actor_of(request), at=clock.now())
    return redirect("partners:import", run_id)


@retried
@require_POST
@login_required
def undo(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Take everything back that nobody touched."""
    undoing.undo_import(run_id=run_id, actor=actor_of(request), at=clock.now())
    return redirect("partners:import", run_id)


@require_safe
@login_required
def refused(request: HttpRequest, run_id: UUID) -> StreamingHttpResponse:
    """The rows that cannot be used, in the columns of the file, to be put right and sent again."""
    actor = actor_of(request)
    name = queries.info(run_id, actor).file_name.rpartition(".")[0] or "rows"
    return _table(queries.refused_table(run_id, actor), f"{name}-refused.csv")


@require_safe
@login_required
def export(request: HttpRequest, kind: str) -> StreamingHttpResponse:
    """A list of everything of one kind, in the columns in which it could come in again."""
    actor = staff_of(request, EXPORT)
    sites = network.nodes_of(actor, EXPORT)
    site = next((one for one in sites if one.code == request.GET.get("site")), None)
    if kind not in set(Kind):
        raise Http404
    rows = exporting.export_rows(
        kind=Kind(kind),
        site_id=(site or _first(sites)).id,
        actor=actor,
        at=clock.now(),
    )
    return _table(rows, f"{kind}.csv")


def _page(
    request: HttpRequest, run_id: UUID, actor: Actor, refusal: Invalid | None = None
) -> HttpResponse:
    shown = queries.page(run_id, actor)
    errors = refusal.extra.get("errors", {}) if refusal else {}
    chosen = chosen_columns(request.POST.dict()) if refusal else {}
    context = {
        "page": shown,
        "run": shown.run,
        "running": shown.run.state in RUNNING,
        "refusal": refusal,
        "columns": [
            (
                one,
                chosen.get(one.position) if refusal else one.field,
                errors.get(f"column_{one.position}", ""),
            )
            for one in shown.columns
        ],
    }
    return render(request, "partners/import.html", context, status=422 if refusal else 200)


def _chosen(form: ImportForm, sites: list[SiteInfo]) -> UUID:
    return UUID(form.cleaned_data["site"]) if "site" in form.fields else _first(sites).id


def _first(sites: list[SiteInfo]) -> SiteInfo:
    if not sites:
        raise Http404
    return sites[0]


def _table(rows: Iterable[list[str]], name: str) -> StreamingHttpResponse:
    lines = csv_lines(rows)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
