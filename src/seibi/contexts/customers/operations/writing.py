"""What all operations on a customer share: the lock, the checks of what was typed, search keys."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from seibi.contexts.customers.contracts import ContactKind, CustomerKind, NewContact, NewCustomer
from seibi.contexts.customers.domain import contact, names
from seibi.contexts.customers.models.record import ContactPoint, Customer
from seibi.contexts.customers.queries import records
from seibi.contexts.customers.queries.finding import SCOPE
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound
from seibi.kernel.journal.events import Event
from seibi.kernel.journal.tell import tell
from seibi.kernel.search import keys
from seibi.kernel.search.normalise import last, pinyin_keys, romaji
from seibi.kernel.text import LANGUAGES


def get_locked(*, customer_id: UUID, actor: Actor) -> Customer:
    """The record, locked, if this actor may know it exists. Raises NotFound."""
    row = Customer.objects.visible_to(actor).locked().filter(pk=customer_id).first()
    if row is None:
        raise NotFound("customer_not_found", _("There is no such customer."))
    return row


def report(*, event: Event, customer: Customer, actor: Actor, at: dt.datetime) -> None:
    """Write the last beat down under the customer's name tag, which holds no name."""
    tell(event, actor=actor, at=at, subject=customer.subject, owner_node=customer.owner_node)


def report_gone(*, event: Event, subject: str, node: str, actor: Actor, at: dt.datetime) -> None:
    """The same for a record that is not there any more."""
    tell(event, actor=actor, at=at, subject=subject, owner_node=node)


def checked(*, new: NewCustomer) -> NewCustomer:
    """What was typed about a person or company, tidied. Raises Invalid ("bad_customer")."""
    tidy = replace(
        new,
        family_name=_single_spaced(new.family_name),
        given_name=_single_spaced(new.given_name),
        company_name=_single_spaced(new.company_name),
        department=_single_spaced(new.department),
        family_reading=names.katakana(new.family_reading),
        given_reading=names.katakana(new.given_reading),
        company_reading=names.katakana(new.company_reading),
    )
    errors = _mistakes(tidy)
    if errors:
        raise Invalid("bad_customer", _("Something is missing or not right."), errors=errors)
    return tidy


def _single_spaced(text: str) -> str:
    return " ".join(text.split())


def _mistakes(new: NewCustomer) -> dict[str, str]:
    errors: dict[str, str] = {}
    if new.kind == CustomerKind.COMPANY and not new.company_name:
        errors["company_name"] = _("A company needs its name.")
    if new.kind == CustomerKind.PERSON and not (new.family_name or new.given_name):
        errors["family_name"] = _("A person needs a name.")
    words = {
        "katakana": _("Write the reading in katakana or hiragana."),
        "pinyin": _("Write the reading in pinyin."),
    }
    for field in ("family_reading", "given_reading", "company_reading"):
        if mistake := names.reading_mistake(getattr(new, field), new.language):
            errors[field] = words[mistake]
    if new.language not in LANGUAGES:
        errors["language"] = _("Choose one of the languages we write in.")
    if not _is_zone(new.time_zone):
        errors["time_zone"] = _("This is not the name of a time zone.")
    return errors


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def checked_contact(*, new: NewContact, country: str) -> str:
    """The contact point in its normal form. Raises Invalid ("bad_contact")."""
    value = contact.normal(new.kind, new.value, country)
    if value is None:
        words = {
            ContactKind.PHONE: _("This is not a telephone number. Begin with + for one abroad."),
            ContactKind.EMAIL: _("This is not an e-mail address."),
        }
        sentence = words.get(new.kind, _("This cannot be used to reach somebody."))
        raise Invalid("bad_contact", sentence, errors={new.kind: sentence})
    return value


def create(
    *,
    new: NewCustomer,
    contacts: Sequence[NewContact],
    group: str,
    at: dt.datetime,
    proved: Collection[str] = (),
) -> Customer:
    """A new record, findable, its contact points in the order they were typed.

    Raises Invalid ("bad_customer", "bad_contact").
    """
    details = checked(new=new)
    values = [(c.kind, checked_contact(new=c, country=details.country)) for c in contacts]
    row = Customer.objects.create(owner_node=group, registered_at=at, **asdict(details))
    for position, (kind, value) in enumerate(dict.fromkeys(values)):
        ContactPoint.objects.create(
            owner_node=group,
            customer=row,
            kind=kind,
            value=value,
            position=position,
            verified_at=at if value in proved else None,
        )
    index(customer=row)
    return row


def index(*, customer: Customer) -> None:
    """Make the record findable by what people remember of it."""
    details = records.details_of(customer)
    wanted: dict[str, int] = {}
    company = names.without_legal_form(details.company_name)
    for name in (names.full_name(details), details.family_name, details.given_name, company):
        wanted[name] = keys.NAME
        if details.language == "zh-hans":
            wanted.update(dict.fromkeys(pinyin_keys(name), keys.READING))
    for reading in (names.full_reading(details), details.family_reading, details.given_reading):
        wanted[reading] = keys.READING
        if details.language == "ja" and reading:
            wanted[romaji(reading)] = keys.READING
    for info in records.contacts_by_customer([customer]).get(customer.pk, []):
        wanted[info.value] = keys.EXACT
        if info.kind == ContactKind.PHONE:
            wanted[info.shown] = keys.EXACT
            wanted[last(info.value, 4)] = keys.TAIL
    keys.index(scope=SCOPE, subject_id=customer.pk, owner_node=customer.owner_node, keys=wanted)
