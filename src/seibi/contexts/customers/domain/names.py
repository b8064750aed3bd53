"""How people and companies are called: plainly on a screen, formally in a letter."""

import re

from seibi.contexts.customers.contracts import CustomerKind, NewCustomer

_KANA = re.compile(r"[\u3040-\u30ff]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_KATAKANA_ONLY = re.compile(r"[\u30a0-\u30ff\s・･]*")
_LATIN_ONLY = re.compile(r"[A-Za-zÀ-ɏ'’\s-]*")
_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_LEGAL_FORMS = re.compile(
    r"株式会社|有限会社|合同会社|（株）|\(株\)|㈱|（有）|\(有\)|㈲"
    r"|股份有限公司|有限责任公司|有限公司"
    r"|,?\s*\b(Inc|LLC|Ltd|Co|Corp|Corporation|Company|GmbH)\b\.?"
)


def full_name(who: NewCustomer) -> str:
    """A person's name in the order and spacing of its script."""
    family, given = who.family_name.strip(), who.given_name.strip()
    if _KANA.search(family + given):
        return f"{family} {given}".strip()
    if _HAN.search(family + given):
        return f"{family}{given}" if who.language == "zh-hans" else f"{family} {given}".strip()
    return f"{given} {family}".strip()


def shown_name(who: NewCustomer) -> str:
    """What a list shows: the company, else the person."""
    return who.company_name if who.kind == CustomerKind.COMPANY else full_name(who)


def full_reading(who: NewCustomer) -> str:
    """How the shown name is read aloud; empty when nobody told us."""
    if who.kind == CustomerKind.COMPANY:
        return who.company_reading
    return f"{who.family_reading} {who.given_reading}".strip()


def formal_name(who: NewCustomer) -> str:
    """The name as it is written to or about its bearer, with the title their language asks for.

    山田 太郎 様; 株式会社青葉 御中, or with a contact person 株式会社青葉 総務部 山田 太郎 様;
    王晓丽, whom a letter greets with 您好; Grace Miller.
    """
    person = full_name(who)
    if who.kind == CustomerKind.PERSON:
        return _addressed(person, who.language)
    place = " ".join(part for part in (who.company_name, who.department) if part)
    if person:
        return _addressed(_joined(place, person, who.language), who.language)
    return f"{place} 御中" if who.language == "ja" else _addressed(place, who.language)


def _joined(place: str, person: str, language: str) -> str:
    return f"{place}, {person}" if language == "en" else f"{place} {person}"


def _addressed(name: str, language: str) -> str:
    return f"{name} 様" if language == "ja" else name


def katakana(text: str) -> str:
    """A reading in katakana, however the kana were typed; other characters stay."""
    return " ".join(text.translate(_TO_KATAKANA).replace("\u3000", " ").split())


def reading_mistake(reading: str, language: str) -> str | None:
    """Readings are katakana in Japanese and pinyin in Chinese: "katakana", "pinyin" or None."""
    if language == "ja" and not _KATAKANA_ONLY.fullmatch(reading):
        return "katakana"
    if language == "zh-hans" and not _LATIN_ONLY.fullmatch(reading):
        return "pinyin"
    return None


def without_legal_form(company: str) -> str:
    """A company's name as people look for it: 株式会社青葉物流 is 青葉物流."""
    return _LEGAL_FORMS.sub("", company).strip(" ,.")


def masked(name: str) -> str:
    """Enough of a name to know one's own by, too little to learn another's: G**** M*****."""
    words = re.split(r"(\s+)", name)
    return "".join(w if not w.strip() else w[0] + "*" * (len(w) - 1) for w in words)
