"""The owner's page: what is wrong, how it is put right, when it is ready; and the answer."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from seibi.contexts.work_orders.operations import answering
from seibi.contexts.work_orders.queries import visit as queries
from seibi.contexts.work_orders.queries.links import VISITS
from seibi.contexts.work_orders.web import forms, pages, typed
from seibi.contexts.workshop import facade as workshop
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import DomainError
from seibi.kernel.files import store
from seibi.kernel.http import actor_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever holds the link."""
    work_order_id, actor = VISITS.open_for(token, actor_of(request))
    here = reverse("work_orders:visit", args=[token])
    return _visit(request, work_order_id, actor, here, token)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_visit(request: HttpRequest, work_order_id: UUID) -> HttpResponse:
    """For the owner who is signed in."""
    here = reverse("work_orders:own_visit", args=[work_order_id])
    return _visit(request, work_order_id, actor_of(request), here, "")


@never_cache
@require_safe
def lounge(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever waits sees the lounge from the link; once the car has gone, the visit again."""
    work_order_id = VISITS.opened(token)
    found = workshop.own_lounge(subject=f"{VISITS.kind}:{work_order_id}", at=clock.now())
    back = reverse("work_orders:visit", args=[token])
    if found is None:
        return redirect(back)
    context = {"lounge": found, "back": back, "live_link": token}
    return render(request, "workshop/own_lounge.html", context)


@require_safe
def visit_file(request: HttpRequest, token: str, file_id: UUID) -> FileResponse:
    """A picture of a visit for whoever holds its link."""
    work_order_id, actor = VISITS.open_for(token, actor_of(request))
    info, content = store.open_for(actor, file_id)
    if info.subject != f"work_order:{work_order_id}":
        raise pages.unknown_verb()
    return FileResponse(content, content_type=info.media_type, filename=info.file_name)


def _visit(
    request: HttpRequest, work_order_id: UUID, actor: Actor, here: str, token: str
) -> HttpResponse:
    at = clock.now()
    if request.method != "POST":
        return _page(request, work_order_id, actor, here, token)
    known = queries.visit(work_order_id=work_order_id, actor=actor, at=at)
    answers = typed.answers_of(request, [line.id for line in known.lines])

    def do(cleaned: dict[str, Any]) -> None:
        answering.answer_on_screen(
            work_order_id=work_order_id,
            version=cleaned["version"],
            answers=answers,
            who=cleaned["signature_name"],
            signature=typed.drawn(cleaned["signature_image"]),
            actor=actor,
            at=at,
        )

    return pages.submit(
        request,
        form=forms.OwnerAnswerForm(request.POST),
        do=do,
        done=here,
        again=lambda form, refusal: _page(
            request, work_order_id, actor, here, token, form=form, refusal=refusal
        ),
    )


def _page(
    request: HttpRequest,
    work_order_id: UUID,
    actor: Actor,
    here: str,
    token: str,
    *,
    form: pages.Form | None = None,
    refusal: DomainError | None = None,
) -> HttpResponse:
    value = queries.visit(work_order_id=work_order_id, actor=actor, at=clock.now())
    chosen = {str(line.id): request.POST.get(f"answer_{line.id}", "") for line in value.lines}
    context = {
        "visit": value,
        "here": here,
        "token": token,
        "live_link": token,
        "lounge_url": _lounge_of(work_order_id, token),
        "form": form,
        "refusal": refusal,
        "chosen": chosen,
    }
    return render(
        request, "work_orders/visit.html", context, status=refusal.status if refusal else 200
    )


def _lounge_of(work_order_id: UUID, token: str) -> str:
    """The lounge's address while the car is in the house; whoever is signed in needs a token."""
    if not workshop.ticket_of(subject=f"{VISITS.kind}:{work_order_id}"):
        return ""
    return reverse("work_orders:lounge", args=[token or VISITS.token_of(work_order_id)])
