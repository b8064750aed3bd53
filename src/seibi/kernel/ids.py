"""Primary keys: UUIDv7 made in Python, so that a row has its name before it is saved."""

from secrets import randbits
from uuid import UUID

from seibi.kernel import clock


def new_id() -> UUID:
    """A time-ordered id: 48 bits of machine milliseconds, then chance (RFC 9562 §5.7)."""
    milliseconds = int(clock.machine_now().timestamp() * 1000)
    return UUID(int=milliseconds << 80 | 7 << 76 | randbits(12) << 64 | 2 << 62 | randbits(62))
