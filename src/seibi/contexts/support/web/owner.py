"""What owners do on their phone: write, see something differently, follow their case."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seibi.contexts.support.contracts import Author, Topic
from seibi.contexts.support.operations import adding, raising, threads
from seibi.contexts.support.queries import cases
from seibi.contexts.support.queries import threads as thread_queries
from seibi.contexts.support.queries.visits import opened
from seibi.contexts.support.web import forms, pages
from seibi.contexts.work_orders import facade as work_orders
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import DomainError, NotFound
from seibi.kernel.files import store
from seibi.kernel.http import actor_of
from seibi.kernel.idempotency.replay import once


@never_cache
@require_safe
def talk(request: HttpRequest, key: str) -> HttpResponse:
    """The thread as a piece of the visit's page; whoever sees it has read it."""
    work_order_id, actor = opened(key, actor_of(request))
    return _talk(request, key, work_order_id, actor)


@never_cache
@require_safe
def thread(request: HttpRequest, key: str) -> HttpResponse:
    """The thread as a page of its own: where the mail leads."""
    work_order_id, actor = opened(key, actor_of(request))
    at = clock.now()
    threads.mark_read(work_order_id=work_order_id, by=Author.OWNER, actor=actor, at=at)
    return render(request, "support/thread.html", _context(key, work_order_id))


@require_POST
def write(request: HttpRequest, key: str) -> HttpResponse:
    """Send a message; the piece of the page comes back as it is now."""
    work_order_id, actor = opened(key, actor_of(request))

    def do() -> HttpResponse:
        text = request.POST.get("text", "")
        try:
            threads.write_as_owner(
                work_order_id=work_order_id, text=text, actor=actor, at=clock.now()
            )
        except DomainError as refusal:
            if isinstance(refusal, NotFound) or request.headers.get("HX-Request"):
                raise
            return _talk(request, key, work_order_id, actor, text=text, refusal=refusal)
        return _went(request, key, work_order_id, actor)

    return once(request, handle=do)


@require_POST
def connect(request: HttpRequest, key: str) -> HttpResponse:
    """The answer to the question back: a yes opens a case and leads to it."""
    work_order_id, actor = opened(key, actor_of(request))

    def do() -> HttpResponse:
        wanted = request.POST.get("connect") == "yes"
        try:
            case = threads.answer_question(
                work_order_id=work_order_id, connect=wanted, actor=actor, at=clock.now()
            )
        except DomainError as refusal:
            if isinstance(refusal, NotFound) or request.headers.get("HX-Request"):
                raise
            return _talk(request, key, work_order_id, actor, refusal=refusal)
        if case is None:
            return _went(request, key, work_order_id, actor)
        url = reverse("support:case", args=[key, case])
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": url})
        return redirect(url)

    return once(request, handle=do)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def differently(request: HttpRequest, key: str) -> HttpResponse:
    """I see this differently: what, in my words; a case number at once."""
    work_order_id, actor = opened(key, actor_of(request))
    at = clock.now()
    visit = work_orders.visit(work_order_id=work_order_id, actor=actor, at=at)
    known = {str(line.id): line for line in visit.lines}
    asked = request.POST.getlist("line") or request.GET.getlist("line")
    chosen = [known[one].id for one in asked if one in known]

    def show(form: django_forms.Form, refusal: DomainError | None) -> HttpResponse:
        context = {
            "visit": visit,
            "key": key,
            "form": form,
            "refusal": refusal,
            "chosen": chosen,
            "back": _visit_url(key),
        }
        status = pages.status_of(form, refusal)
        return render(request, "support/differently.html", context, status=status)

    if request.method != "POST":
        about = request.GET.get("about", "")
        start = {"topic": about if about in list(Topic) else Topic.DIAGNOSIS}
        return show(forms.DifferentlyForm(initial=start), None)
    form = forms.DifferentlyForm(request.POST, request.FILES)

    def do(cleaned: dict[str, Any]) -> str:
        case = raising.raise_dispute(
            work_order_id=work_order_id, new=form.new(chosen), actor=actor, at=at
        )
        if cleaned["upload"]:
            adding.add_fact(dispute_id=case, words="", upload=cleaned["upload"], actor=actor, at=at)
        return reverse("support:case", args=[key, case])

    return pages.submit(request, form=form, do=do, again=show)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, key: str, dispute_id: UUID) -> HttpResponse:
    """My case: its number, who decides until when, the evidence, and what I add."""
    _work_order_id, actor = opened(key, actor_of(request))
    at = clock.now()

    def show(form: django_forms.Form, refusal: DomainError | None) -> HttpResponse:
        context = {
            "case": cases.case_for_owner(dispute_id=dispute_id, actor=actor, at=at),
            "key": key,
            "form": form,
            "refusal": refusal,
            "back": _visit_url(key),
            "live_link": _link(key),
        }
        return render(request, "support/case.html", context, status=pages.status_of(form, refusal))

    if request.method != "POST":
        return show(forms.FactForm(), None)
    here = reverse("support:case", args=[key, dispute_id])
    form = forms.FactForm(request.POST, request.FILES)

    def do(cleaned: dict[str, Any]) -> str:
        adding.add_fact(
            dispute_id=dispute_id,
            words=cleaned["words"],
            upload=cleaned["upload"],
            actor=actor,
            at=at,
        )
        return here

    return pages.submit(request, form=form, do=do, again=show)


@require_POST
def withdraw(request: HttpRequest, key: str, dispute_id: UUID) -> HttpResponse:
    """I take it back; the lines go on."""
    _work_order_id, actor = opened(key, actor_of(request))

    def do() -> HttpResponse:
        adding.withdraw(dispute_id=dispute_id, actor=actor, at=clock.now())
        return redirect("support:case", key, dispute_id)

    return once(request, handle=do)


@require_safe
def case_file(request: HttpRequest, key: str, file_id: UUID) -> FileResponse:
    """A picture or film of a case or its visit, for whoever holds the link."""
    _work_order_id, actor = opened(key, actor_of(request))
    info, content = store.open_for(actor, file_id)
    return FileResponse(content, content_type=info.media_type, filename=info.file_name)


def _went(request: HttpRequest, key: str, work_order_id: UUID, actor: Actor) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return _talk(request, key, work_order_id, actor)
    return redirect("support:thread", key)


def _talk(
    request: HttpRequest,
    key: str,
    work_order_id: UUID,
    actor: Actor,
    *,
    text: str = "",
    refusal: DomainError | None = None,
) -> HttpResponse:
    at = clock.now()
    if refusal is None:
        threads.mark_read(work_order_id=work_order_id, by=Author.OWNER, actor=actor, at=at)
    context = {**_context(key, work_order_id), "text": text, "refusal": refusal}
    status = refusal.status if refusal else 200
    template = "support/_talk.html" if _is_piece(request) else "support/thread.html"
    return render(request, template, context, status=status)


def _is_piece(request: HttpRequest) -> bool:
    return bool(request.headers.get("HX-Request")) or request.method in ("GET", "HEAD")


def _context(key: str, work_order_id: UUID) -> dict[str, Any]:
    value = thread_queries.owners_thread(work_order_id=work_order_id, at=clock.now())
    return {"thread": value, "key": key, "back": _visit_url(key), "live_link": _link(key)}


def _link(key: str) -> str:
    """The token of the link, for live updates; none for whoever is signed in."""
    try:
        UUID(key)
    except ValueError:
        return key
    return ""


def _visit_url(key: str) -> str:
    name = "work_orders:visit" if _link(key) else "work_orders:own_visit"
    return reverse(name, args=[key])
