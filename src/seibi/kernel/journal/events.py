"""What an event is: a fact in the past tense. No database here."""

from typing import ClassVar


class Event:
    """Subclasses are frozen dataclasses of ids and plain values, never of personal data.

    ``name`` ends in a version: a new shape is a new name, told beside the old one for a while.
    """

    name: ClassVar[str]
