"""The pages on which leaders see who works where, in which role, and when the workshop is open."""

import datetime as dt
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seibi.contexts.network import labels
from seibi.contexts.network.contracts import GRANT, SEE, Colleague, Role, RoleGrantInfo
from seibi.contexts.network.operations import hours as hour_operations
from seibi.contexts.network.operations import people as people_operations
from seibi.contexts.network.permissions import (
    can_lead_anybody,
    can_lead_people,
    can_manage,
    can_name_deputy,
)
from seibi.contexts.network.queries import hours as hour_queries
from seibi.contexts.network.queries import places, staff_page, tablets
from seibi.contexts.network.web import forms
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import DomainError, NotAllowed, NotFound, require
from seibi.kernel.http import actor_of, staff_of

_AHEAD = dt.timedelta(days=365)


@require_safe
@login_required
def people(request: HttpRequest, code: str = "") -> HttpResponse:
    """Everybody at my places, or at one workshop."""
    actor = staff_of(request, SEE)
    node = places.site(code=code).node if code else "/"
    found = staff_page.colleagues(actor=actor, at=clock.now(), node=node)
    names = places.node_names({c.staff.node for c in found})
    page = {
        "lines": [(_line(c), names.get(c.staff.node, c.staff.node)) for c in found],
        "may_hire": bool(actor.nodes(GRANT)),
        "code": code,
    }
    return render(request, "network/people.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def hire(request: HttpRequest) -> HttpResponse:
    """Somebody starts to work here."""
    actor = staff_of(request, SEE)
    require(can_lead_anybody(actor))
    form = forms.HireForm(request.POST or None, places=_places(actor))
    if request.method == "POST" and form.is_valid():
        try:
            site = places.sites(form.cleaned_data["node"])
            account_id = people_operations.hire(
                **form.cleaned_data,
                language=site[0].languages[0] if site else "en",
                time_zone=site[0].tz if site else "UTC",
                actor=actor,
                at=clock.now(),
            )
            return redirect("network:person", account_id)
        except (NotAllowed, NotFound):
            raise
        except DomainError as error:
            form.add_error(None, error.message)
    return render(request, "network/hire.html", {"form": form}, status=_status(form))


@require_safe
@login_required
def person(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """One colleague: roles, limits, absence."""
    actor, at = staff_of(request, SEE), clock.now()
    return _person_page(request, staff_page.colleague(account_id=account_id, actor=actor, at=at))


@require_POST
@login_required
def grant(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """One more role."""
    actor, at = staff_of(request, SEE), clock.now()
    shown = staff_page.colleague(account_id=account_id, actor=actor, at=at)
    require(can_lead_people(actor, shown.staff.node))
    form = forms.GrantForm(request.POST, places=_places(actor))
    if form.is_valid():
        try:
            people_operations.grant_role(
                account_id=account_id,
                role=Role(form.cleaned_data["role"]),
                node=form.cleaned_data["node"],
                limits=form.limits(),
                valid_until=form.ends(places.time_zone_of(shown.staff.node)),
                actor=actor,
                at=at,
            )
            return redirect("network:person", account_id)
        except (NotAllowed, NotFound):
            raise
        except DomainError as error:
            _show(form, error)
    return _person_page(request, shown, grant_form=form)


@require_POST
@login_required
def revoke(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """A role ends."""
    people_operations.revoke_role(grant_id=grant_id, actor=staff_of(request, SEE), at=clock.now())
    messages.success(request, _("The role has ended."))
    return redirect(_referring(request))


@require_POST
@login_required
def away(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """An absence with a deputy."""
    actor, at = staff_of(request, SEE), clock.now()
    shown = staff_page.colleague(account_id=account_id, actor=actor, at=at)
    require(can_name_deputy(actor, account_id=account_id, node=shown.staff.node))
    form = forms.AwayForm(request.POST, colleagues=_colleagues(shown, actor))
    if form.is_valid():
        try:
            absence = form.absence(places.time_zone_of(shown.staff.node))
            people_operations.name_deputy(account_id=account_id, actor=actor, at=at, **absence)
            return redirect("network:person", account_id)
        except (NotAllowed, NotFound):
            raise
        except DomainError as error:
            form.add_error(None, error.message)
    return _person_page(request, shown, away_form=form)


@require_POST
@login_required
def back(request: HttpRequest, away_id: UUID) -> HttpResponse:
    """Somebody is back earlier."""
    people_operations.stand_down(away_id=away_id, actor=staff_of(request, SEE), at=clock.now())
    return redirect(_referring(request))


@require_safe
@login_required
def sites(request: HttpRequest) -> HttpResponse:
    """The workshops I may know of."""
    found = places.sites(*staff_of(request, SEE).nodes(SEE))
    return render(request, "network/sites.html", {"sites": found})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def site(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """When one workshop is open."""
    actor, at = staff_of(request, SEE), clock.now()
    shown = places.visible_site(site_id, actor)
    if request.method == "POST":
        hour_operations.set_hours(
            site_id=site_id, week=forms.week_of(request.POST), actor=actor, at=at
        )
        messages.success(request, _("The hours are kept."))
        return redirect("network:site", site_id)
    today, language = clock.local_day(at, shown.tz), get_language() or "en"
    week = hour_queries.week(site_id)
    page = {
        "site": shown,
        "address": places.address_lines(shown.address),
        "days": [(n, labels.WEEKDAY_LABELS[n], week.get(n)) for n in range(7)],
        "closed": hour_queries.closed_days(site_id, today, today + _AHEAD).items(),
        "suggested": hour_queries.holiday_suggestions(site_id, today, today + _AHEAD, language),
        "may_manage": bool(can_manage(actor, shown.node)),
    }
    return render(request, "network/site.html", page)


@require_POST
@login_required
def day(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """One day is closed, or opens after all."""
    actor, at, on = staff_of(request, SEE), clock.now(), forms.day_of(request.POST.get("on", ""))
    if "open" in request.POST:
        hour_operations.reopen_day(site_id=site_id, on=on, actor=actor, at=at)
    else:
        reason = request.POST.get("reason", "")[:120]
        hour_operations.close_day(site_id=site_id, on=on, reason=reason, actor=actor, at=at)
    return redirect("network:site", site_id)


def _person_page(
    request: HttpRequest,
    shown: Colleague,
    *,
    grant_form: forms.GrantForm | None = None,
    away_form: forms.AwayForm | None = None,
) -> HttpResponse:
    actor, at = actor_of(request), clock.now()
    account_id, node = shown.staff.account_id, shown.staff.node
    names = places.node_names([node, *(g.node for g in shown.grants)])
    page = {
        "line": _line(shown),
        "person": shown,
        "place": names.get(node, node),
        "zone": places.time_zone_of(shown.staff.node),
        "grants": [_grant_line(one, names) for one in shown.grants],
        "absences": staff_page.own_absences(account_id=account_id, at=at),
        "may_grant": bool(can_lead_people(actor, node)) and actor.account_id != str(account_id),
        "may_name": bool(can_name_deputy(actor, account_id=account_id, node=node)),
        "has_badge": tablets.has_badge(account_id),
        "grant_form": grant_form or forms.GrantForm(places=_places(actor)),
        "away_form": away_form or forms.AwayForm(colleagues=_colleagues(shown, actor)),
    }
    status = max(_status(form) for form in (grant_form, away_form))
    return render(request, "network/person.html", page, status=status)


def _line(colleague: Colleague) -> dict[str, object]:
    roles = [str(labels.ROLE_LABELS[Role(role)]) for role in colleague.staff.roles]
    reason = colleague.away and labels.ABSENCE_REASON_LABELS[colleague.away.reason]
    zone = places.time_zone_of(colleague.staff.node) if colleague.away else "UTC"
    return {"colleague": colleague, "roles": roles, "reason": reason, "zone": zone}


def _grant_line(one: RoleGrantInfo, names: dict[str, str]) -> dict[str, object]:
    limits = [(labels.LIMIT_LABELS.get(n, n), amount) for n, amount in one.limits.items()]
    word = labels.ROLE_LABELS[Role(one.role)]
    return {"grant": one, "role": word, "place": names.get(one.node, one.node), "limits": limits}


def _places(actor: Actor) -> list[tuple[str, str]]:
    return [
        (node.path, f"{'– ' * (node.depth - 1)}{node.name}")
        for node in places.nodes_with(actor, GRANT)
    ]


def _colleagues(shown: Colleague, actor: Actor) -> list[tuple[UUID, str]]:
    everyone = staff_page.colleagues(actor=actor, at=clock.now())
    return [
        (c.staff.account_id, c.staff.name)
        for c in everyone
        if c.staff.account_id != shown.staff.account_id
    ]


def _show(form: forms.GrantForm, error: DomainError) -> None:
    for field, sentence in (error.extra.get("errors") or {None: error.message}).items():
        form.add_error(field if field in form.fields else None, sentence)


def _status(form: object) -> int:
    return 422 if getattr(form, "errors", None) else 200


def _referring(request: HttpRequest) -> str:
    """Back to the page of the person the form stood on."""
    account_id = request.POST.get("person", "")
    return f"/network/people/{account_id}/" if account_id else "/network/"
