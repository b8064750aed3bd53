"""Who may do what to an appointment, and why not."""

import datetime as dt

from django.utils.translation import gettext as _

from seibi.contexts.booking.contracts import (
    BOOK,
    MANAGE,
    MOVE,
    RECEIVE,
    SEE,
    AppointmentAction,
    AppointmentState,
    Door,
    Party,
)
from seibi.contexts.booking.contracts.feeds import FeedKind
from seibi.contexts.booking.domain.fairness import in_time
from seibi.contexts.booking.domain.lifecycle import LIFECYCLE
from seibi.contexts.booking.models import Appointment
from seibi.contexts.booking.models.waiting import Waiting
from seibi.kernel.actor import Actor
from seibi.kernel.decisions import Allowed, Decision, Denied

OPEN_DOORS = frozenset({Door.WEB, Door.API})


def can_book(actor: Actor, node: str, party: Party, door: Door) -> Decision:
    """Staff book for anybody, everybody else for themselves and through the public doors only."""
    if actor.may(BOOK, at_node=node):
        return Allowed()
    if door not in OPEN_DOORS:
        return Denied(_("Only the staff of this workshop may book by telephone or at the desk."))
    if any(actor.is_person(p) for p in (party.owner_id, party.bringer_id, party.authoriser_id)):
        return Allowed()
    return Denied(_("Sign in, or prove your e-mail address with a code, to book for yourself."))


def can_change(actor: Actor, appointment: Appointment) -> Decision:
    """The people of the visit, whoever holds its link, and the staff of the site."""
    if is_staff(actor, appointment.owner_node) or is_party(actor, appointment):
        return Allowed()
    return Denied(_("Only the owner and the workshop may change this appointment."))


def can_replace_link(actor: Actor, appointment: Appointment) -> Decision:
    """The staff and the people of the visit by name; holding the link itself is not enough."""
    people = (appointment.customer_id, appointment.authoriser_id)
    if is_staff(actor, appointment.owner_node) or any(actor.is_person(p) for p in people):
        return Allowed()
    return Denied(_("Only the owner, signed in, and the workshop may replace this link."))


def can_note_call(actor: Actor, appointment: Appointment) -> Decision:
    if is_staff(actor, appointment.owner_node):
        return Allowed()
    return Denied(_("Only the staff of this workshop note a call."))


def can_receive(actor: Actor, node: str) -> Decision:
    if actor.may(RECEIVE, at_node=node):
        return Allowed()
    return Denied(_("Only the reception of this workshop may receive cars."))


def can_move_cars(actor: Actor, node: str) -> Decision:
    """Whoever works on cars here may move them, the reception always."""
    if actor.may(RECEIVE, at_node=node) or actor.may(MOVE, at_node=node):
        return Allowed()
    return Denied(_("Only the staff of this workshop may move keys and cars."))


def can_see_yard(actor: Actor, node: str) -> Decision:
    if actor.may(SEE, at_node=node):
        return Allowed()
    return Denied(_("Only the staff of this workshop may see this page."))


def can_set_rules(actor: Actor, node: str) -> Decision:
    if actor.may(MANAGE, at_node=node):
        return Allowed()
    return Denied(_("Only a service manager of this place may set its booking rules."))


def can_wait(actor: Actor, node: str, waiting: Waiting) -> Decision:
    """The customer, whoever holds the link of the entry or of its visit, and the staff."""
    linked = actor.holds_key(waiting.subject) or (
        waiting.appointment_id is not None
        and actor.holds_key(f"appointment:{waiting.appointment_id}")
    )
    if linked or is_staff(actor, node) or actor.is_person(waiting.customer_id):
        return Allowed()
    return Denied(_("Only the owner and the workshop may change this entry of the wait-list."))


def can_subscribe(actor: Actor, kind: FeedKind) -> Decision:
    """Everybody who has an account to their own visits, staff to those that they receive."""
    if actor.is_anonymous:
        return Denied(_("Sign in to follow your visits in your calendar."))
    if kind is FeedKind.STAFF and not actor.nodes(SEE):
        return Denied(_("Only the staff of a workshop receives visits at its desk."))
    return Allowed()


def can_see_line(actor: Actor, node: str) -> Decision:
    if actor.may(SEE, at_node=node):
        return Allowed()
    return Denied(_("Only the staff of this workshop may see its wait-list."))


def is_staff(actor: Actor, node: str) -> bool:
    """Whether this actor books and changes for others here."""
    return actor.may(BOOK, at_node=node)


def is_party(actor: Actor, appointment: Appointment) -> bool:
    """Whether this is the actor's own visit, by person or by link."""
    people = (appointment.customer_id, appointment.bringer_id, appointment.authoriser_id)
    return actor.holds_key(appointment.subject) or any(actor.is_person(p) for p in people)


STAFF_ONLY = (
    AppointmentAction.ARRIVE,
    AppointmentAction.MISS,
    AppointmentAction.UNDO_ARRIVE,
)


def offered_actions(
    actor: Actor, appointment: Appointment, at: dt.datetime
) -> tuple[AppointmentAction, ...]:
    """What a screen or a program should offer now: possible by state, allowed to this actor."""
    possible = LIFECYCLE.actions(AppointmentState(appointment.state))
    return tuple(action for action in possible if _may(action, actor, appointment, at))


def _may(
    action: AppointmentAction, actor: Actor, appointment: Appointment, at: dt.datetime
) -> bool:
    if action in STAFF_ONLY:
        return bool(can_receive(actor, appointment.owner_node))
    if is_staff(actor, appointment.owner_node):
        return True
    return is_party(actor, appointment) and in_time(at, appointment.change_until)
