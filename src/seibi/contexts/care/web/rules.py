"""The rules of a workshop: seen by who calls, changed by who leads, tried on real customers."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from seibi.contexts.care.contracts import RuleChange, RuleInfo, RuleKind
from seibi.contexts.care.domain.changes import BOUNDS
from seibi.contexts.care.operations import ruling
from seibi.contexts.care.permissions import can_plan
from seibi.contexts.care.queries import preview as queries
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.kernel import clock
from seibi.kernel.errors import require
from seibi.kernel.http import actor_of
from seibi.kernel.idempotency.replay import once
from seibi.kernel.ids import new_id

WORDS = {
    "after_days": gettext_lazy("From how many days after it (before: minus)"),
    "window_days": gettext_lazy("For how many days"),
    "cap_days": gettext_lazy("Not again within so many days"),
    "priority": gettext_lazy("Weight, 1 comes first"),
    "per_day": gettext_lazy("How many a day at most"),
}


class RuleForm(forms.Form):
    """What a workshop may set in a rule."""

    active = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (low, high) in BOUNDS.items():
            self.fields[name] = forms.IntegerField(label=WORDS[name], min_value=low, max_value=high)

    def change(self) -> RuleChange:
        """The rule of a valid form."""
        return RuleChange(**self.cleaned_data)


@never_cache
@require_safe
def rules(request: HttpRequest, site_code: str) -> HttpResponse:
    """Every rule, what weighs most first."""
    site = network.site_by_code(site_code)
    found = queries.rules(site_id=site.id, actor=actor_of(request))
    context = {"site": site, "site_title": site.name, "rules": found}
    return render(request, "care/rules.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, site_code: str, kind: str) -> HttpResponse:
    """One rule with whom it finds today; the numbers may be tried before they are saved."""
    site = network.site_by_code(site_code)
    if kind not in set(RuleKind):
        raise Http404
    known = {one.kind: one for one in queries.rules(site_id=site.id, actor=actor_of(request))}
    now = known[RuleKind(kind)]
    if request.method != "POST":
        tried = request.GET if "after_days" in request.GET else _numbers(now)
        return _page(request, site, now, RuleForm(tried))
    require(can_plan(actor_of(request), site.node))
    form = RuleForm(request.POST)
    if not form.is_valid():
        return _page(request, site, now, form, status=422)
    return once(request, handle=lambda: _save(request, site, now, form))


def _save(request: HttpRequest, site: SiteInfo, now: RuleInfo, form: RuleForm) -> HttpResponse:
    ruling.set_rule(
        site_id=site.id,
        kind=now.kind,
        change=form.change(),
        actor=actor_of(request),
        at=clock.now(),
    )
    messages.success(request, _("Saved. It holds from the next list on."))
    return redirect("care:rule", site.code, now.kind)


def _numbers(rule: RuleInfo) -> dict[str, str]:
    found = {name: str(getattr(rule, name)) for name in BOUNDS}
    return {**found, "active": "on"} if rule.active else found


def _page(
    request: HttpRequest, site: SiteInfo, now: RuleInfo, form: RuleForm, status: int = 200
) -> HttpResponse:
    actor = actor_of(request)
    preview = None
    if form.is_valid():
        preview = queries.preview(
            site_id=site.id, kind=now.kind, change=form.change(), actor=actor, at=clock.now()
        )
    context = {
        "site": site,
        "site_title": site.name,
        "kind": now.kind,
        "form": form,
        "numbers": [form[name] for name in BOUNDS],
        "preview": preview,
        "may_plan": bool(can_plan(actor, site.node)),
        "form_key": new_id(),
    }
    return render(request, "care/rule.html", context, status=status)
