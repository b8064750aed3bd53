"""The words people see for the codes of care."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seibi.contexts.care.contracts import (
    ContactAction,
    ContactState,
    Outcome,
    OwnerAnswer,
    Refusal,
    RollReason,
    RuleKind,
    Silence,
)

RULE_LABELS = {
    RuleKind.LOW_RATING: pgettext_lazy("care", "Was unhappy"),
    RuleKind.TOMORROW: pgettext_lazy("care", "Comes tomorrow, no mail reminds"),
    RuleKind.RECALL: pgettext_lazy("care", "Open recall"),
    RuleKind.POST_SERVICE: pgettext_lazy("care", "After the visit"),
    RuleKind.THANK_YOU: pgettext_lazy("care", "Thank-you for the new car"),
    RuleKind.FIRST_SERVICE: pgettext_lazy("care", "First service"),
    RuleKind.INSPECTION: pgettext_lazy("care", "Statutory inspection"),
    RuleKind.DUE: pgettext_lazy("care", "Work is due"),
    RuleKind.DECLINED: pgettext_lazy("care", "Work put off"),
    RuleKind.HOW_IS_IT: pgettext_lazy("care", "How is the car?"),
    RuleKind.LAPSED: pgettext_lazy("care", "Not here for long"),
}
STATE_LABELS = {
    ContactState.OPEN: pgettext_lazy("care", "To call"),
    ContactState.POSTPONED: pgettext_lazy("care", "Put off"),
    ContactState.WRITTEN: pgettext_lazy("care", "Written to"),
    ContactState.DONE: pgettext_lazy("care", "Settled"),
}
OUTCOME_LABELS = {
    Outcome.REACHED: pgettext_lazy("care", "Spoke, all settled"),
    Outcome.NO_ANSWER: pgettext_lazy("care", "No answer"),
    Outcome.VOICEMAIL: pgettext_lazy("care", "Voicemail"),
    Outcome.CALL_BACK: pgettext_lazy("care", "Call back at"),
    Outcome.REFUSED: pgettext_lazy("care", "Does not want it"),
    Outcome.NOT_NOW: pgettext_lazy("care", "Not now"),
    Outcome.ELSEWHERE: pgettext_lazy("care", "Serviced elsewhere"),
    Outcome.SOLD: pgettext_lazy("care", "Sold the car"),
    Outcome.WRONG_NUMBER: pgettext_lazy("care", "Wrong number"),
    Outcome.BOOKED: pgettext_lazy("care", "Reached and booked"),
    Outcome.OVER: pgettext_lazy("care", "Its reason is over"),
}
REFUSAL_LABELS = {
    Refusal.NO_TIME: pgettext_lazy("care", "No time now"),
    Refusal.PRICE: pgettext_lazy("care", "Too expensive"),
    Refusal.DOES_IT_THEMSELVES: pgettext_lazy("care", "Does it themselves"),
    Refusal.NO_CALLS: pgettext_lazy("care", "Wants no more calls"),
    Refusal.OTHER: pgettext_lazy("care", "Another reason"),
}
ROLL_LABELS = {
    RollReason.NOT_CALLED: pgettext_lazy("care", "nobody called"),
    RollReason.NOT_REACHED: pgettext_lazy("care", "not reached"),
    RollReason.NO_ANSWER_TO_MAIL: pgettext_lazy("care", "no answer to our message"),
}
SILENCE_LABELS = {
    Silence.DISPUTE: _("Silent: an open dispute"),
    Silence.IN_THE_SHOP: _("Silent: the car is with us"),
    Silence.NOT_CONSENTED: _("Silent: no consent to be called or written to"),
}
RULE_MEANINGS = {
    RuleKind.LOW_RATING: _("Somebody gave one or two of five after a visit."),
    RuleKind.TOMORROW: _("Somebody comes tomorrow and no mail can remind them."),
    RuleKind.RECALL: _("A recall names the car and is not done."),
    RuleKind.POST_SERVICE: _("Counted from the day the car was handed back. Sells nothing."),
    RuleKind.THANK_YOU: _("Counted from the day a new car was handed over. Sells nothing."),
    RuleKind.FIRST_SERVICE: _(
        "Counted from the day that was planned when the car was handed over."
    ),
    RuleKind.INSPECTION: _("Counted from the day the law sets."),
    RuleKind.DUE: _("Counted from the day on which the work is likely due."),
    RuleKind.DECLINED: _("Counted from the visit at which the owner put the work off."),
    RuleKind.HOW_IS_IT: _("Counted from the last visit. Sells nothing."),
    RuleKind.LAPSED: _("Counted from the last service on record."),
}
ACTION_LABELS = {
    ContactAction.POSTPONE: pgettext_lazy("care", "Put off to a later day"),
    ContactAction.WRITE: pgettext_lazy("care", "Write to them"),
    ContactAction.RAISE: pgettext_lazy("care", "Bring back to the list"),
    ContactAction.CLOSE: pgettext_lazy("care", "Settle"),
}
ANSWER_LABELS = {
    OwnerAnswer.BOOK: _("Book one of these times"),
    OwnerAnswer.CALL_ME: _("Please call me"),
    OwnerAnswer.NOT_NOW: _("Not now, ask again in a month"),
    OwnerAnswer.SOLD: _("I no longer have this car"),
}
