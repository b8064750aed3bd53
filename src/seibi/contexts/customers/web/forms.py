"""What is typed about customers, translated into what the operations take."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from seibi.contexts.customers import labels
from seibi.contexts.customers.contracts import (
    ConsentSource,
    ContactKind,
    ContactPurpose,
    CustomerKind,
    CustomerPage,
    NewContact,
    NewCustomer,
    Preferences,
    QuietHours,
)
from seibi.contexts.network.contracts import PostalAddress, SiteInfo
from seibi.kernel.errors import DomainError

_ADDRESS = ("postal_code", "region", "city", "district", "line1", "line2")
_TYPED = (ContactKind.PHONE, ContactKind.EMAIL, ContactKind.LINE, ContactKind.WECHAT)
_LIKED = (ContactPurpose.VISIT, ContactPurpose.REMINDER, ContactPurpose.SURVEY)
_COUNTRIES = [("JP", _("Japan")), ("CN", _("China")), ("US", _("United States"))]


class CustomerForm(forms.Form):
    """A person or company; for a new one also how to reach them and where post goes."""

    kind = forms.ChoiceField(
        label=_("Who"),
        choices=list(labels.CUSTOMER_KIND_LABELS.items()),
        initial=CustomerKind.PERSON,
    )
    company_name = forms.CharField(label=_("Company"), max_length=160, required=False)
    company_reading = forms.CharField(
        label=_("Reading of the company"), max_length=160, required=False
    )
    department = forms.CharField(label=_("Department"), max_length=120, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=80, required=False)
    given_name = forms.CharField(label=_("Given name"), max_length=80, required=False)
    family_reading = forms.CharField(
        label=_("Reading of the family name"),
        max_length=80,
        required=False,
        help_text=_("Kana in Japanese, pinyin in Chinese"),
    )
    given_reading = forms.CharField(
        label=_("Reading of the given name"), max_length=80, required=False
    )
    language = forms.ChoiceField(
        label=_("Language for letters"), choices=list(labels.WRITTEN_LANGUAGE.items())
    )
    country = forms.ChoiceField(label=_("Country"), choices=_COUNTRIES)
    time_zone = forms.CharField(
        label=_("Time zone"), widget=forms.TextInput(attrs={"list": "zones"})
    )

    def new_customer(self) -> NewCustomer:
        """What the operations take."""
        data = self.cleaned_data
        names = {field: data[field] for field in _NAMES}
        return NewCustomer(kind=CustomerKind(data["kind"]), **names)

    def show(self, error: DomainError) -> None:
        """Put the sentences of a refusal beside their fields."""
        errors = error.extra.get("errors") or {None: error.message}
        for field, sentence in errors.items():
            self.add_error(field if field in self.fields else None, sentence)


_NAMES = (
    "company_name",
    "company_reading",
    "department",
    "family_name",
    "given_name",
    "family_reading",
    "given_reading",
    "language",
    "country",
    "time_zone",
)


class NewCustomerForm(CustomerForm):
    """The same, with contact points and address."""

    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    group = forms.ChoiceField(label=_("Dealer group"))

    def __init__(self, *args: Any, groups: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"] = forms.ChoiceField(label=_("Dealer group"), choices=groups)
        if len(groups) == 1:
            self.fields["group"].widget = forms.HiddenInput()
            self.initial["group"] = groups[0][0]

    def contacts(self) -> list[NewContact]:
        """The contact points that were typed."""
        typed = [
            (ContactKind.PHONE, self.cleaned_data["phone"]),
            (ContactKind.EMAIL, self.cleaned_data["email"]),
        ]
        return [NewContact(kind, value) for kind, value in typed if value]


class AddressForm(forms.Form):
    """Where post goes, with the fields of every country; which are needed depends on it."""

    postal_code = forms.CharField(label=_("Postal code"), max_length=12, required=False)
    region = forms.CharField(
        label=_("Prefecture, province or state"), max_length=80, required=False
    )
    city = forms.CharField(label=_("City or ward"), max_length=80, required=False)
    district = forms.CharField(label=_("District"), max_length=80, required=False)
    line1 = forms.CharField(label=_("Street or block, number"), max_length=160, required=False)
    line2 = forms.CharField(label=_("Building, room"), max_length=160, required=False)

    def address(self, country: str) -> PostalAddress | None:
        """The address, or None when nothing was typed."""
        parts = {field: self.cleaned_data[field] for field in _ADDRESS}
        return PostalAddress(country=country, **parts) if any(parts.values()) else None

    def show(self, error: DomainError) -> None:
        """Put the sentences of a refusal beside their fields."""
        for field, sentence in (error.extra.get("errors") or {}).items():
            self.add_error(field if field in self.fields else None, sentence)


class ContactForm(forms.Form):
    """One more way to reach somebody."""

    kind = forms.ChoiceField(
        label=_("Way to reach them"), choices=[(k, labels.CONTACT_KIND_LABELS[k]) for k in _TYPED]
    )
    value = forms.CharField(label=_("Number or address"), max_length=254)

    def new_contact(self) -> NewContact:
        """What the operation takes."""
        return NewContact(ContactKind(self.cleaned_data["kind"]), self.cleaned_data["value"])


class ConsentForm(forms.Form):
    """A yes or no to one purpose on one way."""

    purpose = forms.ChoiceField(choices=list(labels.PURPOSE_LABELS.items()))
    channel = forms.ChoiceField(choices=list(labels.CONTACT_KIND_LABELS.items()))
    given = forms.BooleanField(required=False)
    source = forms.ChoiceField(choices=list(labels.CONSENT_SOURCE_LABELS.items()), required=False)

    def said(self, own: bool) -> dict[str, Any]:
        """What was said; on their own page people say it themselves."""
        data = self.cleaned_data
        source = ConsentSource.OWN_PAGE if own else ConsentSource(data["source"] or "counter")
        return {
            "purpose": ContactPurpose(data["purpose"]),
            "channel": ContactKind(data["channel"]),
            "source": source,
        }


class PreferencesForm(forms.Form):
    """Which way for what, and when not at all."""

    quiet_begins = forms.TimeField(
        label=_("Quiet from"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    quiet_ends = forms.TimeField(
        label=_("Quiet until"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [("", _("As it comes")), *labels.CONTACT_KIND_LABELS.items()]
        for purpose in _LIKED:
            self.fields[purpose] = forms.ChoiceField(
                label=str(labels.PURPOSE_LABELS[purpose]), choices=ways, required=False
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if (data.get("quiet_begins") is None) != (data.get("quiet_ends") is None):
            self.add_error("quiet_ends", _("Say when it begins and when it ends."))
        return data

    def preferences(self) -> Preferences:
        """What the operation takes."""
        data = self.cleaned_data
        liked = {purpose: ContactKind(data[purpose]) for purpose in _LIKED if data[purpose]}
        begins, ends = data["quiet_begins"], data["quiet_ends"]
        return Preferences(
            preferred=liked, quiet=None if begins is None else QuietHours(begins, ends)
        )

    @classmethod
    def showing(cls, page: CustomerPage) -> "PreferencesForm":
        """The form with what is known now."""
        known: dict[str, Any] = {str(p): str(kind) for p, kind in page.preferred.items()}
        if page.quiet:
            known |= {"quiet_begins": page.quiet.begins, "quiet_ends": page.quiet.ends}
        return cls(initial=known)


class AuthoriserForm(forms.Form):
    """Who may say yes, and up to how much."""

    person = forms.UUIDField(label=_("Customer"))
    limit = forms.DecimalField(
        label=_("Up to"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        required=False,
        help_text=_("Empty means any amount"),
    )


def first_values(site: SiteInfo | None) -> dict[str, str]:
    """What a new customer of this workshop most likely is."""
    if site is None:
        return {"language": "en", "country": "US", "time_zone": "UTC"}
    return {"language": site.languages[0], "country": site.country, "time_zone": site.tz}


def present_values(page: CustomerPage) -> dict[str, Any]:
    """What is known now, for the edit form."""
    details = {field: getattr(page.details, field) for field in (*_NAMES, "kind")}
    address = {field: getattr(page.address, field) for field in _ADDRESS} if page.address else {}
    return {**details, **address}


def zones() -> list[str]:
    """Names of time zones to choose from."""
    return sorted(name for name in available_timezones() if "/" in name)
