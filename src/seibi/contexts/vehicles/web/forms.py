"""What staff and owners type about cars."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seibi.contexts.vehicles.contracts import (
    CampaignStatus,
    DistanceUnit,
    IdentifierKind,
    Powertrain,
    UseClass,
)
from seibi.contexts.vehicles.labels import (
    CAMPAIGN_STATUS_LABELS,
    IDENTIFIER_LABELS,
    POWERTRAIN_LABELS,
    UNIT_LABELS,
    USE_CLASS_LABELS,
)


class DayInput(forms.DateInput):
    """A day, chosen with the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ReadingForm(forms.Form):
    """What the odometer shows."""

    value = forms.IntegerField(label=_("Odometer"), min_value=0, max_value=1_999_999_999)
    unit = forms.ChoiceField(
        label=_("Unit"), choices=list(UNIT_LABELS.items()), initial=DistanceUnit.KM
    )
    note = forms.CharField(label=_("Remark"), max_length=300, required=False)


class CorrectionForm(ReadingForm):
    """What it really showed, and why the entry was wrong."""

    note = forms.CharField(label=_("Why was the entry wrong?"), max_length=300)


class PersonForm(forms.Form):
    """Somebody who drives the car or has it next: a name, and an address that they can prove."""

    family_name = forms.CharField(label=_("Family name"), max_length=60)
    given_name = forms.CharField(label=_("Given name"), max_length=60)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)


class NextOwnerForm(PersonForm):
    """The next owner, and the word that the car has really gone."""

    gone = forms.BooleanField(label=_("I have given the car away and will not see it here again."))


class IdentifierForm(forms.Form):
    """A new number on the car."""

    kind = forms.ChoiceField(label=_("Kind of number"), choices=list(IDENTIFIER_LABELS.items()))
    value = forms.CharField(label=_("Number on the car"), max_length=40)
    country = forms.RegexField(
        r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$",
        label=_("Country, and state in the USA"),
        required=False,
        help_text=_("JP, CN, US-CA …"),
    )
    vin_compared = forms.BooleanField(
        label=_("I compared the VIN with the car, sign by sign"), required=False
    )

    def clean_kind(self) -> IdentifierKind:
        """The code as the code it is."""
        return IdentifierKind(self.cleaned_data["kind"])


class CampaignForm(forms.Form):
    """Where the car stands in a recall."""

    status = forms.ChoiceField(label=_("Status"), choices=list(CAMPAIGN_STATUS_LABELS.items()))
    note = forms.CharField(label=_("Remark"), max_length=300, required=False)

    def clean_status(self) -> CampaignStatus:
        """The code as the code it is."""
        return CampaignStatus(self.cleaned_data["status"])


class RecallFileForm(forms.Form):
    """A file of recalls as the authority publishes it."""

    file = forms.FileField(label=_("Recall file (CSV, or a zip of CSVs)"))


class VehicleForm(forms.Form):
    """A car that comes into our books."""

    vin = forms.CharField(label=_("VIN"), max_length=40, required=False)
    frame_number = forms.CharField(
        label=_("Frame number"), max_length=40, required=False, help_text=_("ZVW50-1234567")
    )
    make = forms.CharField(label=_("Make"), max_length=60)
    model = forms.CharField(label=_("Model"), max_length=120)
    model_year = forms.IntegerField(
        label=_("Model year"), min_value=1900, max_value=2100, required=False
    )
    powertrain = forms.ChoiceField(
        label=_("Drive"), choices=list(POWERTRAIN_LABELS.items()), initial=Powertrain.UNKNOWN
    )
    use_class = forms.ChoiceField(
        label=_("Use"), choices=list(USE_CLASS_LABELS.items()), initial=UseClass.PASSENGER
    )
    plate = forms.CharField(label=_("Licence plate"), max_length=40, required=False)
    plate_country = forms.RegexField(
        r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$",
        label=_("Country of the plate, and state in the USA"),
        required=False,
    )
    colour = forms.CharField(label=_("Colour"), max_length=60, required=False)
    first_registered_on = forms.DateField(
        label=_("First registered on"), required=False, widget=DayInput()
    )
    inspection_expires_on = forms.DateField(
        label=_("Inspection valid until"), required=False, widget=DayInput()
    )
    vin_compared = forms.BooleanField(
        label=_("I compared the VIN with the car, sign by sign"), required=False
    )

    def facts(self) -> dict[str, Any]:
        """What was typed, in the codes of the trade."""
        said = dict(self.cleaned_data)
        said["powertrain"] = Powertrain(said["powertrain"])
        said["use_class"] = UseClass(said["use_class"])
        return said
