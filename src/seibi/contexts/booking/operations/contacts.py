"""Proving an e-mail address with a one-time code, for those who book without an account."""

import datetime as dt
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from seibi.contexts.booking.domain.codes import hash_of, new_code, same
from seibi.contexts.booking.events import ContactCodeSent, ContactProven
from seibi.contexts.booking.models import ContactProof
from seibi.contexts.booking.operations import refusals
from seibi.contexts.messaging import facade as messaging
from seibi.contexts.messaging.contracts import MessageChannel, Route
from seibi.contexts.network import facade as network
from seibi.kernel.actor import Actor
from seibi.kernel.ids import new_id
from seibi.kernel.journal.tell import tell

VALID_FOR = dt.timedelta(minutes=10)
MOST_CODES = 3


@transaction.atomic
def send_contact_code(
    *,
    site_id: UUID,
    email: str,
    language: str,
    actor: Actor,
    machine_at: dt.datetime,
    at: dt.datetime,
) -> UUID:
    """A code goes to the address and is good for ten minutes and five tries.

    Raises NotFound, Invalid ("email_wrong"), TooMany ("too_many_codes").
    """
    site = network.site(site_id)
    address = _checked(email)
    recent = ContactProof.objects.filter(email=address, expires_at__gt=machine_at).count()
    if recent >= MOST_CODES:
        raise refusals.too_many_codes()

    row_id, code = new_id(), new_code()
    proof = ContactProof.objects.create(
        id=row_id,
        owner_node=site.node,
        email=address,
        holder=actor.account_id,
        code_hash=hash_of(code, row_id, settings.SECRET_KEY),
        expires_at=machine_at + VALID_FOR,
    )
    messaging.send(
        template="booking/code",
        to=Route(str(MessageChannel.MAIL), address, language, site.tz),
        context={"code": code, "site": site.name, "minutes": 10},
        subject=f"contact_proof:{proof.pk}",
        owner_node=site.node,
        actor=actor,
        at=at,
    )

    tell(
        ContactCodeSent(proof_id=proof.pk),
        actor=actor,
        at=at,
        subject=f"contact_proof:{proof.pk}",
        owner_node=site.node,
    )
    return proof.pk


def prove_contact(
    *, proof_id: UUID, code: str, actor: Actor, machine_at: dt.datetime, at: dt.datetime
) -> None:
    """The code came back in time: the address is theirs. Five wrong tries end it.

    A wrong try is counted even though it is refused. Raises Expired ("code_expired"),
    Invalid ("wrong_code").
    """
    tries_left = _try(proof_id=proof_id, code=code, actor=actor, machine_at=machine_at, at=at)
    if tries_left is None:
        return
    if tries_left == 0:
        raise refusals.code_expired()
    raise refusals.wrong_code(tries_left)


@transaction.atomic
def _try(
    *, proof_id: UUID, code: str, actor: Actor, machine_at: dt.datetime, at: dt.datetime
) -> int | None:
    """None when the code is right, else how many tries are left; commits the count either way."""
    proof = ContactProof.objects.locked().filter(pk=proof_id).first()
    if proof is None or proof.expires_at <= machine_at or not proof.tries_left:
        return 0
    if proof.proven_at:
        return None
    if not same(code, proof.pk, settings.SECRET_KEY, proof.code_hash):
        proof.tries_left -= 1
        proof.save(update_fields=["tries_left"])
        return proof.tries_left
    proof.proven_at = machine_at
    proof.save(update_fields=["proven_at"])
    tell(
        ContactProven(proof_id=proof.pk),
        actor=actor,
        at=at,
        subject=f"contact_proof:{proof.pk}",
        owner_node=proof.owner_node,
    )
    return None


def _checked(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise refusals.email_wrong() from None
    return address
