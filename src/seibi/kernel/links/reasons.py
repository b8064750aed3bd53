"""Why a link was replaced: a code for the journal, with words for whoever chooses it."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from seibi.kernel.errors import Invalid


class Reason(StrEnum):
    """What somebody at the desk has to choose from."""

    WRONG_HANDS = "wrong_hands"
    ADDRESS_CHANGED = "address_changed"
    NOT_RECEIVED = "not_received"
    ASKED_FOR = "asked_for"


LABELS: Mapping[Reason, Promise] = {
    Reason.WRONG_HANDS: _("It came into the wrong hands"),
    Reason.ADDRESS_CHANGED: _("The e-mail address has changed"),
    Reason.NOT_RECEIVED: _("The message did not arrive"),
    Reason.ASKED_FOR: _("The customer asked for it"),
}


def chosen(code: str) -> Reason:
    """The reason behind a code. Raises Invalid ("reason_missing") for one that is none."""
    if code not in list(Reason):
        sentence = gettext("Choose why the link is replaced.")
        raise Invalid("reason_missing", sentence, errors={"reason": sentence})
    return Reason(code)


def choices() -> list[tuple[str, str]]:
    """Codes and words, as a select offers them."""
    return [(str(code), str(words)) for code, words in LABELS.items()]
