"""The technician's phone: my jobs in order, one job that fills the screen, START, PAUSE, DONE."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from seibi.contexts.work_orders.contracts import WORK, PauseReason, PhotoPurpose, Severity
from seibi.contexts.work_orders.labels import INDIRECT_REASON_LABELS, PAUSE_REASON_LABELS
from seibi.contexts.work_orders.operations import clocks, findings, helping, reception, work
from seibi.contexts.work_orders.queries import floor as queries
from seibi.contexts.work_orders.queries import helping as help_queries
from seibi.contexts.work_orders.queries.checklists import checklists_of
from seibi.contexts.work_orders.web import forms, pages, typed
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import DomainError
from seibi.kernel.http import actor_of
from seibi.ui.at_hand import at_hand


@require_safe
def my_day(request: HttpRequest) -> HttpResponse:
    """What do I do now, and what comes next?"""
    return _day(request)


@require_POST
def indirect(request: HttpRequest) -> HttpResponse:
    """Time that belongs to no car begins or ends."""
    form = forms.IndirectForm(request.POST)
    actor, at = actor_of(request), typed.pressed_at(request, clock.now())
    typed.check_presser(request, actor)
    site_id = queries.my_day(actor=actor, at=at).site_id

    def do(_cleaned: dict[str, Any]) -> None:
        if "stop" in request.POST:
            clocks.clock_off_indirect(actor=actor, at=at)
        elif site_id is not None:
            clocks.clock_on_indirect(site_id=site_id, reason=form.code(), actor=actor, at=at)

    return pages.submit(
        request,
        form=form,
        do=do,
        done=reverse("work_orders:floor"),
        again=lambda _form, refusal: _day(request, refusal),
    )


@require_safe
def job(request: HttpRequest, work_order_id: UUID) -> HttpResponse:
    """What do I do on this car?"""
    return _job(request, work_order_id)


@require_POST
def act(request: HttpRequest, work_order_id: UUID, verb: str) -> HttpResponse:
    """One press on the phone; a refusal stands above the unchanged job."""
    if verb not in VERBS:
        raise pages.unknown_verb()
    form_class, do = VERBS[verb]
    actor, at = actor_of(request), typed.pressed_at(request, clock.now())
    typed.check_presser(request, actor)
    return pages.submit(
        request,
        form=form_class(request.POST),
        do=lambda cleaned: do(request, work_order_id, cleaned, actor, at),
        done=reverse("work_orders:floor_job", args=[work_order_id]),
        again=lambda form, refusal: _job(
            request, work_order_id, form=form, refusal=refusal, verb=verb
        ),
    )


def _day(request: HttpRequest, refusal: DomainError | None = None) -> HttpResponse:
    actor = actor_of(request)
    if actor.is_anonymous:
        return redirect("account_login")
    day = queries.my_day(actor=actor, at=clock.now())
    planned = {job.work_order_id for job in day.jobs}
    nodes = actor.nodes(WORK)
    others = [
        job
        for node in nodes
        for job in queries.floor_list(actor=actor, node=node, at=day.now)
        if job.work_order_id not in planned
    ]
    context = {
        "day": day,
        "others": others,
        "calls": help_queries.open_calls(actor),
        "refusal": refusal,
        "idle_clock": next((c for c in day.clocks if c.indirect), None),
        "reasons": [(str(code), word) for code, word in INDIRECT_REASON_LABELS.items()],
    }
    page = render(
        request, "work_orders/floor.html", context, status=refusal.status if refusal else 200
    )
    return at_hand(page, actor.account_id, begins=True)


def _job(
    request: HttpRequest,
    work_order_id: UUID,
    *,
    form: pages.Form | None = None,
    refusal: DomainError | None = None,
    verb: str = "",
) -> HttpResponse:
    actor = actor_of(request)
    at = clock.now()
    found = queries.my_job(work_order_id=work_order_id, actor=actor, at=at)
    context = {
        "job": found,
        "works_here": bool(actor.nodes(WORK)),
        "tz": queries.tz_of(work_order_id),
        "needs_record": bool(checklists_of(work_order_id, actor)),
        "calls": [
            one for one in help_queries.open_calls(actor) if one.work_order_id == work_order_id
        ],
        "form": form,
        "refusal": refusal,
        "verb": verb,
        "reasons": [(str(code), word) for code, word in PAUSE_REASON_LABELS.items()],
        "severities": forms.SEVERITIES,
    }
    status = refusal.status if refusal else 200
    page = render(request, "work_orders/job.html", context, status=status)
    return at_hand(page, actor.account_id)


def _start(
    _r: HttpRequest, key: UUID, cleaned: dict[str, Any], actor: Actor, at: dt.datetime
) -> None:
    clocks.clock_on(
        work_order_id=key,
        line_id=cleaned["line"],
        two_cars=cleaned["two_cars"],
        actor=actor,
        at=at,
    )


def _pause(
    _r: HttpRequest, key: UUID, cleaned: dict[str, Any], actor: Actor, at: dt.datetime
) -> None:
    clocks.pause(
        work_order_id=key,
        reason=PauseReason(cleaned["reason"]),
        note=cleaned["note"],
        actor=actor,
        at=at,
    )


def _done(
    _r: HttpRequest, key: UUID, cleaned: dict[str, Any], actor: Actor, at: dt.datetime
) -> None:
    work.finish_line(work_order_id=key, line_id=cleaned["line"], actor=actor, at=at)


def _undone(
    _r: HttpRequest, key: UUID, cleaned: dict[str, Any], actor: Actor, at: dt.datetime
) -> None:
    work.undo_finish_line(work_order_id=key, line_id=cleaned["line"], actor=actor, at=at)


def _step(
    _r: HttpRequest, key: UUID, cleaned: dict[str, Any], actor: Actor, at: dt.datetime
) -> None:
    work.tick_step(
        work_order_id=key,
        step_id=cleaned["step"],
        done=cleaned["done"],
        actor=actor,
        at=at,
    )


def _finding(
    request: HttpRequest, key: UUID, cleaned: dict[str, Any], actor: Actor, at: dt.datetime
) -> None:
    findings.report_with_photos(
        work_order_id=key,
        words=cleaned["words"],
        severity=Severity(cleaned["severity"]),
        photos=request.FILES.getlist("photos"),
        actor=actor,
        at=at,
    )


def _part(
    _r: HttpRequest, key: UUID, cleaned: dict[str, Any], actor: Actor, at: dt.datetime
) -> None:
    findings.ask_for_part(
        work_order_id=key,
        line_id=cleaned["line"],
        words=cleaned["words"],
        part_number=cleaned["part_number"],
        quantity=cleaned["quantity"] or Decimal(1),
        actor=actor,
        at=at,
    )


def _photo(
    request: HttpRequest, key: UUID, cleaned: dict[str, Any], actor: Actor, at: dt.datetime
) -> None:
    for picture in request.FILES.getlist("photos"):
        reception.keep_photo(
            work_order_id=key,
            upload=picture,
            purpose=PhotoPurpose.WORK,
            caption=cleaned["caption"],
            line_id=cleaned["line"],
            finding_id=None,
            for_owner=False,
            actor=actor,
            at=at,
        )


def _help(
    _r: HttpRequest, key: UUID, cleaned: dict[str, Any], actor: Actor, at: dt.datetime
) -> None:
    helping.ask_for_help(work_order_id=key, words=cleaned["words"], actor=actor, at=at)


def _help_answer(
    _r: HttpRequest, key: UUID, cleaned: dict[str, Any], actor: Actor, at: dt.datetime
) -> None:
    helping.answer_help(work_order_id=key, call_id=cleaned["call_id"], actor=actor, at=at)


Press = Callable[[HttpRequest, UUID, dict[str, Any], Actor, dt.datetime], None]
VERBS: dict[str, tuple[type[pages.Form], Press]] = {
    "start": (forms.LineOnlyForm, _start),
    "pause": (forms.PauseForm, _pause),
    "done": (forms.LineOnlyForm, _done),
    "undone": (forms.LineOnlyForm, _undone),
    "step": (forms.StepForm, _step),
    "finding": (forms.FindingForm, _finding),
    "part": (forms.PartRequestForm, _part),
    "photo": (forms.PhotoForm, _photo),
    "help": (forms.HelpForm, _help),
    "help-answer": (forms.HelpAnswerForm, _help_answer),
}
