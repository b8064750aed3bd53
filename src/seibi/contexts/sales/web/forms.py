"""What those who sell type, translated into what the operations take."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seibi.contexts.customers.contracts import (
    ContactInfo,
    ContactKind,
    CustomerKind,
    NewContact,
    NewCustomer,
)
from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.sales.contracts import Check, HintKind, NewCar, NewProspect, Source, Ticked
from seibi.contexts.sales.labels import CHECK_LABELS, HINT_LABELS, SOURCE_LABELS
from seibi.contexts.vehicles.contracts import Powertrain
from seibi.kernel.errors import DomainError

VIN_LENGTH = 17
POWER = (
    (Powertrain.PETROL, pgettext_lazy("powertrain", "Petrol")),
    (Powertrain.HYBRID, pgettext_lazy("powertrain", "Hybrid")),
    (Powertrain.BATTERY, pgettext_lazy("powertrain", "Battery-electric")),
    (Powertrain.DIESEL, pgettext_lazy("powertrain", "Diesel")),
    (Powertrain.UNKNOWN, pgettext_lazy("powertrain", "Another")),
)


class Refused(forms.Form):
    """A form that shows a refusal beside its fields."""

    def show(self, error: DomainError) -> None:
        """Put the sentences of a refusal beside their fields."""
        errors = error.extra.get("errors") or {None: error.message}
        for field, sentence in errors.items():
            self.add_error(field if field in self.fields else None, str(sentence))


class ProspectForm(Refused):
    """Who it is, how to reach them, what they are interested in, and their yes to offers."""

    family_name = forms.CharField(label=_("Family name"), max_length=80)
    given_name = forms.CharField(label=_("Given name"), max_length=80, required=False)
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    interest = forms.CharField(label=_("Interested in"), max_length=200)
    source = forms.ChoiceField(label=_("How they came to us"), choices=list(SOURCE_LABELS.items()))
    offers = forms.BooleanField(
        label=_("They said yes to offers, by telephone and e-mail"), required=False
    )

    def new(self, site: SiteInfo) -> NewProspect:
        """The valid form as a value."""
        data = self.cleaned_data
        typed = [(ContactKind.PHONE, data["phone"]), (ContactKind.EMAIL, data["email"])]
        contacts = [NewContact(kind, value) for kind, value in typed if value]
        return NewProspect(
            interest=data["interest"],
            source=Source(data["source"]),
            who=NewCustomer(
                kind=CustomerKind.PERSON,
                family_name=data["family_name"],
                given_name=data["given_name"],
                language=site.languages[0],
                country=site.country,
                time_zone=site.tz,
            ),
            contacts=contacts,
            offers_by=frozenset(one.kind for one in contacts) if data["offers"] else frozenset(),
        )


class HandOverForm(Refused):
    """The car, what was done beside it, and how the owner is reached from now on."""

    make = forms.CharField(label=_("Make"), max_length=60)
    model = forms.CharField(label=_("Model"), max_length=80)
    model_year = forms.IntegerField(label=_("Model year"), min_value=1950, max_value=2100)
    powertrain = forms.ChoiceField(label=_("Powertrain"), choices=POWER)
    number = forms.CharField(label=_("VIN or frame number"), max_length=40)
    plate = forms.CharField(label=_("Number plate"), max_length=40, required=False)
    finance_ends_on = forms.DateField(
        label=_("The financing ends on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    channel = forms.ChoiceField(label=_("We reach them by"), required=False)
    may_remind = forms.BooleanField(
        label=_("They said yes to being reminded when something is due"), required=False
    )

    def __init__(self, *args: Any, ways: list[ContactInfo], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = [  # type: ignore[attr-defined]
            (way.kind, way.shown) for way in ways
        ]
        for one in Check:
            self.fields[one.value] = forms.BooleanField(
                label=str(CHECK_LABELS[one]), required=False
            )

    @property
    def checks(self) -> list[forms.BoundField]:
        """What is done beside the car, in its order."""
        return [self[one.value] for one in Check]

    def car(self, country: str) -> NewCar:
        """The car of a valid form; Japanese cars are known by their frame number."""
        data = self.cleaned_data
        number = data["number"]
        short = country == "JP" and len(number.replace("-", "")) != VIN_LENGTH
        return NewCar(
            make=data["make"],
            model=data["model"],
            model_year=data["model_year"],
            powertrain=Powertrain(data["powertrain"]),
            vin="" if short else number,
            frame_number=number if short else "",
            plate=data["plate"],
            finance_ends_on=data["finance_ends_on"],
        )

    def ticked(self) -> Ticked:
        """What was done."""
        data = self.cleaned_data
        return Ticked(
            checks=frozenset(one for one in Check if data[one.value]),
            channel=ContactKind(data["channel"]) if data["channel"] else None,
            may_remind=data["may_remind"],
        )


class HintForm(Refused):
    """What after-sales tells sales about a car."""

    kind = forms.ChoiceField(
        label=_("Why"),
        choices=[(HintKind.REPAIR, HINT_LABELS[HintKind.REPAIR])]
        + [(one, HINT_LABELS[one]) for one in HintKind if one is not HintKind.REPAIR],
    )
    words = forms.CharField(
        label=_("What sales should know"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
