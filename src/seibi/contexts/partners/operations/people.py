"""Customers coming in: known by their number or by what they proved, else new."""

import datetime as dt
import unicodedata
from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import (
    ConsentSource,
    ContactKind,
    ContactMatch,
    ContactPurpose,
    CustomerKind,
    NewContact,
    NewCustomer,
)
from seibi.contexts.network import facade as network
from seibi.contexts.network.contracts import PostalAddress
from seibi.contexts.partners.contracts import Field, Remark, Verdict
from seibi.contexts.partners.domain.consent import source_of
from seibi.contexts.partners.domain.reading import split_address, split_name
from seibi.contexts.partners.models import CustomerNumber
from seibi.contexts.partners.operations.bringing import Brought, Destination, Said
from seibi.kernel import clock
from seibi.kernel.errors import Invalid
from seibi.kernel.text import LANGUAGES

_LANGUAGES = {"jp": "ja", "japanese": "ja", "日本語": "ja", "cn": "zh-hans", "zh": "zh-hans"}
_LANGUAGES |= {"chinese": "zh-hans", "中文": "zh-hans", "english": "en", "英語": "en", "英语": "en"}
_CONSENTS = ((Field.REMINDERS, ContactPurpose.REMINDER), (Field.OFFERS, ContactPurpose.OFFERS))
_NOON = dt.time(12)
_KEPT = ("kind", "language", "time_zone", "country")
_NAMES = ("family_name", "given_name", "company_name")  # the same, but not divided as well


def bring_customer(said: Said, to: Destination) -> Brought:
    """A person or company is known from now on, or what the file says of them is taken over.

    Only the number of the other system, or a contact point that was proved with the same name,
    makes a row somebody we know; the same address alone is a question for people (trap 15).
    """
    new, contacts = _customer(said, to), _contacts(said)
    title = new.company_name or f"{new.family_name} {new.given_name}".strip()
    number = said.get(Field.CUSTOMER_NUMBER, "")
    matches = customers.matches(
        [(one.kind, one.value) for one in contacts],
        group_node=to.group,
        country=to.site.country,
    )
    known = _by_number(number, to) or _proved(new, matches)
    if known is not None:
        return _take_over(known, new, contacts, title, to)

    address, remarks = _address(said, to)
    customer_id = customers.register_customer(
        group_node=to.group,
        new=new,
        contacts=contacts,
        address=address,
        actor=to.actor,
        at=to.at,
    )
    if number:
        CustomerNumber.objects.create(owner_node=to.group, number=number, customer_id=customer_id)
    remarks += _consents(customer_id, said, contacts, to)
    twin = next((one.customer_id for one in matches), None)
    if twin is not None:
        remarks.append((Remark.MAYBE_SAME, _name_of(twin)))
    return Brought(Verdict.NEW, f"customer:{customer_id}", title, tuple(remarks), twin)


def by_number(number: str, group: str) -> UUID | None:
    """The customer whom another system of this group knows by this number."""
    row = CustomerNumber.objects.filter(owner_node=group, number=number).first()
    return customers.resolve([row.customer_id])[row.customer_id] if row else None


def _by_number(number: str, to: Destination) -> UUID | None:
    return by_number(number, to.group) if number else None


def _proved(new: NewCustomer, matches: list[ContactMatch]) -> UUID | None:
    """Who proved one of these contact points and has the same name; nobody when two did."""
    found = {one.customer_id for one in matches if one.verified}
    same = [one for one in found if _same_name(new, customers.details_of(one))]
    return same[0] if len(same) == 1 else None


def _same_name(new: NewCustomer, known: NewCustomer | None) -> bool:
    def key(who: NewCustomer) -> str:
        whole = who.company_name or who.family_name + who.given_name
        return "".join(unicodedata.normalize("NFKC", whole).casefold().split())

    return known is not None and key(new) == key(known)


def _name_of(customer_id: UUID) -> str:
    found = customers.summaries([customer_id]).get(customer_id)
    return found.name if found else ""


def _customer(said: Said, to: Destination) -> NewCustomer:
    language = _language(said.get(Field.LANGUAGE, ""), to)
    family, given = said.get(Field.FAMILY_NAME, ""), said.get(Field.GIVEN_NAME, "")
    company, full = said.get(Field.COMPANY_NAME, ""), said.get(Field.FULL_NAME, "")
    if full and not (family or given):
        family, given = split_name(full, language)
    family_reading, given_reading = (
        said.get(Field.FAMILY_READING, ""),
        said.get(Field.GIVEN_READING, ""),
    )
    if said.get(Field.FULL_READING) and not (family_reading or given_reading):
        family_reading, _space, given_reading = said[Field.FULL_READING].partition(" ")
    return NewCustomer(
        kind=CustomerKind.COMPANY if company else CustomerKind.PERSON,
        family_name=family,
        given_name=given,
        family_reading=family_reading,
        given_reading=given_reading,
        company_name=company,
        company_reading=said.get(Field.COMPANY_READING, ""),
        department=said.get(Field.DEPARTMENT, ""),
        language=language,
        time_zone=to.site.tz,
        country=to.site.country,
    )


def _language(typed: str, to: Destination) -> str:
    plain = typed.lower()
    found = _LANGUAGES.get(plain, plain)
    return found if found in LANGUAGES else to.language


def _contacts(said: Said) -> list[NewContact]:
    ways = (
        (ContactKind.PHONE, Field.MOBILE),
        (ContactKind.PHONE, Field.PHONE),
        (ContactKind.EMAIL, Field.EMAIL),
    )
    return [NewContact(kind, said[one]) for kind, one in ways if said.get(one)]


def _address(said: Said, to: Destination) -> tuple[PostalAddress | None, list[tuple[Remark, str]]]:
    """The address if it is complete enough for a letter; else it is left out, and that is said."""
    line1 = said.get(Field.LINE1, "")
    if not line1:
        return None, []
    region, city, district = said.get(Field.REGION, ""), said.get(Field.CITY, ""), ""
    if not (region and city) and (parts := split_address(line1, to.site.country)):
        region, city, district, line1 = parts
    address = PostalAddress(
        country=to.site.country,
        postal_code=said.get(Field.POSTAL_CODE, ""),
        region=region,
        city=city,
        district=district,
        line1=line1,
        line2=said.get(Field.LINE2, ""),
    )
    try:
        return network.check_address(address), []
    except Invalid:
        return None, [(Remark.ADDRESS_LEFT_OUT, said[Field.LINE1])]


def _consents(
    customer_id: UUID, said: Said, contacts: list[NewContact], to: Destination
) -> list[tuple[Remark, str]]:
    """A no always counts; a yes only when the file says where it was given."""
    source = source_of(said.get(Field.CONSENT_SOURCE, ""))
    day = said.get(Field.CONSENT_ON)
    said_at = min(clock.local_moment(_as_day(day), _NOON, to.site.tz), to.at) if day else to.at
    remarks: list[tuple[Remark, str]] = []
    for column, purpose in _CONSENTS:
        given = said.get(column)
        if given is None:
            continue
        if given and source is None:
            remarks.append((Remark.CONSENT_WITHOUT_SOURCE, ""))
            continue
        for channel in {one.kind for one in contacts} or {ContactKind.POST}:
            customers.take_over_consent(
                customer_id=customer_id,
                purpose=purpose,
                channel=channel,
                given=given,
                source=ConsentSource(source or "paper"),
                words=f"{to.file_name}, {to.row}: {said.get(Field.CONSENT_SOURCE, '')}".strip(": "),
                said_at=said_at,
                actor=to.actor,
                at=to.at,
            )
    return list(dict.fromkeys(remarks))


def _as_day(day: Any) -> dt.date:
    return day if isinstance(day, dt.date) else dt.date.fromisoformat(day)


def _take_over(
    known: UUID, new: NewCustomer, contacts: list[NewContact], title: str, to: Destination
) -> Brought:
    """What the file says more or otherwise of somebody we know; empty cells say nothing."""
    old = customers.details_of(known)
    if old is None:
        raise LookupError(known)
    kept = (*_KEPT, *_NAMES) if _same_name(new, old) else _KEPT
    filled = {k: v for k, v in asdict(new).items() if v and k not in kept}
    if old.kind is not new.kind:
        filled = {}
    wanted = replace(old, **filled)
    before: dict[str, Any] = {}
    if wanted != old:
        customers.change_customer(customer_id=known, new=wanted, actor=to.actor, at=to.at)
        if customers.details_of(known) != old:
            before["details"] = {k: str(v) for k, v in asdict(old).items()}
    have = {
        (one.kind, one.typed)
        for one in customers.matches(
            [(c.kind, c.value) for c in contacts], group_node=to.group, country=to.site.country
        )
        if one.customer_id == known
    }
    added = [
        str(customers.add_contact(customer_id=known, new=one, actor=to.actor, at=to.at))
        for one in contacts
        if (one.kind, one.value) not in have
    ]
    if added:
        before["contacts"] = added
    verdict = Verdict.CHANGED if before else Verdict.KNOWN
    return Brought(verdict, f"customer:{known}", title, before=before)
