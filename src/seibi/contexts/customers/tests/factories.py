"""The smallest customers the tests need, made through operations."""

import datetime as dt
from uuid import UUID

from allauth.account.models import EmailAddress

from seibi.contexts.customers import facade as customers
from seibi.contexts.customers.contracts import (
    ContactKind,
    CustomerKind,
    NewContact,
    NewCustomer,
)
from seibi.kernel.accounts.models import Account
from seibi.kernel.actor import SYSTEM, Actor

AT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
GROUP = "/jp/kanto/aoba/"
TARO = NewCustomer(
    CustomerKind.PERSON,
    "山田",
    "太郎",
    "やまだ",
    "たろう",
    language="ja",
    time_zone="Asia/Tokyo",
    country="JP",
)


def customer(
    new: NewCustomer = TARO,
    *,
    email: str = "",
    phone: str = "",
    group: str = GROUP,
    proved: bool = False,
) -> UUID:
    """A customer with the contact points given, proved to be theirs or not."""
    typed = [(ContactKind.EMAIL, email), (ContactKind.PHONE, phone)]
    made = customers.register_customer(
        group_node=group,
        new=new,
        contacts=[NewContact(kind, value) for kind, value in typed if value],
        actor=SYSTEM,
        at=AT,
    )
    if proved:
        for contact in customers.contacts_of(made):
            customers.verify_contact(contact_id=contact.id, actor=SYSTEM, at=AT)
    return made


def account(email: str = "grace@example.com", *, proved: bool = True) -> Account:
    """Somebody who signed in with a code sent to this address."""
    made = Account.objects.create_user(email, display_name="Grace")
    EmailAddress.objects.filter(user=made).update(verified=proved)
    return made


def signed_in(account: Account) -> Actor:
    """The account as it acts, with the records it claimed."""
    return Actor(str(account.pk), persons=customers.persons_of(account.pk))
