"""Importing recalls: choose a file, watch it being read, see which rows could not be used."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from seibi.contexts.vehicles.contracts import ImportState
from seibi.contexts.vehicles.operations.imports import upload_recalls
from seibi.contexts.vehicles.queries import campaigns
from seibi.contexts.vehicles.queries import imports as import_queries
from seibi.contexts.vehicles.web.forms import RecallFileForm
from seibi.kernel import clock
from seibi.kernel.csv_cells import csv_lines
from seibi.kernel.errors import Invalid
from seibi.kernel.http import actor_of, retried

RUNNING = (ImportState.READING, ImportState.APPLYING)


@never_cache
@retried
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def imports(request: HttpRequest) -> HttpResponse:
    """The latest imports, and a place for the next file."""
    actor = actor_of(request)
    form = RecallFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            run_id = upload_recalls(
                file_name=upload.name, content=upload.read(), actor=actor, at=clock.now()
            )
            return redirect("vehicles:import", run_id=run_id)
        except Invalid as refusal:
            form.add_error("file", refusal.message)
    shown = {
        "runs": import_queries.imports(actor),
        "campaigns": campaigns.campaign_count(),
        "form": form,
    }
    return render(request, "vehicles/imports.html", shown, status=422 if form.errors else 200)


@never_cache
@require_safe
@login_required
def progress(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """How far one file has come; the page asks again while it is being read."""
    actor = actor_of(request)
    run = import_queries.progress(run_id, actor)
    shown = {
        "run": run,
        "running": run.state in RUNNING,
        "problems": import_queries.problems(run_id, actor),
    }
    fragment = "HX-Request" in request.headers and "HX-Boosted" not in request.headers
    template = "cotton/vehicles/import_progress.html" if fragment else "vehicles/import.html"
    return render(request, template, shown)


@require_safe
@login_required
def problems_file(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """All rows that could not be used, as a table; nothing in it can run in a spreadsheet."""
    found = import_queries.problems(run_id, actor_of(request), limit=None)
    rows = ([str(one.row), one.column, one.value, one.sentence] for one in found)
    table = csv_lines([["row", "column", "value", "problem"], *rows])
    response = HttpResponse(table, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="problems.csv"'
    return response
