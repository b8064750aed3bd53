"""An advisor hears "I see this differently": the case opens at the desk, in the owner's words."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from seibi.contexts.support.contracts import Topic, Via
from seibi.contexts.support.operations import raising
from seibi.contexts.support.queries import threads as thread_queries
from seibi.contexts.support.web import forms, pages
from seibi.contexts.work_orders import facade as work_orders
from seibi.kernel import clock
from seibi.kernel.errors import DomainError
from seibi.kernel.http import actor_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def told(request: HttpRequest, work_order_id: UUID) -> HttpResponse:
    """What does this owner see differently, in their words?"""
    actor, at = actor_of(request), clock.now()
    visit = work_orders.work_order_page(work_order_id=work_order_id, actor=actor, at=at)
    thread = thread_queries.desk_thread(work_order_id=work_order_id, actor=actor, at=at)
    lines = {str(line.id): line for line in visit.lines if line.included_in is None}
    chosen = [lines[one].id for one in request.POST.getlist("line") if one in lines]

    def show(form: django_forms.Form, refusal: DomainError | None) -> HttpResponse:
        context = {
            "thread": thread,
            "lines": list(lines.values()),
            "chosen": chosen,
            "form": form,
            "refusal": refusal,
            "site_title": thread.site_name,
        }
        status = pages.status_of(form, refusal)
        return render(request, "support/told.html", context, status=status)

    if request.method != "POST":
        return show(forms.ToldForm(initial={"topic": Topic.DIAGNOSIS}), None)
    form = forms.ToldForm(request.POST)

    def do(_cleaned: dict[str, Any]) -> str:
        raising.raise_dispute(
            work_order_id=work_order_id, new=form.new(chosen, Via.STAFF), actor=actor, at=at
        )
        messages.success(request, _("The case is open. The owner gets its number by mail."))
        return reverse("support:desk_thread", args=[work_order_id])

    return pages.submit(request, form=form, do=do, again=show)
