"""The first beat: the row, locked, if this actor may know that it exists; and who acts."""

from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from seibi.contexts.support.contracts import ANSWER, DECIDE
from seibi.contexts.support.models.disputes import Dispute, DisputeQuerySet
from seibi.kernel.actor import SYSTEM, Actor
from seibi.kernel.errors import Invalid, NotAllowed, NotFound
from seibi.kernel.rows import under


def locked_dispute(dispute_id: UUID, actor: Actor) -> Dispute:
    """The case, locked, for leaders of its site. Raises NotFound ("dispute_not_found")."""
    return _one(Dispute.objects.visible_to(actor), dispute_id)


def locked_for_house(dispute_id: UUID, actor: Actor) -> Dispute:
    """The case, locked, for whoever answers or decides at its site. Raises NotFound."""
    where = under(*actor.nodes(ANSWER), *actor.nodes(DECIDE))
    return _one(Dispute.objects.filter(where), dispute_id)


def locked_for_owner(dispute_id: UUID, actor: Actor) -> Dispute:
    """The case, locked, for its customer's side. Raises NotFound ("dispute_not_found")."""
    return _one(Dispute.objects.for_owner(actor), dispute_id)


def account_of(actor: Actor) -> UUID:
    """The person behind an actor. Raises NotAllowed ("not_a_person") for links and programs."""
    try:
        return UUID(actor.account_id)
    except ValueError:
        sentence = _("Only a person who is signed in can do this.")
        raise NotAllowed("not_a_person", sentence) from None


def said(text: str, field: str, sentence: str) -> str:
    """Text that was really typed. Raises Invalid (``<field>_missing``)."""
    if not text.strip():
        raise Invalid(f"{field}_missing", sentence, errors={field: sentence})
    return text.strip()


def house(actor: Actor) -> Actor:
    """The system, acting for somebody who was asked here and whose own right ends at this door."""
    return replace(SYSTEM, on_behalf_of=actor.account_id)


def _one(rows: DisputeQuerySet, dispute_id: UUID) -> Dispute:
    found = rows.locked().filter(pk=dispute_id).first()
    if found is None:
        raise NotFound("dispute_not_found", _("There is no such case, or it is not yours to see."))
    return found
