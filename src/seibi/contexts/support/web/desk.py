"""What advisors and leaders do at the desk: answer, note, keep the register and the card."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seibi.contexts.network import facade as network
from seibi.contexts.support.contracts import ANSWER, Author, ComplaintCause, Topic
from seibi.contexts.support.operations import cards, complaints, deciding, threads
from seibi.contexts.support.queries import cards as card_queries
from seibi.contexts.support.queries import register as register_queries
from seibi.contexts.support.queries import threads as thread_queries
from seibi.contexts.support.web import forms, pages
from seibi.kernel import clock
from seibi.kernel.errors import DomainError, NotFound
from seibi.kernel.http import actor_of, staff_of
from seibi.kernel.idempotency.replay import once


@never_cache
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Who wrote to me, and who waits longest?"""
    actor = staff_of(request, ANSWER)
    sites = network.nodes_of(actor, ANSWER)
    context = {"inbox": thread_queries.inbox(actor=actor, at=clock.now()), "sites": sites}
    return render(request, "support/inbox.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk_thread(request: HttpRequest, work_order_id: UUID) -> HttpResponse:
    """What does this owner ask, and what do I answer?"""
    actor, at = actor_of(request), clock.now()

    def show(form: django_forms.Form, refusal: DomainError | None) -> HttpResponse:
        value = thread_queries.desk_thread(work_order_id=work_order_id, actor=actor, at=at)
        if request.method != "POST":
            threads.mark_read(work_order_id=work_order_id, by=Author.STAFF, actor=actor, at=at)
        context = {"thread": value, "form": form, "refusal": refusal, "site_title": value.site_name}
        return render(
            request, "support/desk_thread.html", context, status=pages.status_of(form, refusal)
        )

    if request.method != "POST":
        return show(forms.MessageForm(), None)

    def do(cleaned: dict[str, Any]) -> str:
        if case := request.POST.get("flag"):
            deciding.flag_conduct(
                dispute_id=typed_id(case), what=cleaned["text"], actor=actor, at=at
            )
        else:
            say = threads.note if "note" in request.POST else threads.answer_owner
            say(work_order_id=work_order_id, text=cleaned["text"], actor=actor, at=at)
        return reverse("support:desk_thread", args=[work_order_id])

    return pages.submit(request, form=forms.MessageForm(request.POST), do=do, again=show)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, site_code: str) -> HttpResponse:
    """What do people complain about here, and does it come back?"""
    actor = actor_of(request)

    def show(form: django_forms.Form, refusal: DomainError | None) -> HttpResponse:
        value = register_queries.register_of(site_code=site_code, actor=actor)
        context = {
            "register": value,
            "form": form,
            "refusal": refusal,
            "causes": forms.ClosingForm().fields["cause"].choices,  # type: ignore[attr-defined]
            "site_title": value.site_name,
        }
        return render(
            request, "support/register.html", context, status=pages.status_of(form, refusal)
        )

    if request.method != "POST":
        return show(forms.ComplaintForm(), None)

    def do(cleaned: dict[str, Any]) -> str:
        value = register_queries.register_of(site_code=site_code, actor=actor)
        complaints.log_complaint(
            site_id=value.site_id,
            work_order_id=None,
            topic=Topic(cleaned["topic"]),
            words=cleaned["words"],
            cause=ComplaintCause(cleaned["cause"]),
            redress=cleaned["redress"],
            actor=actor,
            at=clock.now(),
        )
        return reverse("support:register", args=[site_code])

    return pages.submit(request, form=forms.ComplaintForm(request.POST), do=do, again=show)


def typed_id(text: str) -> UUID:
    """An id that a form sends back. Raises NotFound ("dispute_not_found")."""
    try:
        return UUID(text)
    except ValueError:
        sentence = _("There is no such case, or it is not yours to see.")
        raise NotFound("dispute_not_found", sentence) from None


@require_POST
def close_complaint(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    """Why it came to it, and what we did: the line is closed."""
    form = forms.ClosingForm(request.POST)

    def do() -> HttpResponse:
        cause = form.cleaned_data["cause"] if form.is_valid() else ComplaintCause.UNKNOWN
        complaints.close_complaint(
            complaint_id=complaint_id,
            cause=ComplaintCause(cause),
            redress=request.POST.get("redress", ""),
            actor=actor_of(request),
            at=clock.now(),
        )
        messages.success(request, _("The complaint is closed."))
        return redirect(request.headers.get("Referer") or "/")

    return once(request, handle=do)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leader_card(request: HttpRequest, site_code: str) -> HttpResponse:
    """Whom may owners of this site call directly, and are they told?"""
    actor, at = actor_of(request), clock.now()
    site = network.site_by_code(site_code)
    if not actor.may("support.set_up", at_node=site.node):
        raise NotFound("site_not_found", _("There is no such site, or it is not yours to see."))
    if request.method == "POST":
        cards.switch_card(site_id=site.id, on=request.POST.get("on") == "1", actor=actor, at=at)
        return redirect("support:leader_card", site_code)
    context = {
        "site": site,
        "on": card_queries.is_on(site_id=site.id),
        "leaders": card_queries.leaders_of(site, at),
        "site_title": site.name,
    }
    return render(request, "support/card.html", context)
