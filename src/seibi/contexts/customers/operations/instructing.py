"""Standing instructions: what an owner says once, kept as their word with its proof."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from seibi.contexts.customers.contracts import (
    ConsentSource,
    ContactKind,
    HowToAsk,
    NewStanding,
)
from seibi.contexts.customers.domain import contact
from seibi.contexts.customers.events import StandingGiven, StandingWithdrawn
from seibi.contexts.customers.labels import HOW_TO_ASK_LABELS
from seibi.contexts.customers.models.record import Customer
from seibi.contexts.customers.models.standing import StandingInstruction
from seibi.contexts.customers.operations import writing
from seibi.contexts.customers.permissions import can_edit
from seibi.contexts.customers.queries import records
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, require
from seibi.kernel.evidence import records as evidence
from seibi.kernel.money import Money

CHANNELS = {
    ConsentSource.COUNTER: evidence.Channel.IN_PERSON,
    ConsentSource.TELEPHONE: evidence.Channel.TELEPHONE,
    ConsentSource.PAPER: evidence.Channel.PAPER,
    ConsentSource.OWN_PAGE: evidence.Channel.SCREEN,
    ConsentSource.LINK: evidence.Channel.SCREEN,
}


@transaction.atomic
def give_standing(
    *,
    customer_id: UUID,
    new: NewStanding,
    source: ConsentSource,
    who: str,
    actor: Actor,
    at: dt.datetime,
) -> UUID:
    """What is said replaces what was said before, and is kept word by word. Returns its id.

    On their own page people say it themselves; the desk writes down who said it. Raises NotFound,
    NotAllowed, Invalid ("bad_standing").
    """
    row = writing.get_locked(customer_id=customer_id, actor=actor)
    require(can_edit(actor, row))
    own = actor.is_person(customer_id)
    name = records.summaries([row.pk])[row.pk].name
    who, source = (name, ConsentSource.OWN_PAGE) if own else (who.strip(), source)
    new = _checked(new, who, row.country)

    evidence_id = evidence.record(
        kind="standing",
        subject=row.subject,
        channel=CHANNELS[source],
        who=who,
        text=text_of(new, row.language),
        owner_node=row.owner_node,
        actor=actor,
        at=at,
    )
    _end(row, at)
    made = StandingInstruction.objects.create(
        owner_node=row.owner_node,
        customer=row,
        limit_amount=new.limit.amount if new.limit else None,
        limit_currency=new.limit.currency if new.limit else "",
        second_name=new.second_name,
        second_phone=new.second_phone,
        second_email=new.second_email,
        no_used_parts=new.no_used_parts,
        keep_old_parts=new.keep_old_parts,
        ask_by=new.ask_by,
        note=new.note,
        who=who,
        source=source,
        evidence_id=evidence_id,
        said_at=at,
    )
    event = StandingGiven(customer_id=row.pk, evidence_id=evidence_id, source=source)
    writing.report(event=event, customer=row, actor=actor, at=at)
    return made.pk


@transaction.atomic
def withdraw_standing(*, customer_id: UUID, actor: Actor, at: dt.datetime) -> None:
    """From now on every line is asked about again; what was agreed under it stays agreed.

    Raises NotFound ("customer_not_found", "no_standing"), NotAllowed.
    """
    row = writing.get_locked(customer_id=customer_id, actor=actor)
    require(can_edit(actor, row))
    if not _end(row, at):
        raise NotFound("no_standing", _("There is no standing instruction to take back."))
    event = StandingWithdrawn(customer_id=row.pk)
    writing.report(event=event, customer=row, actor=actor, at=at)


def text_of(new: NewStanding, language: str) -> str:
    """What was said, sentence by sentence, in the language of whose car it is."""
    with translation.override(language):
        said = []
        if new.limit:
            amount = f"{new.limit.currency} {new.limit.amount:,}"
            said.append(
                _("Up to %(amount)s per visit, tax included, you may begin without asking me.")
                % {"amount": amount}
            )
        else:
            said.append(_("Ask me before anything is done."))
        if new.second_name:
            reach = " ".join(each for each in (new.second_phone, new.second_email) if each)
            second = f"{new.second_name} {reach}".strip()
            said.append(_("If you do not reach me, ask %(name)s.") % {"name": second})
        if new.no_used_parts:
            said.append(_("No used or reconditioned parts."))
        if new.keep_old_parts:
            said.append(_("I want to have the old parts."))
        if new.ask_by is not HowToAsk.ANY:
            said.append(str(HOW_TO_ASK_LABELS[new.ask_by]))
        if new.note:
            said.append(new.note)
        return "\n".join(said)


def _end(row: Customer, at: dt.datetime) -> bool:
    return bool(StandingInstruction.objects.filter(customer=row, ended_at=None).update(ended_at=at))


def _checked(new: NewStanding, who: str, country: str) -> NewStanding:
    errors: dict[str, str] = {}
    if not who:
        errors["who"] = _("Type the name of the person who says this.")
    if new.limit is not None and new.limit.rounded().amount <= 0:
        errors["limit"] = _("A limit is above zero; leave it empty to be asked every time.")
    name, phone, email = (
        text.strip() for text in (new.second_name, new.second_phone, new.second_email)
    )
    if (phone or email) and not name:
        errors["second_name"] = _("Say who this second person is.")
    if name and not (phone or email):
        errors["second_phone"] = _("Say how we reach this person.")
    if phone and not (phone := contact.normal(ContactKind.PHONE, phone, country) or ""):
        errors["second_phone"] = _("This is not a telephone number we can call.")
    if email and not (email := contact.normal(ContactKind.EMAIL, email, country) or ""):
        errors["second_email"] = _("This is not an e-mail address.")
    if errors:
        raise Invalid("bad_standing", _("Something is missing or not right."), errors=errors)
    limit = Money(new.limit.amount, new.limit.currency).rounded() if new.limit else None
    return NewStanding(
        limit=limit,
        second_name=name[:120],
        second_phone=phone,
        second_email=email,
        no_used_parts=new.no_used_parts,
        keep_old_parts=new.keep_old_parts,
        ask_by=new.ask_by,
        note=new.note.strip()[:300],
    )
