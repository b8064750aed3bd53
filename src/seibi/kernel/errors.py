"""Every refusal that was foreseen is one of these; each entry point renders them once."""

from typing import Any

from seibi.kernel.decisions import Decision, Denied


class DomainError(Exception):
    """A refusal that the caller can act on: ``code`` for programs, ``message`` for people.

    ``extra`` holds plain values that help to go on, such as the slots that are still free.
    """

    status = 400

    def __init__(self, code: str, message: str = "", **extra: Any) -> None:
        super().__init__(message or code)
        self.code = code
        self.message = str(message or code)
        self.extra = extra


class NotSignedIn(DomainError):
    status = 401


class NotAllowed(DomainError):
    status = 403


class NotFound(DomainError):
    status = 404


class RuleBroken(DomainError):
    status = 409


class Expired(DomainError):
    status = 410


class NoLength(DomainError):
    """The length has to be said first."""

    status = 411


class TooLarge(DomainError):
    status = 413


class Invalid(DomainError):
    """What was typed cannot be taken; ``extra["errors"]`` maps field names to sentences."""

    status = 422


class TooMany(DomainError):
    status = 429


class Unavailable(DomainError):
    """Nothing is wrong with the request: the same one goes through in a moment."""

    status = 503


class StorageFull(DomainError):
    """There is no room left where files or rows are kept; nothing of the request was kept."""

    status = 507


def require(decision: Decision) -> None:
    """Turn a ``Denied`` into the refusal that every entry point knows how to render."""
    if isinstance(decision, Denied):
        raise NotAllowed("not_allowed", decision.reason)
