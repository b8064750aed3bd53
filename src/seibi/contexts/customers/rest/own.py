"""What people decide about themselves, for programs: consent, authority, claiming."""

from uuid import UUID

from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status

from seibi.contexts.customers.contracts import ClaimOffer, ConsentInfo
from seibi.contexts.customers.operations import agreeing, belonging
from seibi.contexts.customers.queries import finding
from seibi.contexts.customers.queries.page import customer_page
from seibi.contexts.customers.rest import schemas
from seibi.kernel import clock
from seibi.kernel.accounts.models import Account
from seibi.kernel.errors import NotSignedIn, TooMany
from seibi.kernel.http import PROBLEMS, actor_of

router = Router(tags=["customers"])
DONE = {204: None, **{code: PROBLEMS[code] for code in (403, 404, 409, 422)}}


@router.get(
    "/{uuid:customer_id}/consents",
    response={200: list[ConsentInfo], 404: PROBLEMS[404]},
    operation_id="customers_consents",
)
def consents(request: HttpRequest, customer_id: UUID) -> list[ConsentInfo]:
    """What the customer said last about every purpose and way."""
    actor, at = actor_of(request), clock.now()
    belonging.note_read(customer_id=customer_id, page="api consents", actor=actor, at=at)
    return list(customer_page(customer_id=customer_id, actor=actor, at=at).consents)


@router.post("/{uuid:customer_id}/consents", response=DONE, operation_id="customers_say")
def say(request: HttpRequest, customer_id: UUID, body: schemas.ConsentIn) -> Status[None]:
    """A yes or no; both are as easy."""
    operation = agreeing.give_consent if body.given else agreeing.withdraw_consent
    operation(
        customer_id=customer_id,
        purpose=body.purpose,
        channel=body.channel,
        source=body.source,
        actor=actor_of(request),
        at=clock.now(),
    )
    return Status(204, None)


@router.post("/unsubscribe", response=DONE, operation_id="customers_unsubscribe")
def unsubscribe(request: HttpRequest, body: schemas.UnsubscribeIn) -> Status[None]:
    """Stop one kind of message with the signed link; nobody needs to sign in."""
    agreeing.unsubscribe(token=body.token, at=clock.now())
    return Status(204, None)


@router.put(
    "/{uuid:customer_id}/authorisers", response=DONE, operation_id="customers_name_authoriser"
)
def name_authoriser(
    request: HttpRequest, customer_id: UUID, body: schemas.AuthoriserIn
) -> Status[None]:
    """Somebody may say yes for this customer."""
    agreeing.name_authoriser(
        customer_id=customer_id,
        person_id=body.person_id,
        limit=body.money(),
        actor=actor_of(request),
        at=clock.now(),
    )
    return Status(204, None)


@router.delete(
    "/{uuid:customer_id}/authorisers/{uuid:person_id}",
    response=DONE,
    operation_id="customers_dismiss_authoriser",
)
def dismiss_authoriser(request: HttpRequest, customer_id: UUID, person_id: UUID) -> Status[None]:
    """Somebody may no longer say yes for this customer."""
    agreeing.dismiss_authoriser(
        customer_id=customer_id, person_id=person_id, actor=actor_of(request), at=clock.now()
    )
    return Status(204, None)


@router.get(
    "/claims",
    response={200: list[ClaimOffer], 401: PROBLEMS[401]},
    operation_id="customers_claims",
)
def claims(request: HttpRequest) -> list[ClaimOffer]:
    """Records that may be the caller's own."""
    return finding.claim_offers(_account(request))


@router.post(
    "/claims/{uuid:customer_id}",
    response={**DONE, 401: PROBLEMS[401], 429: PROBLEMS[429]},
    operation_id="customers_claim",
)
def claim(request: HttpRequest, customer_id: UUID, body: schemas.ClaimIn) -> Status[None]:
    """This is me."""
    caller = Account.objects.get(pk=_account(request))  # a key signs nobody in
    if not ratelimit.consume(request, action="claim_record", key=str(customer_id), user=caller):
        raise TooMany("too_many_answers", _("Too many answers. Try again in an hour."))
    belonging.claim_record(
        customer_id=customer_id, answer=body.answer, actor=actor_of(request), at=clock.now()
    )
    return Status(204, None)


def _account(request: HttpRequest) -> UUID:
    actor = actor_of(request)
    if actor.is_anonymous:
        raise NotSignedIn("not_signed_in", _("Sign in first."))
    return UUID(actor.account_id)
