"""Reasons and scripts in words: the facts filled in, in the reader's or the owner's language."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from seibi.contexts.care.contracts import ReasonInfo, RuleInfo, RuleKind
from seibi.contexts.care.labels import RULE_LABELS
from seibi.contexts.care.models import Reason
from seibi.contexts.catalogue import facade as catalogue
from seibi.contexts.catalogue.contracts import OperationInfo
from seibi.contexts.vehicles.contracts import VehicleSummary
from seibi.kernel.text import translated
from seibi.ui.formats import local_time

MOST_WORK = 6
_LINES: Mapping[RuleKind, Promise] = {
    RuleKind.LOW_RATING: gettext_lazy("Gave %(csat)s of 5 after the visit"),
    RuleKind.TOMORROW: gettext_lazy("Comes on %(day)s at %(time)s, no mail reminds"),
    RuleKind.RECALL: gettext_lazy("Open recall %(number)s: %(component)s"),
    RuleKind.POST_SERVICE: gettext_lazy("Had the car back on %(day)s"),
    RuleKind.THANK_YOU: gettext_lazy("Took over the new car on %(day)s"),
    RuleKind.FIRST_SERVICE: gettext_lazy("First service of the new car, around %(day)s"),
    RuleKind.INSPECTION: gettext_lazy("%(work)s: by law until %(day)s"),
    RuleKind.DUE: gettext_lazy("%(work)s: due around %(day)s"),
    RuleKind.DECLINED: gettext_lazy("%(work)s: put off on %(day)s"),
    RuleKind.HOW_IS_IT: gettext_lazy("Was here last on %(day)s"),
    RuleKind.LAPSED: gettext_lazy("Last service on record: %(day)s"),
}
_SENTENCES: Mapping[RuleKind, Promise] = {
    RuleKind.LOW_RATING: gettext_lazy(
        "You told us that you were not content with your last visit. I am sorry. "
        "What went wrong, and what would put it right?"
    ),
    RuleKind.TOMORROW: gettext_lazy(
        "I only want to remind you of your visit on %(day)s at %(time)s."
    ),
    RuleKind.RECALL: gettext_lazy(
        "For your %(car)s there is an open recall (%(component)s). The work costs you nothing."
    ),
    RuleKind.POST_SERVICE: gettext_lazy(
        "You had your %(car)s back on %(day)s. Is everything as it should be?"
    ),
    RuleKind.THANK_YOU: gettext_lazy(
        "Thank you for choosing your %(car)s with us. Do you have any question about the car?"
    ),
    RuleKind.FIRST_SERVICE: gettext_lazy(
        "The first service of your new %(car)s is due around %(day)s."
    ),
    RuleKind.INSPECTION: gettext_lazy(
        "The law asks for this by %(day)s for your %(car)s: %(work)s."
    ),
    RuleKind.DUE: gettext_lazy("On your %(car)s this will be due around %(day)s: %(work)s."),
    RuleKind.DECLINED: gettext_lazy(
        "On %(day)s we put this off on your %(car)s: %(work)s. Shall we look again?"
    ),
    RuleKind.HOW_IS_IT: gettext_lazy(
        "It is a while since you were here. How is your %(car)s? I sell nothing."
    ),
    RuleKind.LAPSED: gettext_lazy("Your %(car)s was serviced last on %(day)s, as far as we know."),
}


_BARE_LINE = gettext_lazy("Open recall %(number)s")
_BARE_SENTENCE = gettext_lazy(
    "For your %(car)s there is an open recall. The work costs you nothing."
)


def works_of(reasons: Collection[Reason]) -> Mapping[str, OperationInfo]:
    """The operations that reasons speak of, in one query."""
    codes = {code for reason in reasons if (code := _code(reason))}
    return catalogue.operations(sorted(codes)) if codes else {}


def info(
    row: Reason,
    *,
    rules: Mapping[RuleKind, RuleInfo],
    works: Mapping[str, OperationInfo],
    cars: Mapping[UUID, VehicleSummary],
    tz: str,
) -> ReasonInfo:
    """One reason as people read it, in the active language."""
    kind, car = RuleKind(row.kind), cars.get(row.vehicle_id) if row.vehicle_id else None
    return ReasonInfo(
        id=row.pk,
        kind=kind,
        line=line(row, works, tz),
        why=str(RULE_LABELS[kind]),
        customer_id=row.customer_id,
        vehicle_id=row.vehicle_id,
        car=car.title if car else "",
        plate=car.plate if car else "",
        operation_code=_code(row),
        sells=rules[kind].sells,
        rule_version=row.rule_version,
        until_on=row.until_on,
        about=row.about,
    )


def line(row: Reason, works: Mapping[str, OperationInfo], tz: str) -> str:
    """Why, in one line for staff."""
    words = _facts(row, works, tz)
    return str(_words_of(_LINES, _BARE_LINE, row)) % words


def _words_of(table: Mapping[RuleKind, Promise], bare: Promise, row: Reason) -> Promise:
    """The words of a reason; a recall whose maker names no component is said without one."""
    kind = RuleKind(row.kind)
    return bare if kind is RuleKind.RECALL and not row.facts.get("component") else table[kind]


def script(
    rows: Sequence[Reason],
    *,
    name: str,
    site: str,
    language: str,
    cars: Mapping[UUID, VehicleSummary],
    works: Mapping[str, OperationInfo],
    tz: str,
) -> tuple[str, ...]:
    """What to say, in the owner's language: a greeting, each reason once, and how to close."""
    with override(language):
        hello = _("Hello, is this %(name)s? This is %(site)s. Do you have a minute?")
        said = [hello % {"name": name, "site": site}]
        for row in rows[:MOST_WORK]:
            car = cars.get(row.vehicle_id) if row.vehicle_id else None
            words = {**_facts(row, works, tz, language), "car": car.title if car else ""}
            sentence = str(_words_of(_SENTENCES, _BARE_SENTENCE, row)) % words
            said += [sentence] if sentence not in said else []
        offers = any(RuleKind(row.kind) in _OFFERS for row in rows)
        said.append(
            _("Which day would suit you? I can book it right now.")
            if offers
            else _("Thank you for your time. Call us whenever there is something.")
        )
    return tuple(said)


_OFFERS = (
    RuleKind.RECALL,
    RuleKind.FIRST_SERVICE,
    RuleKind.INSPECTION,
    RuleKind.DUE,
    RuleKind.DECLINED,
    RuleKind.LAPSED,
)


def _facts(
    row: Reason, works: Mapping[str, OperationInfo], tz: str, language: str | None = None
) -> dict[str, Any]:
    facts, day = row.facts, row.anchor_on
    known = works.get(_code(row))
    work = translated(known.names or {"en": known.name}, language) if known else ""
    starts = dt.datetime.fromisoformat(facts["starts_at"]) if "starts_at" in facts else None
    return {
        "csat": facts.get("csat", ""),
        "number": facts.get("number", ""),
        "component": facts.get("component", ""),
        "work": work or translated(facts.get("titles"), language) or _code(row),
        "day": date_format(day),
        "time": local_time(starts, tz) if starts else "",
    }


def _code(row: Reason) -> str:
    return str(row.facts.get("operation", ""))
