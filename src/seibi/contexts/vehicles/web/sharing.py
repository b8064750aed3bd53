"""The page on which an owner says who else drives the car, and who has it next."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import CustomerKind, NewCustomer
from seibi.contexts.network import facade as network
from seibi.contexts.vehicles.contracts import HolderRole
from seibi.contexts.vehicles.operations import holders, sharing
from seibi.contexts.vehicles.queries import cars as car_queries
from seibi.contexts.vehicles.web import forms
from seibi.kernel import clock
from seibi.kernel.errors import Invalid, NotFound, RuleBroken
from seibi.kernel.http import actor_of, retried


@require_safe
@login_required
def people(request: HttpRequest, vehicle_id: UUID) -> HttpResponse:
    """Who may see my car, and how that is changed."""
    return _page(request, vehicle_id)


@retried
@require_POST
@login_required
def invite(request: HttpRequest, vehicle_id: UUID) -> HttpResponse:
    """Somebody else may drive and see the car."""
    form = forms.PersonForm(request.POST, auto_id="invite_%s")
    if not form.is_valid():
        return _page(request, vehicle_id, invite_form=form)
    try:
        sharing.invite_driver(
            vehicle_id=vehicle_id,
            person=_person(form.cleaned_data),
            email=form.cleaned_data["email"],
            actor=actor_of(request),
            at=clock.now(),
        )
    except (Invalid, RuleBroken) as refusal:
        form.add_error(None, refusal.message)
        return _page(request, vehicle_id, invite_form=form)
    sentence = _(
        "Ask %(name)s to sign in here with %(email)s. The car is then on their first page."
    )
    name = form.cleaned_data["given_name"]
    messages.success(request, sentence % {"name": name, "email": form.cleaned_data["email"]})
    return redirect("vehicles:people", vehicle_id)


@retried
@require_POST
@login_required
def remove(request: HttpRequest, vehicle_id: UUID, holder_id: UUID) -> HttpResponse:
    """This driver sees the car no longer."""
    holders.end_holder(
        vehicle_id=vehicle_id, holder_id=holder_id, actor=actor_of(request), at=clock.now()
    )
    return redirect("vehicles:people", vehicle_id)


@retried
@require_POST
@login_required
def pass_on(request: HttpRequest, vehicle_id: UUID) -> HttpResponse:
    """The car has a new owner; whoever had it is back on their first page."""
    form = forms.NextOwnerForm(request.POST, auto_id="next_%s")
    if not form.is_valid():
        return _page(request, vehicle_id, next_form=form)
    try:
        sharing.pass_on(
            vehicle_id=vehicle_id,
            person=_person(form.cleaned_data),
            email=form.cleaned_data["email"],
            actor=actor_of(request),
            at=clock.now(),
        )
    except (Invalid, RuleBroken) as refusal:
        form.add_error(None, refusal.message)
        return _page(request, vehicle_id, next_form=form)
    messages.success(request, _("The car has its new owner. You no longer see it."))
    return redirect("/")


def _page(request: HttpRequest, vehicle_id: UUID, **typed: Any) -> HttpResponse:
    actor, at = actor_of(request), clock.now()
    now = car_queries.holders_of([vehicle_id], at)
    if not any(one.customer_id in actor.persons for one in now):
        raise NotFound("vehicle_not_found", _("This car is not among yours."))
    mine = {one.role for one in now if one.customer_id in actor.persons}
    names = customers.summaries({one.customer_id for one in now})
    car = car_queries.summary(vehicle_id, actor)
    context = {
        "car": car,
        "tz": network.time_zone_of(car.owner_node),
        "people": [(one, names[one.customer_id].name) for one in now if one.customer_id in names],
        "may_invite": bool(mine & {HolderRole.OWNER, HolderRole.FLEET_MANAGER}),
        "may_pass_on": HolderRole.OWNER in mine,
        "room": holders.MOST_DRIVERS - sum(one.role is HolderRole.DRIVER for one in now),
        "persons": actor.persons,
        "invite_form": forms.PersonForm(auto_id="invite_%s"),
        "next_form": forms.NextOwnerForm(auto_id="next_%s"),
        **typed,
    }
    return render(request, "vehicles/people.html", context, status=422 if typed else 200)


def _person(typed: dict[str, Any]) -> NewCustomer:
    return NewCustomer(
        kind=CustomerKind.PERSON,
        family_name=typed["family_name"],
        given_name=typed["given_name"],
        language=translation.get_language() or "en",
    )
