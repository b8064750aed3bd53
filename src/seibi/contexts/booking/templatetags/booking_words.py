"""Words and signs for the codes of booking, for templates."""

from django import template
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from seibi.contexts.booking.contracts import (
    AppointmentState,
    Door,
    OfferKind,
    SlotPage,
    Stay,
)
from seibi.contexts.booking.contracts.tomorrow import Flag
from seibi.contexts.booking.contracts.waiting import EVERY_DAY, WaitReach, WaitState, WaitWish
from seibi.contexts.booking.labels import (
    DOOR_LABELS,
    FIX_LABELS,
    FLAG_LABELS,
    OFFER_LABELS,
    STATE_LABELS,
    STAY_LABELS,
    WAIT_REACH_LABELS,
    WAIT_STATE_LABELS,
)

register = template.Library()

TONES = {
    AppointmentState.BOOKED: "calm",
    AppointmentState.ARRIVED: "done",
    AppointmentState.MISSED: "late",
    AppointmentState.CANCELLED: "attention",
}
ICONS = {
    OfferKind.SOONEST: "clock",
    OfferKind.QUIETEST: "circle-check",
    OfferKind.SAME_DAY: "check",
    OfferKind.SATURDAY: "calendar",
}


@register.filter
def state_label(state: AppointmentState) -> str:
    """The word for a state of an appointment."""
    return str(STATE_LABELS[state])


@register.filter
def state_tone(state: AppointmentState) -> str:
    """The tone in which a state is shown."""
    return TONES[state]


@register.filter
def stay_label(stay: Stay) -> str:
    """The word for how the time is spent."""
    return str(STAY_LABELS[stay])


@register.filter
def door_label(door: Door) -> str:
    """The word for the door a booking came in by."""
    return str(DOOR_LABELS[door])


@register.filter
def offer_label(kind: OfferKind) -> str:
    """The reason to look at an offer first."""
    return str(OFFER_LABELS[kind])


@register.filter
def offer_icon(kind: OfferKind) -> str:
    """The drawing beside the reason."""
    return ICONS[kind]


@register.filter
def first_free_day(page: SlotPage) -> int:
    """The place of the first day on which something is free."""
    return next((number for number, day in enumerate(page.days) if day.slots), -1)


@register.filter
def wait_state_label(state: WaitState) -> str:
    """The word for where somebody on the wait-list stands."""
    return str(WAIT_STATE_LABELS[state])


@register.filter
def wait_reach_label(reach: WaitReach) -> str:
    """How somebody hears of an offered time."""
    return str(WAIT_REACH_LABELS[reach])


@register.filter
def wish_words(wish: WaitWish) -> str:
    """Weekdays and hours of a wish in one short line."""
    days = (
        _("on any day")
        if set(wish.weekdays) == set(EVERY_DAY)
        else " ".join(str(WEEKDAYS_ABBR[n]) for n in wish.weekdays)
    )
    begins = wish.from_time and f"{wish.from_time:%H:%M}"
    ends = wish.until_time and f"{wish.until_time:%H:%M}"
    if begins and ends:
        return f"{days}, {begins}–{ends}"
    if begins:
        return _("%(days)s, from %(time)s") % {"days": days, "time": begins}
    if ends:
        return _("%(days)s, until %(time)s") % {"days": days, "time": ends}
    return _("%(days)s, at any time") % {"days": days}


@register.filter
def flag_word(flag: Flag) -> str:
    """``{{ flag.flag|flag_word }}``: what is not ready for a visit."""
    return str(FLAG_LABELS[flag])


@register.filter
def flag_fix(flag: Flag) -> str:
    """``{{ flag.flag|flag_fix }}``: what is done about it."""
    return str(FIX_LABELS[flag])
