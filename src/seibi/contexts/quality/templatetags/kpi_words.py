"""Figures as people read them: a value, its interval and the number of cases."""

from django import template
from django.utils.translation import gettext as _

from seibi.contexts.quality.contracts import ApprovalWaits, Kpi, KpiName, KpiSeries, WaitCause
from seibi.contexts.quality.labels import CAUSE_LABELS, KPI_LABELS, KPI_MEANINGS
from seibi.ui import formats
from seibi.ui.spark import Spark, spark

register = template.Library()


@register.filter
def kpi_label(name: KpiName) -> str:
    """``{{ kpi.name|kpi_label }}``: the figure in words."""
    return str(KPI_LABELS[name])


@register.filter
def kpi_meaning(name: KpiName) -> str:
    """``{{ kpi.name|kpi_meaning }}``: how it is counted, in a sentence."""
    return str(KPI_MEANINGS[name])


@register.filter
def cause_label(cause: str) -> str:
    """``{{ one.cause|cause_label }}``: what a car stands for."""
    return str(CAUSE_LABELS[WaitCause(cause)])


@register.filter
def waited(minutes: int) -> str:
    """``{{ one.numerator|waited }}``: minutes of opening hours; a day of them is not 24 hours."""
    if minutes < 60:
        return formats.duration(minutes)
    return _("%(hours)s h") % {"hours": f"{minutes / 60:.1f}"}


@register.filter
def approval_note(waits: ApprovalWaits) -> str:
    """``{{ page.approval|approval_note }}``: how many answers, how many are still awaited."""
    return _("n = %(n)s · %(open)s still open") % {"n": waits.n, "open": waits.unanswered}


@register.filter
def kpi_value(kpi: Kpi) -> str:
    """``{{ kpi|kpi_value }}``: 67 %, +23, or a dash without cases."""
    return _written(kpi, kpi.value)


@register.filter
def kpi_note(kpi: Kpi) -> str:
    """``{{ kpi|kpi_note }}``: the number of cases and where the true value lies."""
    if kpi.hidden:
        return _("hidden: fewer than 10 cases")
    if not kpi.n:
        return _("no cases yet")
    return _("n = %(n)s · %(low)s to %(high)s") % {
        "n": kpi.n,
        "low": _written(kpi, kpi.low),
        "high": _written(kpi, kpi.high),
    }


@register.filter
def kpi_goal(kpi: Kpi) -> str:
    """``{{ kpi|kpi_goal }}``: the goal in words, if there is one."""
    return _("goal %(goal)s") % {"goal": _written(kpi, kpi.goal)} if kpi.goal is not None else ""


@register.filter
def kpi_tone(kpi: Kpi) -> str:
    """``{{ kpi|kpi_tone }}``: whether the goal is surely met, surely missed, or neither."""
    if kpi.goal is None or kpi.low is None or kpi.high is None:
        return ""
    if kpi.low >= kpi.goal:
        return "done"
    return "late" if kpi.high < kpi.goal else "attention"


@register.filter
def kpi_word(kpi: Kpi) -> str:
    """``{{ kpi|kpi_word }}``: the tone as a word."""
    words = {
        "done": _("goal met"),
        "late": _("goal missed"),
        "attention": _("too early to say"),
    }
    return words.get(kpi_tone(kpi), "")


@register.filter
def kpi_chart(series: KpiSeries) -> Spark:
    """``{{ series|kpi_chart }}``: the weeks that have cases, each with its interval."""
    found = [week.kpi for week in series.weeks]
    return spark(
        [kpi.value for kpi in found],
        series.whole.goal,
        ranges=[
            (kpi.low, kpi.high) if kpi.low is not None and kpi.high is not None else None
            for kpi in found
        ],
        axis=(-100, 100) if series.name == KpiName.NPS else (0, 1),
    )


def _written(kpi: Kpi, value: float | None) -> str:
    if value is None:
        return "–"
    if kpi.name == KpiName.DISPUTES:
        return _("%(number)s per 100") % {"number": f"{100 * value:.1f}"}
    if kpi.name != KpiName.NPS:
        return f"{100 * value:.0f} %"
    return f"{value:+.0f}".replace("-", "−") if round(value) else "0"
