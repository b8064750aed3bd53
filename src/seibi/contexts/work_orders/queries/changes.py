"""What a new estimate version changed, as sentences in the reader's language."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from seibi.contexts.work_orders.labels import PAYER_LABELS
from seibi.contexts.work_orders.models.estimate import EstimateVersion
from seibi.kernel.money import MINOR_UNITS
from seibi.kernel.text import translated


def sentences(version: EstimateVersion | None, currency: str) -> tuple[str, ...]:
    """One sentence per difference to the version before."""
    if version is None:
        return ()
    return tuple(_sentence(change, currency) for change in version.changes)


def by_line(version: EstimateVersion | None) -> dict[str, str]:
    """ "added" or "changed" per line of this version."""
    if version is None:
        return {}
    return {c["line_id"]: c["change"] for c in version.changes if c["change"] != "removed"}


def _sentence(change: dict[str, Any], currency: str) -> str:
    words = {"line": translated(change["title"]), "price": _price(change["gross"], currency)}
    if change.get("included") and change["change"] == "added":
        return _("Included in the price: %(line)s.") % words
    if change.get("included") and change["change"] == "removed":
        return _("No longer included in the price: %(line)s.") % words
    if change["change"] == "added":
        return _("New: %(line)s, %(price)s.") % words
    if change["change"] == "removed":
        return _("No longer included: %(line)s, %(price)s.") % words
    fields = change["fields"]
    if "gross" in fields:
        before, after = (_price(text, currency) for text in fields["gross"])
        return _("%(line)s: the price changes from %(before)s to %(after)s.") % {
            "line": words["line"],
            "before": before,
            "after": after,
        }
    if "payer" in fields:
        before, after = (str(PAYER_LABELS[text]) for text in fields["payer"])
        return _("%(line)s: paid by %(after)s instead of %(before)s.") % {
            "line": words["line"],
            "before": before,
            "after": after,
        }
    return _("%(line)s: the description changes, the price does not.") % words


def _price(text: str, currency: str) -> str:
    places = MINOR_UNITS.get(currency, 2)
    return f"{currency} {Decimal(text):,.{places}f}"
