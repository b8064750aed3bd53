"""One-time codes: six digits, kept only as a keyed hash, compared in constant time."""

import hashlib
import hmac
import secrets
from uuid import UUID

DIGITS = 6


def new_code() -> str:
    """Six digits from the system's source of chance."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def hash_of(code: str, proof_id: UUID, secret: str) -> str:
    """The same code gives another hash for every proof."""
    return hmac.new(secret.encode(), f"{proof_id}:{code}".encode(), hashlib.sha256).hexdigest()


def same(code: str, proof_id: UUID, secret: str, known: str) -> bool:
    """Whether a typed code is the one that was sent; spaces do not matter."""
    typed = "".join(code.split())
    return hmac.compare_digest(hash_of(typed, proof_id, secret), known)
