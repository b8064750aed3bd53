"""The rules of the house: when we get in touch, for how long, how often, and in which order."""

import datetime as dt
from collections.abc import Mapping

from seibi.contexts.care.contracts import RuleInfo, RuleKind
from seibi.contexts.customers.contracts import ContactPurpose as For

A_DAY = dt.timedelta(days=1)

# kind, purpose, days after the anchor, window, not again within, priority, a day, sells, active
_HOUSE = (
    (RuleKind.LOW_RATING, For.VISIT, 0, 14, 1, 1, 100, False, True),
    (RuleKind.TOMORROW, For.VISIT, -1, 1, 0, 2, 100, False, True),
    (RuleKind.RECALL, For.SAFETY, 0, 3650, 90, 3, 20, False, True),
    (RuleKind.POST_SERVICE, For.VISIT, 1, 3, 1, 4, 40, False, True),
    (RuleKind.THANK_YOU, For.VISIT, 3, 14, 30, 5, 20, False, True),
    (RuleKind.FIRST_SERVICE, For.VISIT, -21, 90, 60, 5, 20, False, True),
    (RuleKind.INSPECTION, For.REMINDER, -60, 120, 60, 6, 20, True, True),
    (RuleKind.DUE, For.REMINDER, -30, 120, 60, 7, 20, True, True),
    (RuleKind.DECLINED, For.REMINDER, 30, 60, 90, 8, 10, True, True),
    (RuleKind.HOW_IS_IT, For.VISIT, 180, 30, 180, 9, 5, False, False),
    (RuleKind.LAPSED, For.REMINDER, 400, 300, 180, 10, 5, True, False),
)
DEFAULTS: Mapping[RuleKind, RuleInfo] = {
    kind: RuleInfo(kind, purpose, after, window, cap, priority, per_day, sells, active)
    for kind, purpose, after, window, cap, priority, per_day, sells, active in _HOUSE
}


def window(rule: RuleInfo, anchor: dt.date) -> tuple[dt.date, dt.date]:
    """The first day on which a rule speaks of its anchor, and the first on which it does not."""
    first = anchor + dt.timedelta(days=rule.after_days)
    return first, first + dt.timedelta(days=rule.window_days)


def speaks(rule: RuleInfo, anchor: dt.date, today: dt.date) -> bool:
    """Whether the rule has something to say today."""
    first, over = window(rule, anchor)
    return first <= today < over


def anchors(rule: RuleInfo, today: dt.date) -> tuple[dt.date, dt.date]:
    """The days on which an anchor must lie, from and before, for the rule to speak today."""
    before = today - dt.timedelta(days=rule.after_days) + A_DAY
    return before - dt.timedelta(days=rule.window_days), before
