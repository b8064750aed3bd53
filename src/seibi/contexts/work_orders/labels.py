"""The words people see for the codes of a visit. A test checks that no code is without one."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seibi.contexts.parts.contracts import Origin
from seibi.contexts.work_orders.contracts import (
    Action,
    Answer,
    AuthorityKind,
    Channel,
    ClockEnd,
    Grade,
    IndirectReason,
    LineAction,
    LineKind,
    LineState,
    OldParts,
    PartRequestState,
    PartyRole,
    PauseReason,
    Payer,
    PhotoPurpose,
    PinKind,
    ReleaseKind,
    Severity,
    State,
    TaxRule,
)
from seibi.contexts.work_orders.contracts.asking import CallOutcome, Rung
from seibi.contexts.work_orders.contracts.fees import StatutoryFee
from seibi.contexts.work_orders.contracts.papers import PaperKind
from seibi.contexts.work_orders.contracts.quality import Cause, RepairLevel, Symbol
from seibi.contexts.work_orders.contracts.reception import PaymentPlan
from seibi.contexts.work_orders.contracts.visit import StepMark

STATE_LABELS = {
    State.BOOKED: _("Booked"),
    State.ARRIVED: _("Arrived"),
    State.CHECKED_IN: _("Checked in"),
    State.DIAGNOSING: _("Being diagnosed"),
    State.ESTIMATE: _("Estimate waits for an answer"),
    State.APPROVED: _("Approved"),
    State.WAITING: _("Waiting"),
    State.IN_WORK: _("In work"),
    State.QUALITY_CHECK: _("Quality check"),
    State.READY: _("Ready"),
    State.DELIVERED: _("Handed back"),
    State.FOLLOWED_UP: _("Followed up"),
    State.CANCELLED: _("Cancelled"),
}
STEPPER_LABELS = {
    State.CHECKED_IN: pgettext_lazy("a step of the visit", "Here"),
    State.DIAGNOSING: pgettext_lazy("a step of the visit", "Cause"),
    State.APPROVED: pgettext_lazy("a step of the visit", "Agreed"),
    State.IN_WORK: pgettext_lazy("a step of the visit", "In work"),
    State.QUALITY_CHECK: pgettext_lazy("a step of the visit", "Check"),
    State.READY: pgettext_lazy("a step of the visit", "Ready"),
}
ACTION_LABELS = {
    Action.ARRIVE: _("Car has arrived"),
    Action.CHECK_IN: _("Check in"),
    Action.DIAGNOSE: _("Start diagnosis"),
    Action.ESTIMATE: _("Make the estimate"),
    Action.APPROVE: _("Approve"),
    Action.DECLINE_ALL: _("Nothing is to be done"),
    Action.START: _("Start work"),
    Action.PAUSE: _("Pause"),
    Action.RESUME: pgettext_lazy("work", "Go on"),
    Action.FINISH: _("Work is done"),
    Action.PASS: _("Check passed"),
    Action.FAIL: _("Back to work"),
    Action.DELIVER: _("Hand back the car"),
    Action.FOLLOW_UP: _("Follow up"),
    Action.UNDO_ARRIVAL: _("Not here after all"),
    Action.UNDO_CHECK_IN: _("Undo the check-in"),
    Action.REOPEN: _("Open the work again"),
    Action.TAKE_BACK: _("Car came back today"),
    Action.CANCEL: _("Cancel the visit"),
}
TAX_RULE_LABELS = {
    TaxRule.PER_LINE: _("Line by line"),
    TaxRule.PER_RATE_OF_NET: _("Once per rate, of the net amounts"),
    TaxRule.PER_RATE_OF_GROSS: _("Once per rate, of the amounts with tax"),
}
LINE_STATE_LABELS = {
    LineState.OPEN: pgettext_lazy("a line of an estimate", "Open"),
    LineState.APPROVED: pgettext_lazy("a line of an estimate", "Approved"),
    LineState.DECLINED: pgettext_lazy("a line of an estimate", "Not now"),
    LineState.DEFERRED: pgettext_lazy("a line of an estimate", "Later"),
    LineState.DONE: pgettext_lazy("a line of an estimate", "Done"),
}
LINE_ACTION_LABELS = {
    LineAction.APPROVE: pgettext_lazy("answer to a line", "Do it"),
    LineAction.DECLINE: pgettext_lazy("answer to a line", "Not now"),
    LineAction.DEFER: pgettext_lazy("answer to a line", "Later"),
    LineAction.REOPEN: _("Ask again"),
    LineAction.FINISH: _("Done"),
    LineAction.UNDO_FINISH: _("Not done after all"),
}
LINE_KIND_LABELS = {
    LineKind.LABOUR: _("Labour"),
    LineKind.PART: _("Part"),
    LineKind.DIAGNOSIS: _("Diagnosis"),
    LineKind.FEE: _("Fee"),
    LineKind.SUBLET: _("Work by another shop"),
}
FEE_LABELS = {
    StatutoryFee.INSURANCE: _("Compulsory liability insurance (jibaiseki)"),
    StatutoryFee.WEIGHT_TAX: _("Motor vehicle weight tax"),
    StatutoryFee.INSPECTION: _("Inspection fee (stamps)"),
}
PAYER_LABELS = {
    Payer.CUSTOMER: _("You"),
    Payer.WARRANTY: _("Warranty"),
    Payer.INTERNAL: _("Ourselves"),
    Payer.GOODWILL: _("Goodwill"),
}
PAYER_DESK_LABELS = {
    Payer.CUSTOMER: _("Customer"),
    Payer.WARRANTY: _("Warranty"),
    Payer.INTERNAL: _("Internal"),
    Payer.GOODWILL: _("Goodwill"),
}
SEVERITY_LABELS = {
    Severity.RED: _("Needed now"),
    Severity.AMBER: _("Needed soon"),
    Severity.GREEN: _("Good"),
}
AUTHORITY_LABELS = {
    AuthorityKind.CUSTOMER_APPROVAL: _("Approved by the customer"),
    AuthorityKind.CEILING: _("Within the agreed ceiling"),
    AuthorityKind.DIAGNOSIS: _("Paid diagnosis agreed at reception"),
    AuthorityKind.WARRANTY: _("Warranty"),
    AuthorityKind.INTERNAL: _("Internal"),
    AuthorityKind.GOODWILL: _("Goodwill"),
}
ANSWER_LABELS = {
    Answer.APPROVE: pgettext_lazy("answer to a line", "Do it"),
    Answer.DECLINE: pgettext_lazy("answer to a line", "Not now"),
    Answer.DEFER: pgettext_lazy("answer to a line", "Later"),
}
CHANNEL_LABELS = {
    Channel.SCREEN: _("On the screen"),
    Channel.TELEPHONE: _("By telephone"),
    Channel.PAPER: _("On signed paper"),
    Channel.IN_PERSON: _("At the counter"),
    Channel.STANDING: _("By standing instruction"),
}
PAUSE_REASON_LABELS = {
    PauseReason.APPROVAL: _("Waiting for approval"),
    PauseReason.PARTS: _("Waiting for parts"),
    PauseReason.SUBLET: _("At another shop"),
    PauseReason.TOOL: _("Waiting for a tool or lift"),
    PauseReason.TECHNICIAN: _("Waiting for a specialist"),
    PauseReason.TEST_DRIVE: _("On a test drive"),
    PauseReason.INSURER: _("Waiting for the insurer"),
    PauseReason.KEY: _("Waiting for the key"),
    PauseReason.BREAK: _("Break or end of shift"),
}
INDIRECT_REASON_LABELS = {
    IndirectReason.CLEANING: _("Cleaning"),
    IndirectReason.TRAINING: _("Training"),
    IndirectReason.MEETING: _("Meeting"),
    IndirectReason.NO_WORK: _("No work"),
    IndirectReason.EQUIPMENT: _("Care of equipment"),
    IndirectReason.DRIVING: _("Driving"),
}
CLOCK_END_LABELS = {
    ClockEnd.PAUSED: _("Paused"),
    ClockEnd.DONE: pgettext_lazy("a clock", "Done"),
    ClockEnd.SWITCHED: _("Went to other work"),
    ClockEnd.ENDED: _("Ended"),
}
PIN_KIND_LABELS = {
    PinKind.SCRATCH: _("Scratch"),
    PinKind.DENT: _("Dent"),
    PinKind.CRACK: _("Crack"),
    PinKind.CHIP: _("Stone chip"),
    PinKind.RUST: _("Rust"),
    PinKind.MISSING: _("Missing"),
}
PHOTO_PURPOSE_LABELS = {
    PhotoPurpose.RECEPTION: _("At reception"),
    PhotoPurpose.FINDING: _("What was found"),
    PhotoPurpose.WORK: _("During the work"),
    PhotoPurpose.QUALITY: _("At the check"),
    PhotoPurpose.DELIVERY: _("At hand-over"),
}
GRADE_LABELS = {
    Grade.SELF_PHOTO: _("Own check with a photo"),
    Grade.PEER: _("A colleague looks"),
    Grade.INSPECTOR: _("An inspector looks"),
    Grade.ROAD_TEST: _("Road test"),
}
OLD_PARTS_LABELS = {
    OldParts.TAKEN: _("The customer takes the old parts"),
    OldParts.WAIVED: _("The customer leaves the old parts to us"),
    OldParts.WARRANTY_RETURN: _("The old parts go back to the maker"),
    OldParts.NONE: _("No parts were taken off"),
}
RELEASE_KIND_LABELS = {
    ReleaseKind.PAID: pgettext_lazy("release", "Paid"),
    ReleaseKind.CREDIT: _("On account"),
    ReleaseKind.NOTHING_TO_PAY: _("Nothing to pay"),
    ReleaseKind.BY_RIGHT: _("Released unpaid, by right"),
}
PART_REQUEST_STATE_LABELS = {
    PartRequestState.OPEN: pgettext_lazy("a request for a part", "Open"),
    PartRequestState.ANSWERED: pgettext_lazy("a request for a part", "Answered"),
}
PARTY_ROLE_LABELS = {
    PartyRole.BRINGER: _("Brings the car"),
    PartyRole.OWNER: _("Owns the car"),
    PartyRole.AUTHORISER: _("May say yes"),
}
STEP_MARK_LABELS = {
    StepMark.DONE: pgettext_lazy("a step of the visit", "Done"),
    StepMark.NOW: pgettext_lazy("a step of the visit", "Now"),
    StepMark.NEXT: pgettext_lazy("a step of the visit", "Still to come"),
}
ORIGIN_LABELS = {
    Origin.OEM: _("Genuine part"),
    Origin.AFTERMARKET: _("Aftermarket part"),
    Origin.RECONDITIONED: _("Reconditioned part"),
    Origin.USED: _("Used part"),
    Origin.CUSTOMER_SUPPLIED: _("Brought by the customer"),
}
PAYMENT_PLAN_LABELS = {
    PaymentPlan.CASH: _("Cash"),
    PaymentPlan.CARD: _("Card"),
    PaymentPlan.TRANSFER: _("Bank transfer"),
    PaymentPlan.ON_ACCOUNT: _("On account"),
}
RUNG_LABELS = {
    Rung.ASKED: pgettext_lazy("ladder", "Asked"),
    Rung.REMINDED: pgettext_lazy("ladder", "Reminded"),
    Rung.SECOND: pgettext_lazy("ladder", "Second contact asked"),
    Rung.CALL: pgettext_lazy("ladder", "To be called"),
    Rung.CALLED: pgettext_lazy("ladder", "Called"),
    Rung.MANAGER: pgettext_lazy("ladder", "Manager"),
}
RUNG_AHEAD_LABELS = {
    **RUNG_LABELS,
    Rung.REMINDED: pgettext_lazy("ladder", "Reminder"),
    Rung.SECOND: pgettext_lazy("ladder", "Second contact"),
}
CALL_OUTCOME_LABELS = {
    CallOutcome.NO_ANSWER: pgettext_lazy("a call", "No answer"),
    CallOutcome.VOICEMAIL: pgettext_lazy("a call", "Left a message"),
    CallOutcome.LATER: pgettext_lazy("a call", "Answers later"),
}
PAPER_LABELS = {
    PaperKind.RECEPTION: _("Reception sheet"),
    PaperKind.WORK_ORDER: pgettext_lazy("on paper", "Work order"),
    PaperKind.ESTIMATE: pgettext_lazy("on paper", "Estimate"),
    PaperKind.RECORD: pgettext_lazy("on paper", "Record of inspection and maintenance"),
    PaperKind.CERTIFICATE: pgettext_lazy("on paper", "Certificate of motor vehicle repair"),
}
EVIDENCE_KIND_LABELS = {
    "reception": _("Reception signed"),
    "ceiling": _("Ceiling agreed"),
    "paid_diagnosis": _("Paid diagnosis agreed"),
    "approval": _("Estimate answered"),
    "delivery": _("Hand-over signed"),
}

CAUSE_LABELS = {
    Cause.WORKMANSHIP: _("Workmanship"),
    Cause.DIAGNOSIS: pgettext_lazy("cause", "Wrong diagnosis"),
    Cause.PART: pgettext_lazy("cause", "Faulty part"),
    Cause.FORGOTTEN: pgettext_lazy("cause", "Something was forgotten"),
    Cause.DAMAGE: pgettext_lazy("cause", "Damaged during the work"),
    Cause.OTHER: pgettext_lazy("cause", "Something else"),
}
REPAIR_LEVEL_LABELS = {
    RepairLevel.MINOR: _("Minor repair"),
    RepairLevel.LEVEL_2: _("Level-2 maintenance"),
    RepairLevel.ASSEMBLY: _("Assembly repair"),
    RepairLevel.WHOLE: _("Whole-vehicle repair"),
}
SYMBOL_LABELS = {
    Symbol.GOOD: pgettext_lazy("record", "Good"),
    Symbol.REPLACED: pgettext_lazy("record", "Replaced"),
    Symbol.REPAIRED: pgettext_lazy("record", "Repaired"),
    Symbol.ADJUSTED: pgettext_lazy("record", "Adjusted"),
    Symbol.TIGHTENED: pgettext_lazy("record", "Tightened"),
    Symbol.CLEANED: pgettext_lazy("record", "Cleaned"),
    Symbol.LUBRICATED: pgettext_lazy("record", "Lubricated"),
    Symbol.NONE: pgettext_lazy("record", "Not fitted"),
}
