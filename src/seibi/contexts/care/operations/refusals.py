"""The refusals of care that more than one operation says."""

from django.utils.translation import gettext as _

from seibi.kernel.errors import Invalid, NotFound, RuleBroken


def no_contact() -> NotFound:
    return NotFound("contact_not_found", _("There is no such contact."))


def settled() -> RuleBroken:
    sentence = _("This is settled already. Somebody else may have called meanwhile.")
    return RuleBroken("contact_settled", sentence)


def invalid(field: str, code: str, sentence: str) -> Invalid:
    return Invalid(code, sentence, errors={field: sentence})


def time_missing() -> Invalid:
    return invalid("starts_at", "time_missing", _("Choose one of the free times."))
