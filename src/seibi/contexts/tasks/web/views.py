"""My tasks, those of the place, one task, a new one, and the panel beside a record."""

import datetime as dt
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.tasks.contracts import DO, SEE, NewTask, TaskAction, TaskInfo, TaskOutcome
from seibi.contexts.tasks.operations import doing, opening
from seibi.contexts.tasks.queries import people, tasks
from seibi.contexts.tasks.web import forms
from seibi.kernel import clock
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotAllowed, NotFound
from seibi.kernel.http import retried, staff_of
from seibi.kernel.records import Record, records_of


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What have I to do, and by when; or everything that is to do at my workshops."""
    actor, at = staff_of(request, SEE), clock.now()
    everybody = request.GET.get("of") == "all"
    found = _of_everybody(actor, at) if everybody else tasks.my_tasks(actor=actor, at=at)
    context = {
        "tasks": found,
        "everybody": everybody,
        "overdue": [task for task in found if task.is_overdue],
        "ahead": [task for task in found if not task.is_overdue],
        "nodes": [site.node for site in network.nodes_of(actor, SEE)][:20],
        "may_open": bool(actor.nodes(DO)),
    }
    return render(request, "tasks/mine.html", context)


@require_safe
def about(request: HttpRequest, kind: str, key: UUID) -> HttpResponse:
    """The panel beside a record: what is still to do about it."""
    actor, at = staff_of(request, SEE), clock.now()
    subject = f"{kind}:{key}"
    found = tasks.tasks_about(subject=subject, actor=actor, at=at)
    context = {"subject": subject, "tasks": found, "may_open": bool(actor.nodes(DO))}
    return render(request, "tasks/panel.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@retried
def new(request: HttpRequest) -> HttpResponse:
    """Somebody has something to do about a record."""
    actor, at = staff_of(request, DO), clock.now()
    subject = request.GET.get("about", "")
    record = _record(subject, actor)
    sites = network.nodes_of(actor, DO)
    site = _site(request, sites, record)
    form = _new_form(request, site, sites, actor, at)
    if request.method == "POST" and form.is_valid():
        person, role = forms.receiver(form.cleaned_data["receiver"])
        task = NewTask(
            subject=subject,
            node=site.node,
            title=form.title_in(),
            due_at=form.due_at(site.tz),
            person=person,
            role=role,
            note=form.cleaned_data["note"],
        )
        try:
            opening.open_task(new=task, actor=actor, at=at)
            return redirect(record.url or "tasks:mine")
        except Invalid as error:
            _show(form, error)
    context = {"form": form, "record": record, "site": site}
    return render(request, "tasks/new.html", context, status=422 if form.errors else 200)


@require_safe
def page(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """One task: what, about what, for whom, by when, and what may be done with it now."""
    return _page(request, task_id)


@require_POST
@retried
def act(request: HttpRequest, task_id: UUID, verb: str) -> HttpResponse:
    """One of the things that can be done with a task."""
    actor, at = staff_of(request, SEE), clock.now()
    if verb not in VERBS:
        raise NotFound("no_such_step", _("There is no such step."))
    shown = tasks.task_page(task_id=task_id, actor=actor, at=at)
    action = TaskAction(verb.replace("-", "_"))
    if action is TaskAction.REOPEN:
        doing.reopen_task(task_id=task_id, note="", actor=actor, at=at)
        return redirect("tasks:page", task_id)
    form = _forms(request.POST, shown.task, shown.people)[action]
    if not form.is_valid():
        return _page(request, task_id, {action: form})
    try:
        _do(action, shown.task, form, actor, at)
    except Invalid as error:
        _show(form, error)
        return _page(request, task_id, {action: form})
    if action is TaskAction.CHANGE:
        return redirect("tasks:page", task_id)
    done = action is TaskAction.FINISH
    messages.success(request, _("The task is closed.") if done else _("The task is handed on."))
    return redirect("tasks:mine")


VERBS = {"finish": TaskAction.FINISH, "hand-on": TaskAction.HAND_ON}
VERBS |= {"change": TaskAction.CHANGE, "reopen": TaskAction.REOPEN}


def _do(
    action: TaskAction, task: TaskInfo, form: django_forms.Form, actor: Actor, at: dt.datetime
) -> None:
    note = form.cleaned_data["note"]
    if action is TaskAction.FINISH:
        outcome = TaskOutcome(form.cleaned_data["outcome"])
        doing.finish_task(task_id=task.id, outcome=outcome, note=note, actor=actor, at=at)
    elif action is TaskAction.HAND_ON:
        person, role = forms.receiver(form.cleaned_data["receiver"])
        doing.hand_on(task_id=task.id, person=person, role=role, note=note, actor=actor, at=at)
    elif isinstance(form, forms.ChangeForm):
        doing.change_task(
            task_id=task.id,
            title=form.title_in(),
            note=note,
            due_at=form.due_at(task.tz),
            actor=actor,
            at=at,
        )


def _page(
    request: HttpRequest,
    task_id: UUID,
    typed: dict[TaskAction, django_forms.Form] | None = None,
) -> HttpResponse:
    actor, at = staff_of(request, SEE), clock.now()
    shown = tasks.task_page(task_id=task_id, actor=actor, at=at)
    made = _forms(None, shown.task, shown.people) | (typed or {})
    context = {
        "task": shown.task,
        "steps": shown.steps,
        "open_form": next(iter(typed), "") if typed else "",
        "finish_form": made[TaskAction.FINISH],
        "hand_on_form": made[TaskAction.HAND_ON],
        "change_form": made[TaskAction.CHANGE],
    }
    return render(request, "tasks/page.html", context, status=422 if typed else 200)


def _forms(
    data: object, task: TaskInfo, colleagues: tuple[tuple[UUID, str], ...]
) -> dict[TaskAction, django_forms.Form]:
    given = data if isinstance(data, dict) else None
    due = task.due_at.astimezone(ZoneInfo(task.tz))
    known = {"title": task.title, "note": task.note, "due_on": due.date(), "due_time": due.time()}
    return {
        TaskAction.FINISH: forms.FinishForm(given, prefix=None),
        TaskAction.HAND_ON: forms.HandOnForm(given, people=colleagues, auto_id="hand_%s"),
        TaskAction.CHANGE: forms.ChangeForm(given, task=task, initial=known, auto_id="change_%s"),
    }


def _new_form(
    request: HttpRequest, site: SiteInfo, sites: list[SiteInfo], actor: Actor, at: dt.datetime
) -> forms.TaskForm:
    staff = [(one.account_id, one.name) for one in people.colleagues(site.node, at) if not one.away]
    due_on, due_time = forms.usual_due(at, site.tz)
    initial = {"receiver": f"person:{actor.account_id}", "due_on": due_on, "due_time": due_time}
    initial["site"] = site.code
    data = request.POST if request.method == "POST" else None
    return forms.TaskForm(data, people=staff, sites=sites, initial=initial)


def _site(request: HttpRequest, sites: list[SiteInfo], record: Record) -> SiteInfo:
    """The workshop of the record, else the one that was chosen, else the first of mine."""
    if not sites:
        raise NotAllowed("not_allowed", _("These pages are for staff."))
    chosen = request.POST.get("site") or request.session.get("site", "")
    of_record = [site for site in sites if site.node == record.node]
    wanted = [site for site in sites if site.code == chosen]
    first = wanted + of_record if request.method == "POST" else of_record + wanted
    return (first + sites)[0]


def _record(subject: str, actor: Actor) -> Record:
    """The record, if this actor may know of it. Raises NotFound."""
    found = records_of([subject], actor).get(subject)
    if found is None:
        raise NotFound("record_not_found", _("There is no such record, or it is not yours to see."))
    return found


def _of_everybody(actor: Actor, at: dt.datetime) -> list[TaskInfo]:
    return tasks.open_tasks(actor=actor, node="/", at=at)


def _show(form: django_forms.Form, error: Invalid) -> None:
    for field, sentence in (error.extra.get("errors") or {None: error.message}).items():
        form.add_error(field if field in form.fields else None, sentence)
