"""The words people see for the codes of the workshop."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seibi.contexts.catalogue.contracts import BayKind, Skill
from seibi.contexts.workshop.contracts import (
    AbsenceReason,
    JobAction,
    JobState,
    Lane,
    ReservationKind,
    ResourceKind,
    Stay,
    StepState,
    WaitingFor,
    WhyCode,
)

RESOURCE_KINDS = {
    ResourceKind.BAY: _("Bay"),
    ResourceKind.TECHNICIAN: _("Technician"),
    ResourceKind.TOOL: _("Tool"),
    ResourceKind.ADVISOR: _("Advisor"),
    ResourceKind.COURTESY_CAR: _("Courtesy car"),
}
BAY_KINDS = {
    BayKind.LIFT: _("Lift"),
    BayKind.ALIGNMENT: _("Alignment"),
    BayKind.EV: _("EV"),
    BayKind.BODY: _("Body"),
    BayKind.WASH: _("Wash"),
    BayKind.EXPRESS: _("Express"),
    BayKind.INSPECTION: _("Inspection"),
}
SKILLS = {
    Skill.GENERAL: _("General"),
    Skill.ENGINE: _("Engine"),
    Skill.BRAKES: _("Brakes"),
    Skill.EV_HV: _("High voltage"),
    Skill.ELECTRICS: _("Electrics"),
    Skill.INSPECTION: _("Vehicle inspection"),
    Skill.BODY: _("Bodywork"),
    Skill.WASH: _("Washing"),
}
STAYS = {Stay.WAIT: _("Waits here"), Stay.DROP_OFF: _("Leaves the car")}
RESERVATION_KINDS = {
    ReservationKind.HOLD: _("Held"),
    ReservationKind.WORK: _("Reserved"),
    ReservationKind.BUFFER: _("Preparing and clearing"),
}
ABSENCE_REASONS = {
    AbsenceReason.LEAVE: _("On leave"),
    AbsenceReason.SICK: _("Sick"),
    AbsenceReason.TRAINING: _("At a course"),
    AbsenceReason.MAINTENANCE: _("Being maintained"),
    AbsenceReason.OTHER: _("Away"),
}
JOB_STATES = {
    JobState.PLANNED: _("Planned"),
    JobState.ARRIVED: _("Arrived"),
    JobState.IN_WORK: _("In work"),
    JobState.WAITING: _("Waiting"),
    JobState.CHECK: _("Final check"),
    JobState.READY: _("Ready"),
    JobState.DONE: _("Handed over"),
    JobState.CANCELLED: _("Cancelled"),
}
JOB_ACTIONS = {
    JobAction.UNDO_ARRIVE: _("The car is not here after all"),
    JobAction.COME_BACK: _("The car is here again"),
    JobAction.ARRIVE: _("The car is here"),
    JobAction.START: _("Start"),
    JobAction.WAIT: _("Wait"),
    JobAction.CHECK: _("Send to final check"),
    JobAction.RETURN: _("Back to work"),
    JobAction.MAKE_READY: _("Ready for handover"),
    JobAction.HAND_OVER: _("Hand over"),
    JobAction.CANCEL: pgettext_lazy("job", "Cancel"),
}
STEP_STATES = {
    StepState.PLANNED: _("Planned"),
    StepState.IN_WORK: _("In work"),
    StepState.PAUSED: _("Paused"),
    StepState.DONE: _("Done"),
}
WAITING_FOR = {
    WaitingFor.APPROVAL: _("Approval"),
    WaitingFor.PART: _("Part"),
    WaitingFor.SKILL: _("Specialist"),
    WaitingFor.LIFT: _("Lift"),
    WaitingFor.CHECK: _("Final check"),
    WaitingFor.WASH: _("Wash"),
    WaitingFor.PICK_UP: _("Pick-up"),
    WaitingFor.SUBLET: _("Outside workshop"),
    WaitingFor.KEY: _("Key"),
    WaitingFor.DIAGNOSIS: _("Diagnosis"),
    WaitingFor.ARRIVAL: _("Arrival"),
}
LANES = {
    Lane.TO_ASSIGN: _("To assign"),
    Lane.WAITING: _("Waiting"),
    Lane.READY: _("Ready"),
}
WHY = {
    WhyCode.CLOSED: _("The workshop is closed then."),
    WhyCode.TOO_LONG: _("The work does not fit into the opening hours in one go."),
    WhyCode.NO_BAY: _("No bay of this kind is free: %(what)s."),
    WhyCode.NO_TECHNICIAN: _("Not enough people with this skill are free: %(what)s."),
    WhyCode.NO_TOOL: _("The tool is not free: %(what)s."),
    WhyCode.NO_ADVISOR: _("No advisor is free to receive and hand over the car."),
    WhyCode.NO_COURTESY_CAR: _("No courtesy car is free for the whole visit."),
    WhyCode.KEPT_FOR_WALK_INS: _(
        "The rest of the day is kept for people who come without a booking."
    ),
    WhyCode.TAKEN_TOGETHER: _("Bay and people are free, but not at the same time."),
}
WHY_UNTIL = {
    WhyCode.CLOSED: _("The workshop opens %(until)s."),
    WhyCode.TOO_LONG: _("The work fits into the opening hours from %(until)s."),
    WhyCode.NO_BAY: _("No %(what)s bay is free before %(until)s."),
    WhyCode.NO_TECHNICIAN: _("Not enough people for %(what)s are free before %(until)s."),
    WhyCode.NO_TOOL: _("The tool %(what)s is not free before %(until)s."),
    WhyCode.NO_ADVISOR: _("No advisor is free before %(until)s."),
    WhyCode.NO_COURTESY_CAR: _("No courtesy car is free before %(until)s."),
    WhyCode.KEPT_FOR_WALK_INS: _(
        "Until %(until)s the time that is left is kept for people without a booking."
    ),
    WhyCode.TAKEN_TOGETHER: _("Bay and people are free together from %(until)s."),
}
