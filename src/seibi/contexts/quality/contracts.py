"""Surveys and key figures: plain values."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

SEE = "quality.see"
CALL_BACK = "quality.call_back"
LEAD = "quality.lead"


class SurveyState(StrEnum):
    """Where a survey is."""

    OPEN = "open"
    ANSWERED = "answered"


class SurveyAction(StrEnum):
    """What can happen to a survey."""

    ANSWER = "answer"


class KpiName(StrEnum):
    """The figures we keep. How each is counted is in ``domain/kpis.py``, with a version."""

    SAME_DAY = "same_day"
    ON_TIME_FIRST = "on_time_first_promise"
    CSAT = "csat"
    NPS = "nps"
    CES = "ces"
    DISPUTES = "disputes"


@dataclass(frozen=True, slots=True)
class Kpi:
    """One figure with everything needed to judge it.

    Shares lie between 0 and 1; NPS between -100 and 100. ``low`` and ``high`` bound the value
    with 95 % confidence. Without cases (n = 0), or when hidden, there is no value.
    """

    name: KpiName
    definition: str
    numerator: int
    denominator: int
    n: int
    value: float | None
    low: float | None
    high: float | None
    goal: float | None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class KpiPoint:
    """A figure of one week, for small multiples."""

    starts_on: dt.date
    kpi: Kpi


@dataclass(frozen=True, slots=True)
class KpiSeries:
    """One figure over the weeks, and over the whole period."""

    name: KpiName
    whole: Kpi
    weeks: tuple[KpiPoint, ...]


@dataclass(frozen=True, slots=True)
class KpiPage:
    """The figures of one site over some weeks, and by person where enough cases allow it."""

    site_code: str
    site_name: str
    from_day: dt.date
    to_day: dt.date
    series: tuple[KpiSeries, ...]
    people: tuple["PersonKpi", ...] = ()


@dataclass(frozen=True, slots=True)
class PersonKpi:
    """One advisor's figures; below ten cases they are hidden."""

    account_id: UUID
    name: str
    n: int
    kpis: tuple[Kpi, ...]


@dataclass(frozen=True, slots=True)
class SurveyPage:
    """What the person with the link sees: which visit, and whether it was answered."""

    token: str
    site_name: str
    car: str
    delivered_on: dt.date
    state: SurveyState
    is_over: bool
    csat: int | None = None
    nps: int | None = None
    ces: int | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class AnswerInfo:
    """An answer as staff read it; the owner and their number only where they are called back."""

    survey_id: UUID
    site_id: UUID
    work_order_id: UUID
    car: str
    answered_at: dt.datetime
    csat: int
    nps: int | None
    ces: int | None
    comment: str
    may_call_back: bool = False
    customer_name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Scores:
    """What somebody answers: how content, how likely to recommend, how easy, and words."""

    csat: int
    nps: int | None = None
    ces: int | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class SiteFigures:
    """The figures of one site among others."""

    site_id: UUID
    site_code: str
    site_name: str
    kpis: tuple[Kpi, ...]

    @property
    def has_cases(self) -> bool:
        return any(kpi.n for kpi in self.kpis)

    @property
    def misses_goal(self) -> bool:
        """Whether a figure is below its goal beyond doubt."""
        return any(kpi.goal and kpi.high is not None and kpi.high < kpi.goal for kpi in self.kpis)


class WaitCause(StrEnum):
    """What a car stands for; exactly one at a time."""

    APPROVAL = "approval"
    PART = "part"
    SKILL = "skill"
    LIFT = "lift"
    CHECK = "check"
    WASH = "wash"
    PICK_UP = "pick_up"
    SUBLET = "sublet"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class WaitShare:
    """One cause: its minutes (numerator) of all minutes waited (denominator); n cars."""

    cause: WaitCause
    definition: str
    numerator: int
    denominator: int
    n: int
    share: float


@dataclass(frozen=True, slots=True)
class WaitWeek:
    """Waiting by cause in one week."""

    starts_on: dt.date
    causes: tuple[WaitShare, ...]

    @property
    def minutes(self) -> int:
        return sum(one.numerator for one in self.causes)


@dataclass(frozen=True, slots=True)
class ApprovalWaits:
    """Minutes until an estimate was answered: the middle, and what nine of ten stay under.

    ``unanswered`` wait still and are in neither figure.
    """

    definition: str
    n: int
    unanswered: int
    p50: int | None
    p90: int | None


@dataclass(frozen=True, slots=True)
class WaitingFigures:
    """Waiting by cause at a site in [from_day, to_day), the most first, with its weeks."""

    site_code: str
    site_name: str
    from_day: dt.date
    to_day: dt.date
    causes: tuple[WaitShare, ...]
    weeks: tuple[WaitWeek, ...]
    approval: ApprovalWaits

    @property
    def minutes(self) -> int:
        return sum(one.numerator for one in self.causes)


@dataclass(frozen=True, slots=True)
class WaitedCar:
    """One car behind a figure: how long it stood for the cause, and whether it still does."""

    work_order_id: UUID
    minutes: int
    runs: bool
