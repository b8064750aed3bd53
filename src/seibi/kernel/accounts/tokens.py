"""Keys for programs: made once, shown once, checked by their hash."""

import datetime as dt
import hashlib
import secrets
from uuid import UUID

from django.db.models import Q

from seibi.kernel.accounts.models import Account, ApiToken

PREFIX = "seibi_"


def make_token(*, account_id: UUID, name: str, expires_at: dt.datetime | None = None) -> str:
    """A new key for an account; this is the only time its text is known."""
    token = PREFIX + secrets.token_urlsafe(32)
    ApiToken.objects.create(
        account_id=account_id, name=name, sha256=_hash(token), expires_at=expires_at
    )
    return token


def account_of(token: str, *, at: dt.datetime) -> Account | None:
    """The active account whose key this is at a moment of machine time, if any."""
    row = (
        ApiToken.objects.select_related("account")
        .filter(Q(expires_at=None) | Q(expires_at__gt=at), sha256=_hash(token))
        .filter(account__is_active=True)
        .first()
    )
    return row.account if row else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
