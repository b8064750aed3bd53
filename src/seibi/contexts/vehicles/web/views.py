"""The pages on which staff find, read and change cars."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seibi.contexts.customers import facade as customers
from seibi.contexts.network import facade as network
from seibi.contexts.vehicles.contracts import EDIT, DistanceUnit, ReadingFlag
from seibi.contexts.vehicles.contracts.page import VehiclePage
from seibi.contexts.vehicles.domain.curve import curve
from seibi.contexts.vehicles.domain.vin import decode_vin
from seibi.contexts.vehicles.operations import campaigns, odometer
from seibi.contexts.vehicles.operations import cars as car_operations
from seibi.contexts.vehicles.permissions import can_look, can_register
from seibi.contexts.vehicles.queries import cars as car_queries
from seibi.contexts.vehicles.web import forms
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import DomainError, NotAllowed, NotFound, require
from seibi.kernel.http import actor_of, retried


@require_safe
@login_required
def cars(request: HttpRequest) -> HttpResponse:
    """One box, and the cars that came last."""
    actor, query = actor_of(request), request.GET.get("q", "").strip()
    require(can_look(actor))
    found = car_queries.find(query, actor) if len(query) > 1 else car_queries.recent(actor)
    shown = {"query": query, "found": found, "may_add": bool(actor.nodes(EDIT))}
    fragment = "HX-Request" in request.headers and "HX-Boosted" not in request.headers
    template = "cotton/vehicles/found.html" if fragment else "vehicles/list.html"
    return render(request, template, shown)


@require_safe
@login_required
def page(request: HttpRequest, vehicle_id: UUID) -> HttpResponse:
    """Everything about one car."""
    shown = car_queries.page(vehicle_id, actor_of(request))
    return render(request, "vehicles/page.html", _context(shown))


@retried
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """A car comes into the books; its VIN fills in what it says."""
    actor = actor_of(request)
    sites = network.nodes_of(actor, EDIT)
    require(can_register(actor, sites[0].node if sites else "/"))
    form = forms.VehicleForm(request.POST or None, initial=_said_by(request.GET.get("vin", "")))
    if request.method == "POST" and form.is_valid():
        try:
            made = car_operations.register_vehicle(
                **form.facts(),
                country=sites[0].country,
                owner_node=sites[0].node,
                actor=actor,
                at=clock.now(),
            )
            return redirect("vehicles:page", vehicle_id=made)
        except DomainError as refusal:
            _show(refusal, form)
    status = 422 if form.errors else 200
    return render(request, "vehicles/new.html", {"form": form}, status=status)


@retried
@require_POST
@login_required
def record_odometer(request: HttpRequest, vehicle_id: UUID) -> HttpResponse:
    """A reading is written down; if it looks odd the page says so."""
    form = forms.ReadingForm(request.POST)
    if not form.is_valid():
        return _again(request, vehicle_id, "reading_form", form)
    result = odometer.record_odometer(
        vehicle_id=vehicle_id,
        value=form.cleaned_data["value"],
        unit=DistanceUnit(form.cleaned_data["unit"]),
        note=form.cleaned_data["note"],
        actor=actor_of(request),
        at=clock.now(),
    )
    _say(request, result.flag, result.sentence)
    return redirect("vehicles:page", vehicle_id=vehicle_id)


@retried
@require_POST
@login_required
def correct_odometer(request: HttpRequest, vehicle_id: UUID, reading_id: UUID) -> HttpResponse:
    """The wrong entry is struck out; a new one says what it really was and why."""
    form = forms.CorrectionForm(request.POST)
    if not form.is_valid():
        return _again(request, vehicle_id, "correction_form", form)
    result = odometer.correct_odometer(
        vehicle_id=vehicle_id,
        reading_id=reading_id,
        value=form.cleaned_data["value"],
        unit=DistanceUnit(form.cleaned_data["unit"]),
        note=form.cleaned_data["note"],
        actor=actor_of(request),
        at=clock.now(),
    )
    _say(request, result.flag, result.sentence)
    return redirect("vehicles:page", vehicle_id=vehicle_id)


@retried
@require_POST
@login_required
def add_identifier(request: HttpRequest, vehicle_id: UUID) -> HttpResponse:
    """A new plate or number."""
    form = forms.IdentifierForm(request.POST)
    if form.is_valid():
        try:
            car_operations.add_identifier(
                vehicle_id=vehicle_id, **form.cleaned_data, actor=actor_of(request), at=clock.now()
            )
            return redirect("vehicles:page", vehicle_id=vehicle_id)
        except (NotFound, NotAllowed):
            raise
        except DomainError as refusal:
            _show(refusal, form)
    return _again(request, vehicle_id, "identifier_form", form)


@retried
@require_POST
@login_required
def set_campaign_status(request: HttpRequest, vehicle_id: UUID, campaign_id: UUID) -> HttpResponse:
    """A recall was repaired on this car, or does not concern it."""
    form = forms.CampaignForm(request.POST)
    if not form.is_valid():
        return _again(request, vehicle_id, "campaign_form", form)
    campaigns.set_campaign_status(
        vehicle_id=vehicle_id,
        campaign_id=campaign_id,
        **form.cleaned_data,
        actor=actor_of(request),
        at=clock.now(),
    )
    return redirect("vehicles:page", vehicle_id=vehicle_id)


def _context(shown: VehiclePage, **replaced: django_forms.Form) -> dict[str, Any]:
    unit = DistanceUnit.MILES if shown.summary.country in ("US", "GB") else DistanceUnit.KM
    names = customers.summaries({holder.customer_id for holder in shown.holders})
    return {
        "page": shown,
        "car": shown.summary,
        "tz": network.time_zone_of(shown.summary.owner_node),
        "miles": unit is DistanceUnit.MILES,
        "names": {one: found.formal_name for one, found in names.items()},
        "curve": curve(shown.readings),
        "reading_form": forms.ReadingForm(initial={"unit": unit}),
        "correction_form": forms.CorrectionForm(initial={"unit": unit}),
        "identifier_form": forms.IdentifierForm(initial={"country": shown.summary.plate_country}),
        "campaign_form": forms.CampaignForm(),
        **replaced,
    }


def _again(
    request: HttpRequest, vehicle_id: UUID, name: str, form: django_forms.Form
) -> HttpResponse:
    """The same page, with what is wrong beside the question."""
    actor: Actor = actor_of(request)
    context = _context(car_queries.page(vehicle_id, actor), **{name: form})
    return render(request, "vehicles/page.html", context, status=422)


def _show(refusal: DomainError, form: django_forms.Form) -> None:
    """Put a refusal beside the field it is about, else above the form."""
    errors = refusal.extra.get("errors") or {None: refusal.message}
    for field, sentence in errors.items():
        form.add_error(field if field in form.fields else None, sentence)


def _say(request: HttpRequest, flag: ReadingFlag, sentence: str) -> None:
    if flag is ReadingFlag.FINE:
        messages.success(request, _("The reading is written down."))
    else:
        messages.warning(request, sentence)


def _said_by(vin: str) -> dict[str, Any]:
    """What a typed VIN already answers."""
    if not vin:
        return {}
    said = decode_vin(vin, youngest=clock.machine_now().year + 1)
    number = "frame_number" if said.check_digit_ok is None else "vin"
    return {
        number: said.vin,
        "make": said.make or "",
        "model": said.model or "",
        "model_year": said.model_year,
    }
