"""The leader's page of one case: the evidence, and everything that can be done, in one place."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from seibi.contexts.support.operations import deciding
from seibi.contexts.support.queries import cases
from seibi.contexts.support.web import forms, pages
from seibi.kernel import clock
from seibi.kernel.errors import DomainError
from seibi.kernel.http import actor_of

Say = Callable[..., Any]
SAYS: dict[str, tuple[Say, str]] = {
    "ask": (deciding.ask_owner, "words"),
    "hand_on": (deciding.hand_on, "words"),
    "flag": (deciding.flag_conduct, "what"),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """Who is right, and what do we do?"""
    actor, at = actor_of(request), clock.now()
    act = request.POST.get("act", "")

    def show(form: django_forms.Form, refusal: DomainError | None) -> HttpResponse:
        value = cases.case_for_leader(dispute_id=dispute_id, actor=actor, at=at)
        context = {
            "case": value,
            "form": form,
            "act": act,
            "ruling": form if isinstance(form, forms.RulingForm) else forms.RulingForm(),
            "typed": request.POST,
            "refusal": refusal,
            "site_title": value.site_name,
        }
        return render(
            request, "support/leader_case.html", context, status=pages.status_of(form, refusal)
        )

    if request.method != "POST":
        return show(forms.MessageForm(), None)
    here = reverse("support:leader_case", args=[dispute_id])

    def do(cleaned: dict[str, Any]) -> str:
        if isinstance(form, forms.RulingForm):
            known = cases.case_for_leader(dispute_id=dispute_id, actor=actor, at=at)
            ruling = form.ruling(known, request.POST)
            deciding.decide(dispute_id=dispute_id, ruling=ruling, actor=actor, at=at)
        elif act in SAYS:
            say, field = SAYS[act]
            say(dispute_id=dispute_id, actor=actor, at=at, **{field: cleaned["text"]})
        else:
            deciding.take(dispute_id=dispute_id, actor=actor, at=at)
        return here

    form: forms.RulingForm | forms.MessageForm = forms.MessageForm(request.POST)
    if act == "decide":
        form = forms.RulingForm(request.POST)
    return pages.submit(request, form=form, do=do, again=show)
