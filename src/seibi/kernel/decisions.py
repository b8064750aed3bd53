"""The answer to "may they?": yes, or no with a reason fit for a person to read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Allowed:
    """Yes."""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Denied:
    """No, because."""

    reason: str

    def __bool__(self) -> bool:
        return False


Decision = Allowed | Denied
