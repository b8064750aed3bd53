"""The signed links in messages with which people stop them without signing in."""

from uuid import UUID

from django.core import signing
from django.utils.translation import gettext as _

from seibi.contexts.customers.contracts import ContactKind, ContactPurpose
from seibi.kernel.errors import NotFound

_SALT = "seibi.customers.unsubscribe"


def unsubscribe_token(customer_id: UUID, purpose: ContactPurpose, channel: ContactKind) -> str:
    """The signed part of the link that stops one kind of message on one way; it never expires."""
    return signing.dumps([customer_id.hex, purpose.value, channel.value], salt=_SALT)


def read_link(token: str) -> tuple[UUID, ContactPurpose, ContactKind]:
    """What the link stops. Raises NotFound ("link_not_found")."""
    try:
        customer, purpose, channel = signing.loads(token, salt=_SALT)
        return UUID(customer), ContactPurpose(purpose), ContactKind(channel)
    except (signing.BadSignature, ValueError) as error:
        raise NotFound("link_not_found", _("This link is not one of ours.")) from error
