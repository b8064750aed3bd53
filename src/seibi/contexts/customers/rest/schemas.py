"""What programs send about customers."""

import datetime as dt
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field

from seibi.contexts.customers.contracts import (
    ConsentSource,
    ContactKind,
    ContactPurpose,
    CustomerKind,
    NewContact,
    NewCustomer,
    Preferences,
    QuietHours,
)
from seibi.contexts.network.contracts import PostalAddress
from seibi.kernel.money import Money

Name = Annotated[str, Field(max_length=80, pattern=r"^[^\x00]*$")]
Line = Annotated[str, Field(max_length=160, pattern=r"^[^\x00]*$")]
Code = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Path = Annotated[str, Field(max_length=200, pattern=r"^/([a-z0-9-]+/)*$")]


class DetailsIn(Schema):
    """A person or company; for a company the names are the contact person's."""

    kind: CustomerKind
    family_name: Name = ""
    given_name: Name = ""
    family_reading: Name = ""
    given_reading: Name = ""
    company_name: Line = ""
    company_reading: Line = ""
    department: Annotated[str, Field(max_length=120, pattern=r"^[^\x00]*$")] = ""
    language: Annotated[str, Field(max_length=10)] = "en"
    time_zone: Annotated[str, Field(max_length=60, pattern=r"^[A-Za-z0-9_+/-]+$")] = "UTC"
    country: Code

    def new(self) -> NewCustomer:
        """What the operation takes."""
        fields = NewCustomer.__dataclass_fields__
        return NewCustomer(**{field: getattr(self, field) for field in fields})


class ContactIn(Schema):
    """A way to reach somebody, as it was typed."""

    kind: ContactKind
    value: Annotated[str, Field(min_length=1, max_length=254, pattern=r"^[^\x00]*$")]

    def new(self) -> NewContact:
        """What the operation takes."""
        return NewContact(self.kind, self.value)


class AddressIn(Schema):
    """A postal address in fields."""

    country: Code
    postal_code: Annotated[str, Field(max_length=12, pattern=r"^[^\x00]*$")] = ""
    region: Name = ""
    city: Name = ""
    district: Name = ""
    line1: Line = ""
    line2: Line = ""

    def address(self) -> PostalAddress:
        """What the operation takes."""
        return PostalAddress(**self.dict())


class CustomerIn(DetailsIn):
    """A customer who becomes known to a dealer group."""

    group_node: Path
    contacts: Annotated[list[ContactIn], Field(max_length=10)] = []
    address: AddressIn | None = None


class PreferencesIn(Schema):
    """Which way for what, and when not at all."""

    preferred: dict[ContactPurpose, ContactKind] = {}
    quiet_begins: dt.time | None = None
    quiet_ends: dt.time | None = None

    def preferences(self) -> Preferences:
        """What the operation takes; quiet hours need both ends."""
        quiet = None
        if self.quiet_begins is not None and self.quiet_ends is not None:
            begins, ends = (t.replace(tzinfo=None) for t in (self.quiet_begins, self.quiet_ends))
            quiet = QuietHours(begins, ends)
        return Preferences(preferred=self.preferred, quiet=quiet)


class ConsentIn(Schema):
    """A yes or no to one purpose on one way."""

    purpose: ContactPurpose
    channel: ContactKind
    given: bool
    source: ConsentSource


class AuthoriserIn(Schema):
    """Who may say yes, up to how much; no amount is any amount."""

    person_id: UUID
    limit: Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)] | None = None
    currency: Annotated[str, Field(pattern=r"^(CNY|EUR|GBP|JPY|NOK|USD)$")] = "USD"

    def money(self) -> Money | None:
        """The limit in its currency."""
        return None if self.limit is None else Money(self.limit, self.currency).rounded()


class MergeIn(Schema):
    """The record that becomes an alias of the other."""

    alias_id: UUID


class ClaimIn(Schema):
    """What the owner of a record knows, if it is asked for."""

    answer: Name = ""


class UnsubscribeIn(Schema):
    """The signed part of the link in a message."""

    token: Annotated[str, Field(max_length=300, pattern=r"^[A-Za-z0-9_:.-]+$")]


class CustomerMade(Schema):
    """The id of what was made."""

    id: UUID
