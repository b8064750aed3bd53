"""What is typed about tasks, translated into what the operations take."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import Role, SiteInfo
from seibi.contexts.tasks.contracts import TaskInfo, TaskOutcome
from seibi.contexts.tasks.labels import OUTCOME_LABELS
from seibi.kernel.clock import local_day, local_moment

Receiver = tuple[UUID | None, str]
Choices = list[tuple[Any, Any]]
ROLES = (
    Role.SERVICE_MANAGER,
    Role.ADVISOR,
    Role.CONTROLLER,
    Role.TECHNICIAN,
    Role.PARTS_CLERK,
    Role.CASHIER,
    Role.CR,
    Role.SALES,
    Role.LOCAL_LEADER,
)
USUAL_END, USUAL_NOON = dt.time(17), dt.time(12)


def receivers(people: Sequence[tuple[UUID, str]]) -> Choices:
    """Colleagues by name, then roles, as a select shows them."""
    return [
        (_("Colleagues"), [(f"person:{key}", name) for key, name in people]),
        (_("Roles"), [(f"role:{role}", network.role_name(role)) for role in ROLES]),
    ]


def receiver(typed: str) -> Receiver:
    """The person or the role that was chosen."""
    kind, _colon, key = typed.partition(":")
    return (UUID(key), "") if kind == "person" else (None, key)


def usual_due(at: dt.datetime, tz: str) -> tuple[dt.date, dt.time]:
    """Today's end of work, or the next day's noon when today is nearly over."""
    today = local_day(at, tz)
    if at < local_moment(today, dt.time(16), tz):
        return today, USUAL_END
    return today + dt.timedelta(days=1), USUAL_NOON


class DueForm(forms.Form):
    """By when, on the clock of the workshop."""

    due_on = forms.DateField(
        label=pgettext_lazy("task", "Until"), widget=forms.DateInput(attrs={"type": "date"})
    )
    due_time = forms.TimeField(
        label=pgettext_lazy("task", "Time"), widget=forms.TimeInput(attrs={"type": "time"})
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def due_at(self, tz: str) -> dt.datetime:
        return local_moment(self.cleaned_data["due_on"], self.cleaned_data["due_time"], tz)


class TaskForm(DueForm):
    """A new task: what, for whom, by when."""

    title = forms.CharField(label=_("What is to be done"), max_length=200)
    receiver = forms.ChoiceField(label=_("For whom"))
    field_order = ("title", "receiver", "due_on", "due_time", "note", "site")

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        people: Sequence[tuple[UUID, str]],
        sites: Sequence[SiteInfo],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.fields["receiver"].choices = receivers(people)  # type: ignore[attr-defined]
        if len(sites) > 1:
            self.fields["site"] = forms.ChoiceField(
                label=_("Workshop"), choices=[(site.code, site.name) for site in sites]
            )

    def title_in(self) -> dict[str, str]:
        """The words under the language in which they were typed."""
        return {get_language() or "en": self.cleaned_data["title"]}


class ChangeForm(DueForm):
    """Another time and note; other words only where people wrote them."""

    title = forms.CharField(label=_("What is to be done"), max_length=200)
    field_order = ("title", "due_on", "due_time", "note")

    def __init__(self, data: Mapping[str, Any] | None, *, task: TaskInfo, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if task.by_itself:
            del self.fields["title"]

    def title_in(self) -> dict[str, str] | None:
        typed = self.cleaned_data.get("title")
        return {get_language() or "en": typed} if typed else None


class FinishForm(forms.Form):
    """What came of it."""

    outcome = forms.ChoiceField(
        label=_("What came of it"),
        choices=[(one, OUTCOME_LABELS[one]) for one in TaskOutcome],
        widget=forms.RadioSelect,
        initial=TaskOutcome.DONE,
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class HandOnForm(forms.Form):
    """Who has it from now on."""

    receiver = forms.ChoiceField(label=_("For whom"))
    note = forms.CharField(
        label=_("Note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, people: Sequence[tuple[UUID, str]], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.fields["receiver"].choices = receivers(people)  # type: ignore[attr-defined]
