"""What the owner sees behind the link in our message."""

import datetime as dt
from dataclasses import replace
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seibi.contexts.booking import facade as booking
from seibi.contexts.care.contracts import AnswerPage, ContactState, Outcome
from seibi.contexts.care.models import Contact, Try
from seibi.contexts.care.queries import words
from seibi.contexts.care.queries.today import Known, known_about, live_reasons, row_of
from seibi.contexts.care.queries.wishes import wishes_of
from seibi.contexts.network import facade as network
from seibi.kernel.actor import Actor
from seibi.kernel.errors import NotFound


def answer_page(*, contact_id: UUID, token: str, actor: Actor, at: dt.datetime) -> AnswerPage:
    """Why we wrote, in the reader's language, and what is open. The link is the right.

    Raises NotFound.
    """
    row = Contact.objects.filter(pk=contact_id).first()
    if row is None:
        raise NotFound("contact_not_found", _("There is no such contact."))
    site = network.site(row.site_id)
    known = known_about([row], site, at)
    line = row_of(row, known)
    cars = dict.fromkeys((one.vehicle_id, one.car) for one in line.reasons if one.vehicle_id)
    last = Try.objects.filter(contact=row).order_by("-made_at", "-pk").first()
    return AnswerPage(
        token=token,
        contact_id=row.pk,
        site_id=site.id,
        site_name=site.name,
        site_code=site.code,
        site_phone=site.phone,
        country=site.country,
        tz=site.tz,
        name=line.name,
        lines=letter(row, known, get_language() or "en"),
        cars=tuple((car, title) for car, title in cars if car),
        wishes=wishes_of(line.reasons),
        is_over=row.state == ContactState.DONE,
        outcome=Outcome(last.outcome) if last else None,
        next_on=last.next_on if last else None,
        visit_link=_visit(row, known, actor, at),
    )


def letter(row: Contact, known: Known, language: str) -> tuple[str, ...]:
    """Each reason in one sentence for the owner, without the greeting of a call."""
    return words.script(
        live_reasons(row, known),
        name="",
        site=known.site.name,
        language=language,
        cars=known.cars,
        works=known.works,
        tz=known.site.tz,
    )[1:-1]


def _visit(row: Contact, known: Known, actor: Actor, at: dt.datetime) -> str:
    """Where the owner moves or cancels the visit that is booked for one of these cars."""
    cars = {one.vehicle_id for one in known.reasons.get(row.pk, ()) if one.vehicle_id}
    people = {one.customer_id for one in known.reasons.get(row.pk, ())} | {row.customer_id}
    themselves = replace(actor, persons=actor.persons | people)
    found = booking.appointments_of(customer_ids=people, actor=themselves, at=at)
    mine = [one for one in found if one.vehicle_id in cars and one.starts_at > at]
    return booking.link_of(mine[0].id) if mine else ""
