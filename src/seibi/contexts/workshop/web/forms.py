"""What is typed about bays, people and their hours, translated into what the operations take."""

import datetime as dt
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seibi.contexts.catalogue.contracts import BayKind, Skill
from seibi.contexts.workshop.contracts import AbsenceReason, ResourceKind
from seibi.contexts.workshop.labels import ABSENCE_REASONS, BAY_KINDS, RESOURCE_KINDS, SKILLS

NONE = [("", "–")]


class ResourceForm(forms.Form):
    """Something new to plan with."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(kind.value, RESOURCE_KINDS[kind]) for kind in ResourceKind]
    )
    code = forms.SlugField(label=_("Short code"), max_length=40)
    name = forms.CharField(label=pgettext_lazy("resource", "Name"), max_length=120)
    bay_kind = forms.ChoiceField(
        label=_("Kind of bay"),
        required=False,
        choices=[*NONE, *((kind.value, BAY_KINDS[kind]) for kind in BayKind)],
    )
    tool_kind = forms.SlugField(label=_("Kind of tool"), max_length=40, required=False)
    staff_id = forms.TypedChoiceField(
        label=_("Colleague"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=_("Jobs planned for this person appear on their phone."),
    )

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]]) -> None:
        super().__init__(*args)
        self.fields["staff_id"].choices = [*NONE, *colleagues]  # type: ignore[attr-defined]


class SkillsForm(forms.Form):
    """What somebody can do, graded from 1 to 5; empty means not at all."""

    def __init__(self, *args: Any, known: dict[str, int] | None = None) -> None:
        super().__init__(*args)
        for skill in Skill:
            self.fields[skill.value] = forms.IntegerField(
                label=SKILLS[skill],
                min_value=1,
                max_value=5,
                required=False,
                initial=(known or {}).get(skill.value),
            )

    def skills(self) -> dict[str, int]:
        """Skill → grade."""
        return {skill: grade for skill, grade in self.cleaned_data.items() if grade}


class AbsenceForm(forms.Form):
    """From when until when, and why."""

    moment = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    from_at = forms.DateTimeField(label=pgettext_lazy("span of time", "From"), widget=moment)
    until_at = forms.DateTimeField(label=_("Until"), widget=moment)
    reason = forms.ChoiceField(
        label=_("Why"), choices=[(r.value, ABSENCE_REASONS[r]) for r in AbsenceReason]
    )

    def span(self, tz: str) -> tuple[dt.datetime, dt.datetime]:
        """What was typed, as times by the clock on the wall of the site."""
        zone = ZoneInfo(tz)
        begin, end = (
            self.cleaned_data[name].replace(tzinfo=zone).astimezone(dt.UTC)
            for name in ("from_at", "until_at")
        )
        return begin, end


class HoursForm(forms.Form):
    """The week of one resource: up to two spans a day; all empty means the hours of the site."""

    def __init__(self, *args: Any, known: tuple[tuple[int, dt.time, dt.time], ...] = ()) -> None:
        super().__init__(*args)
        for weekday in range(7):
            spans = [(b, e) for day, b, e in known if day == weekday]
            for place in range(2):
                initial = spans[place] if place < len(spans) else (None, None)
                for name, value in zip(("from", "until"), initial, strict=True):
                    self.fields[f"{name}_{weekday}_{place}"] = forms.TimeField(
                        required=False,
                        initial=value,
                        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
                    )

    def hours(self) -> dict[int, list[tuple[dt.time, dt.time]]]:
        """Weekday → spans; a day with half a span has none."""
        found: dict[int, list[tuple[dt.time, dt.time]]] = {}
        for weekday in range(7):
            for place in range(2):
                begin = self.cleaned_data.get(f"from_{weekday}_{place}")
                end = self.cleaned_data.get(f"until_{weekday}_{place}")
                if begin and end:
                    found.setdefault(weekday, []).append((begin, end))
        return found

    def days(self) -> list[tuple[int, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """The fields as the table shows them."""
        return [
            (
                weekday,
                [
                    (self[f"from_{weekday}_{place}"], self[f"until_{weekday}_{place}"])
                    for place in range(2)
                ],
            )
            for weekday in range(7)
        ]
