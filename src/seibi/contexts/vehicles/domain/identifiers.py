"""The numbers a car is known by, in the bare form that two people write the same way."""

import re
import unicodedata

from seibi.contexts.vehicles.contracts import IdentifierKind
from seibi.contexts.vehicles.domain import vin

SIGNS = re.compile(r"[\s\x00-\x1f\-.\u00b7\u2022\u30fb\u2010-\u2015\u2212\uff65]+")


def key_of(kind: IdentifierKind, text: str) -> str:
    """Two spellings of one number have one key."""
    if kind in (IdentifierKind.VIN, IdentifierKind.FRAME_NUMBER):
        number = vin.normalise(text)
        return number if kind is IdentifierKind.FRAME_NUMBER else number.replace("-", "")
    return SIGNS.sub("", unicodedata.normalize("NFKC", text).upper())


def match_key(text: str) -> str:
    """Makes and models are compared without case and with single spaces, and otherwise exactly."""
    return " ".join(text.casefold().split())


def keys_of_unknown(text: str) -> set[str]:
    """Every key that an unlabelled number could have: people paste whatever they have."""
    return {key_of(kind, text) for kind in IdentifierKind} - {""}
