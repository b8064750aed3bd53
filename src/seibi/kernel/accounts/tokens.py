"""Keys for programs: made once, shown once, checked by their hash."""

import datetime as dt
import hashlib
import secrets
from uuid import UUID

from seibi.kernel.accounts.models import ApiToken
from seibi.kernel.rows import fetched

PREFIX = "seibi_"
_WHOSE = """
    SELECT account.id FROM accounts_apitoken AS token
    JOIN accounts_account AS account ON account.id = token.account_id
    WHERE token.sha256 = %(sha256)s AND account.is_active
      AND (token.expires_at IS NULL OR token.expires_at > %(at)s)
"""


def make_token(*, account_id: UUID, name: str, expires_at: dt.datetime | None = None) -> str:
    """A new key for an account; this is the only time its text is known."""
    token = PREFIX + secrets.token_urlsafe(32)
    ApiToken.objects.create(
        account_id=account_id, name=name, sha256=_hash(token), expires_at=expires_at
    )
    return token


def account_of(token: str, *, at: dt.datetime) -> UUID | None:
    """The active account whose key this is at a moment of machine time, if any."""
    holders: list[UUID] = [holder for (holder,) in fetched(_WHOSE, sha256=_hash(token), at=at)]
    return holders[0] if holders else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
