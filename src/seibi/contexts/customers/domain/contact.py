"""Contact points in the one form in which two of them can be compared."""

import re
import unicodedata

import phonenumbers

from seibi.contexts.customers.contracts import ContactKind

_EMAIL = re.compile(r"[^@\s,;<>()\"]+@[^@\s,;<>()\"]+\.[^@\s.,;<>()\"]{2,}")
_HANDLE = re.compile(r"[\w.@+-]{3,80}")


def normal(kind: ContactKind, typed: str, country: str) -> str | None:
    """The comparable form: phones as E.164, e-mail in small letters; None if it is not one.

    ``country`` reads numbers that were typed without a country code.
    """
    text = unicodedata.normalize("NFKC", typed).strip()
    if kind == ContactKind.PHONE:
        return _phone(text, country)
    if kind == ContactKind.EMAIL:
        return text.lower() if len(text) <= 254 and _EMAIL.fullmatch(text) else None
    if kind in (ContactKind.LINE, ContactKind.WECHAT):
        return text if _HANDLE.fullmatch(text) else None
    return text[:254] or None


def shown(kind: ContactKind, value: str, country: str) -> str:
    """A contact point as people there write it: national numbers at home, others international."""
    if kind != ContactKind.PHONE:
        return value
    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return value
    at_home = phonenumbers.region_code_for_number(number) == country
    style = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, style.NATIONAL if at_home else style.INTERNATIONAL)


def _phone(text: str, country: str) -> str | None:
    """A slash between two numbers keeps the first; letters and short codes are refused."""
    first = re.split(r"[/;,]", text)[0]
    try:
        number = phonenumbers.parse(first, country or None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
