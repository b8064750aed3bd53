"""The desk's pages of visits: the list, one visit, and its small steps."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from seibi.contexts.work_orders.contracts import SEE, Action, PauseReason, ReleaseKind, State
from seibi.contexts.work_orders.contracts.asking import CallOutcome
from seibi.contexts.work_orders.labels import (
    CALL_OUTCOME_LABELS,
    PAUSE_REASON_LABELS,
    STATE_LABELS,
)
from seibi.contexts.work_orders.operations import (
    asking,
    certifying,
    clocks,
    findings,
    handing_back,
    issuing,
    opening,
    promising,
    quality,
    reception,
    returning,
    undoing,
    visit_links,
    work,
)
from seibi.contexts.work_orders.queries import asking as asking_queries
from seibi.contexts.work_orders.queries import expected, paper_law, returns
from seibi.contexts.work_orders.queries import work_orders as queries
from seibi.contexts.work_orders.web import forms, pages, typed
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import DomainError
from seibi.kernel.http import actor_of, staff_of
from seibi.kernel.links import reasons

Do = Callable[[UUID, dict[str, Any], Actor, str], Any]


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Which cars are in the house, and what does each need next?"""
    state = request.GET.get("state", "")
    page = queries.desk_list(
        actor=staff_of(request, SEE),
        at=clock.now(),
        state=State(state) if state in list(State) else None,
        cursor=request.GET.get("cursor") or None,
    )
    context: dict[str, Any] = {"cards": page.items, "next_cursor": page.next_cursor, "state": state}
    context |= {"states": [(str(code), word) for code, word in STATE_LABELS.items()]}
    return render(request, "work_orders/list.html", context)


@require_POST
def open_visit(request: HttpRequest) -> HttpResponse:
    """Open the visit of a car at the door, or prepare that of an appointment."""
    form = forms.OpenForm(request.POST)
    actor, at = actor_of(request), clock.now()
    if not form.is_valid() or not any(form.cleaned_data.values()):
        raise pages.unknown_verb()
    arrival = form.cleaned_data["arrival"]
    found = (
        opening.open_from_arrival(arrival_id=arrival, actor=actor, at=at)
        if arrival
        else opening.open_from_appointment(
            appointment_id=form.cleaned_data["appointment"], actor=actor, at=at
        )
    )
    return redirect("work_orders:page", found)


@require_safe
def unanswered(request: HttpRequest) -> HttpResponse:
    """Who has not answered yet, and whom do I call now?"""
    found = asking_queries.unanswered(
        node="/", older_than=dt.timedelta(0), actor=staff_of(request, SEE), at=clock.now()
    )
    outcomes = [(str(code), word) for code, word in CALL_OUTCOME_LABELS.items()]
    return render(request, "work_orders/unanswered.html", {"found": found, "outcomes": outcomes})


@require_safe
def page(request: HttpRequest, work_order_id: UUID) -> HttpResponse:
    """Where does this visit stand, and what is the next step?"""
    return _page(request, work_order_id)


@require_POST
def act(request: HttpRequest, work_order_id: UUID, verb: str) -> HttpResponse:
    """One small step of a visit; a refusal stands beside the unchanged page."""
    if verb not in VERBS:
        raise pages.unknown_verb()
    form_class, do = VERBS[verb]
    form = form_class(request.POST) if form_class else None
    actor = actor_of(request)
    tz = queries.desk_card(work_order_id=work_order_id, actor=actor, at=clock.now()).tz

    def again(bad: pages.Form | None, refusal: DomainError | None) -> HttpResponse:
        return _page(request, work_order_id, refusal=refusal, form=bad, verb=verb)

    return pages.submit(
        request,
        form=form,
        do=lambda cleaned: do(work_order_id, cleaned, actor, tz),
        done=reverse("work_orders:page", args=[work_order_id]),
        again=again,
    )


def _page(
    request: HttpRequest,
    work_order_id: UUID,
    *,
    refusal: DomainError | None = None,
    form: pages.Form | None = None,
    verb: str = "",
) -> HttpResponse:
    values = {
        "pause_reasons": [(str(code), word) for code, word in PAUSE_REASON_LABELS.items()],
        "link_reasons": reasons.choices(),
        "outcomes": [(str(code), word) for code, word in CALL_OUTCOME_LABELS.items()],
        "verb": verb,
        "expected": expected.expected_cars(
            work_order_id=work_order_id, actor=actor_of(request), at=clock.now()
        ),
        "has_record": paper_law.has_record(work_order_id, actor_of(request)),
        "has_certificate": paper_law.has_certificate(work_order_id, actor_of(request)),
        "returns": returns.return_panel(
            work_order_id=work_order_id, actor=actor_of(request), at=clock.now()
        ),
    }
    return pages.staff_page(
        request, "work_orders/page.html", work_order_id, values, refusal=refusal, form=form
    )


def _call(key: UUID, cleaned: dict[str, Any], actor: Actor, _tz: str) -> None:
    asking.note_call(
        work_order_id=key,
        outcome=CallOutcome(cleaned["outcome"]),
        actor=actor,
        at=clock.now(),
    )


def _promise(key: UUID, cleaned: dict[str, Any], actor: Actor, tz: str) -> None:
    promise_at = typed.at_site(cleaned["promise_at"], tz)
    if promise_at is not None:
        promising.promise(
            work_order_id=key,
            promise_at=promise_at,
            reason=cleaned["reason"],
            actor=actor,
            at=clock.now(),
        )


def _forecast(key: UUID, cleaned: dict[str, Any], actor: Actor, tz: str) -> None:
    forecast_at = typed.at_site(cleaned["forecast_at"], tz)
    if forecast_at is not None:
        promising.forecast(work_order_id=key, forecast_at=forecast_at, actor=actor, at=clock.now())


def _pause(key: UUID, cleaned: dict[str, Any], actor: Actor, _tz: str) -> None:
    clocks.pause(
        work_order_id=key,
        reason=PauseReason(cleaned["reason"]),
        note=cleaned["note"],
        actor=actor,
        at=clock.now(),
    )


def _release(key: UUID, cleaned: dict[str, Any], actor: Actor, _tz: str) -> None:
    handing_back.release_car(
        work_order_id=key,
        kind=ReleaseKind.BY_RIGHT,
        reason=cleaned["reason"],
        actor=actor,
        at=clock.now(),
    )


def _issue(key: UUID, cleaned: dict[str, Any], actor: Actor, _tz: str) -> None:
    if cleaned["line"] is None:
        issuing.issue_everything(work_order_id=key, actor=actor, at=clock.now())
        return
    issuing.issue_parts(
        work_order_id=key,
        line_id=cleaned["line"],
        part_number="",
        quantity=cleaned["quantity"],
        actor=actor,
        at=clock.now(),
    )


def _take_back_parts(key: UUID, cleaned: dict[str, Any], actor: Actor, _tz: str) -> None:
    issuing.take_back_parts(
        work_order_id=key,
        line_id=cleaned["line"],
        part_number="",
        quantity=None,
        actor=actor,
        at=clock.now(),
    )


def _plain(operation: Callable[..., Any]) -> Do:
    """A step that needs nothing but the visit."""
    return lambda key, _c, actor, _tz: operation(work_order_id=key, actor=actor, at=clock.now())


def _with(operation: Callable[..., Any], *names: str) -> Do:
    """A step that takes fields of its form under their own names."""
    return lambda key, cleaned, actor, _tz: operation(
        work_order_id=key, actor=actor, at=clock.now(), **{name: cleaned[name] for name in names}
    )


VERBS: dict[str, tuple[type[pages.Form] | None, Do]] = {
    "call": (forms.CallForm, _call),
    "promise": (forms.PromiseForm, _promise),
    "forecast": (forms.ForecastForm, _forecast),
    "pause": (forms.PauseForm, _pause),
    "keep": (forms.KeepCarForm, _with(reception.keep_car, "key_tag", "parking_place")),
    "new-link": (forms.ReasonForm, _with(visit_links.replace_link, "reason")),
    "note": (forms.NoteForm, _with(findings.write_note, "text")),
    "issue": (forms.IssueForm, _issue),
    "take-back-parts": (forms.TakeBackForm, _take_back_parts),
    "answer-request": (
        forms.RequestAnswerForm,
        _with(findings.answer_part_request, "request_id", "answer"),
    ),
    "release": (forms.ReasonForm, _release),
    "swap-cars": (forms.SwapForm, _with(undoing.swap_cars, "right_appointment_id", "reason")),
    "certificate": (None, _plain(certifying.issue_certificate)),
    "link-return": (forms.ReturnForm, _with(returning.link_return, "earlier_line_id")),
    "unlink-return": (forms.UnlinkForm, _with(returning.unlink_return, "return_id")),
    str(Action.DIAGNOSE): (None, _plain(work.start_diagnosis)),
    str(Action.RESUME): (None, _plain(clocks.resume)),
    str(Action.FINISH): (None, _plain(work.finish_work)),
    str(Action.PASS): (None, _plain(quality.pass_gate)),
    str(Action.FOLLOW_UP): (None, _plain(handing_back.follow_up)),
    str(Action.UNDO_ARRIVAL): (None, _plain(undoing.undo_arrival)),
    str(Action.UNDO_CHECK_IN): (forms.ReasonForm, _with(undoing.undo_check_in, "reason")),
    str(Action.REOPEN): (forms.ReasonForm, _with(work.reopen_work, "reason")),
    str(Action.TAKE_BACK): (forms.ReasonForm, _with(handing_back.take_back_car, "reason")),
    str(Action.CANCEL): (forms.CancelForm, _with(undoing.cancel, "reason", "by", "remedy")),
}
