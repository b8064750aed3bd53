"""The words people see for the codes of support."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seibi.contexts.support.contracts import (
    Author,
    ComplaintCause,
    ComplaintClass,
    DisputeAction,
    DisputeOutcome,
    DisputeState,
    Effect,
    Happened,
    Level,
    OutsideRoute,
    Question,
    Topic,
    Via,
)

TOPIC_LABELS = {
    Topic.DIAGNOSIS: pgettext_lazy("dispute", "The diagnosis"),
    Topic.WARRANTY: pgettext_lazy("dispute", "The warranty decision"),
    Topic.PRICE: pgettext_lazy("dispute", "The price"),
    Topic.WORKMANSHIP: pgettext_lazy("dispute", "The work that was done"),
    Topic.DELAY: pgettext_lazy("dispute", "How long it takes"),
    Topic.COMMUNICATION: pgettext_lazy("dispute", "How we keep you informed"),
    Topic.DAMAGE: pgettext_lazy("dispute", "Damage to the car"),
    Topic.CONDUCT: pgettext_lazy("dispute", "How somebody behaved"),
    Topic.PARTS: pgettext_lazy("dispute", "A part"),
    Topic.SAFETY: pgettext_lazy("dispute", "The car is not safe"),
    Topic.INJURY: pgettext_lazy("dispute", "Somebody was hurt"),
    Topic.PRIVACY: pgettext_lazy("dispute", "What happens to my data"),
    Topic.STATUTORY: pgettext_lazy("dispute", "A right the law gives me"),
}

STATE_LABELS = {
    DisputeState.OPEN: pgettext_lazy("dispute", "Waiting for the person who decides"),
    DisputeState.IN_HAND: pgettext_lazy("dispute", "Being looked into"),
    DisputeState.WITH_OWNER: pgettext_lazy("dispute", "Waiting for the owner's answer"),
    DisputeState.DECIDED: pgettext_lazy("dispute", "Decided"),
    DisputeState.WITHDRAWN: pgettext_lazy("dispute", "Withdrawn"),
}

ACTION_LABELS = {
    DisputeAction.TAKE: pgettext_lazy("dispute", "Take it in hand"),
    DisputeAction.ASK_OWNER: pgettext_lazy("dispute", "Ask the owner"),
    DisputeAction.OWNER_SPEAKS: pgettext_lazy("dispute", "The owner speaks"),
    DisputeAction.HAND_ON: pgettext_lazy("dispute", "Hand on to the next level"),
    DisputeAction.DECIDE: pgettext_lazy("dispute", "Decide"),
    DisputeAction.WITHDRAW: pgettext_lazy("dispute", "Withdraw"),
    DisputeAction.RAISE_AGAIN: pgettext_lazy("dispute", "Raise again"),
}

LEVEL_LABELS = {
    Level.SITE: pgettext_lazy("level of a dispute", "Technical leader of the workshop"),
    Level.LOCAL: pgettext_lazy("level of a dispute", "Local service leader"),
    Level.REGIONAL: pgettext_lazy("level of a dispute", "Regional service leader"),
    Level.MAKER: pgettext_lazy("level of a dispute", "Head office"),
}

HAPPENED_LABELS = {
    Happened.OPENED: pgettext_lazy("log of a dispute", "The case was opened"),
    Happened.TAKEN: pgettext_lazy("log of a dispute", "Somebody took it in hand"),
    Happened.ASKED_OWNER: pgettext_lazy("log of a dispute", "The owner was asked"),
    Happened.OWNER_SPOKE: pgettext_lazy("log of a dispute", "The owner spoke"),
    Happened.FACT_ADDED: pgettext_lazy("log of a dispute", "Something was added"),
    Happened.HANDED_ON: pgettext_lazy("log of a dispute", "Handed on to the next level"),
    Happened.SILENT: pgettext_lazy("log of a dispute", "Nobody answered in time: next level"),
    Happened.DECIDED: pgettext_lazy("log of a dispute", "Decided"),
    Happened.WITHDRAWN: pgettext_lazy("log of a dispute", "Withdrawn by the owner"),
    Happened.RAISED_AGAIN: pgettext_lazy("log of a dispute", "Raised again with something new"),
    Happened.FLAGGED: pgettext_lazy("log of a dispute", "A second person joined"),
}

OUTCOME_LABELS = {
    DisputeOutcome.UPHELD: pgettext_lazy("outcome of a dispute", "The owner is right"),
    DisputeOutcome.PARTLY: pgettext_lazy("outcome of a dispute", "The owner is partly right"),
    DisputeOutcome.REFUSED: pgettext_lazy("outcome of a dispute", "It stays as it was"),
}

EFFECT_LABELS = {
    Effect.GO_ON: pgettext_lazy("stopped line", "The line goes on"),
    Effect.DROP: pgettext_lazy("stopped line", "The line is dropped"),
    Effect.REPRICE: pgettext_lazy("stopped line", "The line gets another price"),
}

VIA_LABELS = {
    Via.SCREEN: pgettext_lazy("how a dispute came", "On the page of the visit"),
    Via.MESSAGE: pgettext_lazy("how a dispute came", "In a message"),
    Via.STAFF: pgettext_lazy("how a dispute came", "Told to us"),
}

AUTHOR_LABELS = {
    Author.OWNER: pgettext_lazy("author of a message", "Owner"),
    Author.STAFF: pgettext_lazy("author of a message", "Workshop"),
    Author.HOUSE: pgettext_lazy("author of a message", "Automatic question"),
}

QUESTION_LABELS = {
    Question.NONE: pgettext_lazy("question back", "Not asked"),
    Question.ASKED: pgettext_lazy("question back", "Asked"),
    Question.YES: pgettext_lazy("question back", "Yes, connect me"),
    Question.NO: pgettext_lazy("question back", "No, thank you"),
}

CLASS_LABELS = {
    ComplaintClass.A: pgettext_lazy("class of complaint", "A: safety, injury, law or data"),
    ComplaintClass.B: pgettext_lazy("class of complaint", "B: money, work or damage"),
    ComplaintClass.C: pgettext_lazy("class of complaint", "C: time or manner"),
}

CAUSE_LABELS = {
    ComplaintCause.UNKNOWN: pgettext_lazy("cause of a complaint", "Not known yet"),
    ComplaintCause.EXPLANATION: pgettext_lazy("cause of a complaint", "Not explained well enough"),
    ComplaintCause.ESTIMATE: pgettext_lazy("cause of a complaint", "Estimate was wrong or late"),
    ComplaintCause.DIAGNOSIS: pgettext_lazy("cause of a complaint", "Diagnosis was wrong"),
    ComplaintCause.WORK: pgettext_lazy("cause of a complaint", "Work was not done right"),
    ComplaintCause.PART: pgettext_lazy("cause of a complaint", "Part was faulty or missing"),
    ComplaintCause.PLANNING: pgettext_lazy("cause of a complaint", "Planned too tightly"),
    ComplaintCause.MANNER: pgettext_lazy("cause of a complaint", "Tone or manner"),
    ComplaintCause.RULE: pgettext_lazy("cause of a complaint", "A rule of the house or the maker"),
    ComplaintCause.NO_FAULT: pgettext_lazy("cause of a complaint", "No fault of ours"),
}

ROUTE_LABELS = {
    OutsideRoute.JP_CONSUMER_CENTRE: _("Consumer affairs centre (call 188)"),
    OutsideRoute.JP_CAR_ADR: _("Automotive Product Liability Consultation Center"),
    OutsideRoute.JP_REGULATOR: _("District transport bureau of the ministry"),
    OutsideRoute.CN_ASSOCIATION: _("Consumers' association (call 12315)"),
    OutsideRoute.CN_REGULATOR: _("Market or transport regulator (call 12328)"),
    OutsideRoute.CN_ARBITRATION: _("Arbitration, where both sides agree to it"),
    OutsideRoute.CN_COURT: _("People's court"),
    OutsideRoute.US_BBB: _("BBB AUTO LINE"),
    OutsideRoute.US_STATE: _("Consumer office or attorney general of your state"),
    OutsideRoute.US_NHTSA: _("NHTSA, for anything about safety"),
    OutsideRoute.UK_OMBUDSMAN: _("The Motor Ombudsman"),
    OutsideRoute.COURT: _("The court at your place"),
}
