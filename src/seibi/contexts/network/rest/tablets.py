"""Shared tablets, badges and PINs for programs. A device is bound in its own browser."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from seibi.contexts.network.contracts import TabletInfo
from seibi.contexts.network.operations import badges
from seibi.contexts.network.operations import tablets as operations
from seibi.contexts.network.queries import places
from seibi.contexts.network.queries import tablets as queries
from seibi.contexts.network.rest import schemas
from seibi.kernel import clock
from seibi.kernel.http import PROBLEMS, actor_of

tablets = Router(tags=["network"])
DONE = {204: None, **{code: PROBLEMS[code] for code in (403, 404, 409, 422)}}


@tablets.get(
    "/sites/{site_id}/tablets",
    response={200: list[TabletInfo], 404: PROBLEMS[404]},
    operation_id="network_tablets",
)
def list_tablets(request: HttpRequest, site_id: UUID) -> list[TabletInfo]:
    """The shared tablets of a workshop, and who is on."""
    return queries.tablets(actor=actor_of(request), node=places.site(pk=site_id).node)


@tablets.post("/tablets/{tablet_id}/revoke", response=DONE, operation_id="network_revoke_tablet")
def revoke_tablet(
    request: HttpRequest, tablet_id: UUID, body: schemas.TabletReasonIn
) -> Status[None]:
    """A lost tablet opens nothing any more."""
    operations.revoke_tablet(
        tablet_id=tablet_id, reason=body.reason, actor=actor_of(request), at=clock.now()
    )
    return Status(204, None)


@tablets.put("/staff/{account_id}/badge", response=DONE, operation_id="network_issue_badge")
def issue_badge(request: HttpRequest, account_id: UUID, body: schemas.BadgeIn) -> Status[None]:
    """The card or tag a colleague holds is their badge."""
    badges.issue_badge(
        account_id=account_id, code=body.code, actor=actor_of(request), at=clock.now()
    )
    return Status(204, None)


@tablets.delete("/staff/{account_id}/badge", response=DONE, operation_id="network_revoke_badge")
def revoke_badge(request: HttpRequest, account_id: UUID) -> Status[None]:
    """A lost badge opens nothing any more."""
    badges.revoke_badge(account_id=account_id, actor=actor_of(request), at=clock.now())
    return Status(204, None)


@tablets.put("/me/pin", response=DONE, operation_id="network_set_own_pin")
def set_own_pin(request: HttpRequest, body: schemas.OwnPinIn) -> Status[None]:
    """My own digits for shared tablets."""
    badges.set_own_pin(pin=body.pin, again=body.pin, actor=actor_of(request), at=clock.now())
    return Status(204, None)
