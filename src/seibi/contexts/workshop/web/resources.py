"""The pages on which a manager says what the workshop has to work with, and when."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.workshop.contracts import MANAGE, SEE, AbsenceReason, ResourceKind
from seibi.contexts.workshop.labels import RESOURCE_KINDS
from seibi.contexts.workshop.operations import resources as operations
from seibi.contexts.workshop.permissions import can_manage
from seibi.contexts.workshop.queries import board as board_queries
from seibi.contexts.workshop.queries import resources as queries
from seibi.contexts.workshop.web import forms
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import DomainError, Invalid, NotFound, require
from seibi.kernel.http import actor_of


@require_safe
@login_required
def resources(request: HttpRequest, site_code: str) -> HttpResponse:
    """Everything that can be planned at a site, by kind."""
    actor = actor_of(request)
    site = _site(site_code, actor)
    found = queries.details(site_id=site.id, actor=actor, at=clock.now())
    groups = [
        (
            RESOURCE_KINDS[kind],
            [
                (one, board_queries.detail(kind, one.info.bay_kind, one.info.skills))
                for one in found
                if one.info.kind == kind
            ],
        )
        for kind in ResourceKind
    ]
    context = {"site": site, "groups": groups, "may_manage": _may_manage(actor, site)}
    return render(request, "workshop/resources.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_resource(request: HttpRequest, site_code: str) -> HttpResponse:
    """One more bay, person, tool or car."""
    actor = actor_of(request)
    site = _site(site_code, actor)
    require(can_manage(actor, site.node))
    staff = [(str(one.account_id), one.name) for one in network.staff_at(site.node)]
    form = forms.ResourceForm(request.POST or None, colleagues=staff)
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "kind": ResourceKind(form.cleaned_data["kind"])}
        try:
            made = operations.add_resource(site_id=site.id, **values, actor=actor, at=clock.now())
            return redirect("workshop:resource", made)
        except NotFound:
            raise
        except DomainError as error:
            for field, sentence in error.extra.get("errors", {None: error.message}).items():
                form.add_error(field, sentence)
    status = 422 if form.errors else 200
    return render(
        request, "workshop/new_resource.html", {"site": site, "form": form}, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def resource(request: HttpRequest, resource_id: UUID) -> HttpResponse:
    """One resource: skills, week, absences, whether it is planned with at all."""
    actor, at = actor_of(request), clock.now()
    site_id, found = queries.detail(resource_id=resource_id, actor=actor, at=at)
    site = network.site(site_id)
    skills = forms.SkillsForm(
        request.POST if request.POST.get("part") == "skills" else None,
        known=dict(found.info.skills),
    )
    hours = forms.HoursForm(
        request.POST if request.POST.get("part") == "hours" else None, known=found.hours
    )
    if request.method == "POST":
        try:
            if _save(request, resource_id, skills, hours, actor):
                messages.success(request, _("Saved. New times are offered accordingly."))
                return redirect("workshop:resource", resource_id)
        except Invalid as error:
            hours.add_error(None, error.message)
    context = {
        "site": site,
        "resource": found,
        "kind_word": RESOURCE_KINDS[found.info.kind],
        "skills": skills,
        "hours": hours,
        "absence": forms.AbsenceForm(),
        "may_manage": _may_manage(actor, site),
        "is_person": found.info.kind == ResourceKind.TECHNICIAN,
    }
    status = 422 if skills.errors or hours.errors else 200
    return render(request, "workshop/resource.html", context, status=status)


@require_POST
@login_required
def add_absence(request: HttpRequest, resource_id: UUID) -> HttpResponse:
    """Away from then until then."""
    actor, at = actor_of(request), clock.now()
    site_id, _found = queries.detail(resource_id=resource_id, actor=actor, at=at)
    form = forms.AbsenceForm(request.POST)
    if form.is_valid():
        begin, end = form.span(network.site(site_id).tz)
        try:
            operations.add_absence(
                resource_id=resource_id,
                from_at=begin,
                until_at=end,
                reason=AbsenceReason(form.cleaned_data["reason"]),
                actor=actor,
                at=at,
            )
        except Invalid as error:
            messages.error(request, error.message)
    else:
        messages.error(request, _("Give the beginning and the end of the absence."))
    return redirect("workshop:resource", resource_id)


@require_POST
@login_required
def end_absence(request: HttpRequest, absence_id: UUID) -> HttpResponse:
    """Back already, or not away after all."""
    operations.end_absence(absence_id=absence_id, actor=actor_of(request), at=clock.now())
    return redirect("workshop:resource", request.POST.get("resource", ""))


def _save(
    request: HttpRequest,
    resource_id: UUID,
    skills: forms.SkillsForm,
    hours: forms.HoursForm,
    actor: Actor,
) -> bool:
    """Do what the button says that was pressed; whether anything was right enough to be done."""
    at = clock.now()
    match request.POST.get("part"):
        case "skills" if skills.is_valid():
            operations.set_skills(
                resource_id=resource_id, skills=skills.skills(), actor=actor, at=at
            )
        case "hours" if hours.is_valid():
            operations.set_hours(resource_id=resource_id, hours=hours.hours(), actor=actor, at=at)
        case "active":
            active = request.POST.get("active") == "1"
            operations.set_active(resource_id=resource_id, active=active, actor=actor, at=at)
        case _:
            return False
    return True


def _site(code: str, actor: Actor) -> SiteInfo:
    site = network.site_by_code(code)
    if not actor.may(SEE, at_node=site.node):
        raise NotFound("site_not_found")
    return site


def _may_manage(actor: Actor, site: SiteInfo) -> bool:
    return actor.may(MANAGE, at_node=site.node)
