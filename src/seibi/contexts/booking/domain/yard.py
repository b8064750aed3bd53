"""Keys on their hooks."""

from collections.abc import Set as AbstractSet


def first_free_tag(in_use: AbstractSet[str]) -> str:
    """The lowest number that no key hangs under."""
    number = 1
    while str(number) in in_use:
        number += 1
    return str(number)
