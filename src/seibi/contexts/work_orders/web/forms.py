"""What people type about a visit, checked for its shape; the operations ask the rules."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from seibi.contexts.booking.contracts import CancelledBy
from seibi.contexts.work_orders.contracts import (
    AuthorityKind,
    Channel,
    IndirectReason,
    LineKind,
    OldParts,
    PartyRole,
    PauseReason,
    Payer,
    PhotoPurpose,
    Severity,
)
from seibi.contexts.work_orders.contracts.quality import Cause
from seibi.contexts.work_orders.labels import (
    AUTHORITY_LABELS,
    CALL_OUTCOME_LABELS,
    CAUSE_LABELS,
    CHANNEL_LABELS,
    INDIRECT_REASON_LABELS,
    LINE_KIND_LABELS,
    OLD_PARTS_LABELS,
    PARTY_ROLE_LABELS,
    PAUSE_REASON_LABELS,
    PAYER_DESK_LABELS,
    PAYMENT_PLAN_LABELS,
    PHOTO_PURPOSE_LABELS,
    SEVERITY_LABELS,
)

Choices = list[tuple[str, str | Promise]]


def choices(labels: Any) -> Choices:
    """Codes and their words, as a select shows them."""
    return [(str(code), word) for code, word in labels.items()]


KINDS = choices(LINE_KIND_LABELS)
PAYERS = choices(PAYER_DESK_LABELS)
SEVERITIES = choices(SEVERITY_LABELS)
OLD_PARTS = choices(OLD_PARTS_LABELS)
HOUSE = {
    kind: word
    for kind, word in AUTHORITY_LABELS.items()
    if kind in (AuthorityKind.WARRANTY, AuthorityKind.INTERNAL, AuthorityKind.GOODWILL)
}
SPOKEN = {c: CHANNEL_LABELS[c] for c in (Channel.IN_PERSON, Channel.TELEPHONE, Channel.PAPER)}
UNITS: Choices = [("km", _("km")), ("mi", _("miles"))]
YES_NO: Choices = [("", _("Not tried")), ("yes", _("Yes")), ("no", _("No"))]


class OpenForm(forms.Form):
    arrival = forms.UUIDField(required=False)
    appointment = forms.UUIDField(required=False)


class ReceptionForm(forms.Form):
    odometer = forms.IntegerField(label=_("Odometer"), min_value=0, max_value=9_999_999)
    odometer_unit = forms.ChoiceField(label=_("Unit"), choices=UNITS, initial="km")
    fuel_percent = forms.IntegerField(
        label=_("Fuel, per cent"), min_value=0, max_value=100, required=False
    )
    charge_percent = forms.IntegerField(
        label=_("Charge, per cent"), min_value=0, max_value=100, required=False
    )
    valuables = forms.CharField(label=_("Left in the car"), required=False, max_length=500)
    words = forms.CharField(
        label=_("What the customer says, in their words"), required=False, max_length=2000
    )
    what = forms.CharField(label=_("What happens?"), required=False, max_length=300)
    when = forms.CharField(label=_("When?"), required=False, max_length=300)
    where = forms.CharField(
        label=_("Where on the car, on which road?"), required=False, max_length=300
    )
    who = forms.CharField(label=_("Who noticed it?"), required=False, max_length=300)
    why = forms.CharField(label=_("What was done before it began?"), required=False, max_length=300)
    how = forms.CharField(label=_("How often, how strong?"), required=False, max_length=300)
    reproduced = forms.ChoiceField(
        label=_("Could we reproduce it?"), choices=YES_NO, required=False
    )
    joint_test_drive = forms.BooleanField(label=_("We drove it together"), required=False)
    keep_old_parts = forms.BooleanField(label=_("The customer wants the old parts"), required=False)
    seat_covers = forms.BooleanField(label=_("Seat covers are on"), required=False)
    courtesy_car = forms.BooleanField(label=_("A courtesy car is wished for"), required=False)
    payment = forms.ChoiceField(
        label=_("Means to pay by"),
        choices=[("", "–"), *choices(PAYMENT_PLAN_LABELS)],
        required=False,
    )
    bringer_name = forms.CharField(label=_("Brings the car"), required=False, max_length=120)
    bringer_phone = forms.CharField(label=_("Telephone"), required=False, max_length=30)
    yes_name = forms.CharField(label=_("May say yes"), required=False, max_length=120)
    yes_phone = forms.CharField(label=_("Telephone"), required=False, max_length=30)
    yes_limit = forms.DecimalField(
        label=_("May say yes up to"), required=False, min_value=0, max_digits=12, decimal_places=2
    )
    begun_at = forms.DateTimeField(required=False)
    pins = forms.JSONField(required=False, initial=list)
    signature_name = forms.CharField(label=_("Signed by"), max_length=120)
    signature_image = forms.CharField(required=False)
    promise_at = forms.DateTimeField(label=_("Promised for"), required=False)


class PhotoForm(forms.Form):
    purpose = forms.ChoiceField(
        label=_("What it shows"),
        choices=choices(PHOTO_PURPOSE_LABELS),
        initial=PhotoPurpose.RECEPTION,
    )
    caption = forms.CharField(label=_("Words"), required=False, max_length=200)
    line = forms.UUIDField(required=False)
    finding = forms.UUIDField(required=False)


class PartyForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=choices(PARTY_ROLE_LABELS))
    name = forms.CharField(label=_("Name"), required=False, max_length=120)
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=30)
    limit = forms.DecimalField(
        label=_("May say yes up to"), required=False, min_value=0, max_digits=12, decimal_places=2
    )
    purchase_order = forms.CharField(label=_("Purchase order"), required=False, max_length=60)

    def role_code(self) -> PartyRole:
        return PartyRole(self.cleaned_data["role"])


class LineForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=choices(LINE_KIND_LABELS))
    title = forms.CharField(label=_("What is done"), required=False, max_length=200)
    part_number = forms.CharField(label=_("Part number"), required=False, max_length=40)
    quantity = forms.DecimalField(
        label=_("Quantity"), initial=1, max_digits=10, decimal_places=3, required=False
    )
    unit_net = forms.DecimalField(
        label=_("Price of one, without tax"), required=False, max_digits=12, decimal_places=2
    )
    unit_gross = forms.DecimalField(
        label=_("Price of one, tax included"), required=False, max_digits=12, decimal_places=2
    )
    payer = forms.ChoiceField(
        label=_("Paid by"), choices=choices(PAYER_DESK_LABELS), initial=Payer.CUSTOMER
    )
    severity = forms.ChoiceField(
        label=_("How soon"), choices=[("", "–"), *choices(SEVERITY_LABELS)], required=False
    )
    why = forms.CharField(label=_("Why"), required=False, max_length=1000)
    if_not = forms.CharField(label=_("What happens if not"), required=False, max_length=1000)
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=0, max_value=10_000)
    finding = forms.UUIDField(required=False)

    def line_kind(self) -> LineKind:
        return LineKind(self.cleaned_data["kind"])


class ChangeLineForm(forms.Form):
    quantity = forms.DecimalField(label=_("Quantity"), max_digits=10, decimal_places=3)
    unit_net = forms.DecimalField(
        label=_("Price of one, without tax"), required=False, max_digits=12, decimal_places=2
    )
    unit_gross = forms.DecimalField(
        label=_("Price of one, tax included"), required=False, max_digits=12, decimal_places=2
    )
    why = forms.CharField(label=_("Why"), required=False, max_length=1000)
    if_not = forms.CharField(label=_("What happens if not"), required=False, max_length=1000)

    def clean(self) -> dict[str, Any] | None:
        """A price that is on the form, one way or the other, stays on it."""
        for name in ("unit_net", "unit_gross"):
            if name in self.data and not self.data[name]:
                self.add_error(name, self.fields[name].error_messages["required"])
        return super().clean()


class MenuForm(forms.Form):
    code = forms.CharField(label=_("Work from the menu"), max_length=40)


class VersionForm(forms.Form):
    reason = forms.CharField(label=_("Why it changes"), required=False, max_length=300)
    tell_customer = forms.BooleanField(label=_("Send the link to the customer"), required=False)


class AgreeForm(forms.Form):
    amount = forms.DecimalField(
        label=_("Up to, tax included"), required=False, max_digits=12, decimal_places=2
    )
    line = forms.UUIDField(required=False)
    who = forms.CharField(label=_("Who agrees"), max_length=120, required=False)
    channel = forms.ChoiceField(label=_("How"), choices=choices(SPOKEN), required=False)

    def how(self) -> Channel:
        return Channel(self.cleaned_data["channel"] or Channel.IN_PERSON)


class HouseForm(forms.Form):
    line = forms.UUIDField()
    kind = forms.ChoiceField(label=_("Who pays"), choices=choices(HOUSE))
    reference = forms.CharField(label=_("Claim number or reason"), required=False, max_length=60)


class RecordForm(forms.Form):
    version = forms.IntegerField()
    channel = forms.ChoiceField(choices=[("telephone", ""), ("paper", "")])
    who = forms.CharField(label=_("Who answers"), required=False, max_length=120)
    phone = forms.CharField(label=_("Telephone number"), required=False, max_length=30)
    read_back = forms.BooleanField(
        label=_("I have read the lines and the total back"), required=False
    )


class OwnerAnswerForm(forms.Form):
    version = forms.IntegerField()
    signature_name = forms.CharField(required=False, max_length=120)
    signature_image = forms.CharField(required=False)


class PauseForm(forms.Form):
    reason = forms.ChoiceField(label=_("Waiting for"), choices=choices(PAUSE_REASON_LABELS))
    note = forms.CharField(label=_("Note"), required=False, max_length=200)

    def code(self) -> PauseReason:
        return PauseReason(self.cleaned_data["reason"])


class IndirectForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What for"), choices=choices(INDIRECT_REASON_LABELS), required=False
    )

    def code(self) -> IndirectReason:
        return IndirectReason(self.cleaned_data["reason"] or IndirectReason.NO_WORK)


class LineOnlyForm(forms.Form):
    line = forms.UUIDField()
    two_cars = forms.BooleanField(required=False)


class StepForm(forms.Form):
    step = forms.UUIDField()
    done = forms.BooleanField(required=False)


class FindingForm(forms.Form):
    words = forms.CharField(label=_("What did you find?"), required=False, max_length=2000)
    severity = forms.ChoiceField(
        label=_("How soon"), choices=choices(SEVERITY_LABELS), initial=Severity.AMBER
    )


class PartRequestForm(forms.Form):
    words = forms.CharField(label=_("Which part?"), required=False, max_length=200)
    part_number = forms.CharField(label=_("Part number"), required=False, max_length=40)
    quantity = forms.DecimalField(
        label=_("How many"), initial=1, required=False, max_digits=10, decimal_places=3
    )
    line = forms.UUIDField(required=False)


class ClockForm(forms.Form):
    technician = forms.UUIDField()
    line = forms.UUIDField(required=False)
    started_at = forms.DateTimeField(label=_("From"))
    ended_at = forms.DateTimeField(label=_("Until"))
    reason = forms.CharField(label=_("Reason"), required=False, max_length=300)


class HelpForm(forms.Form):
    words = forms.CharField(label=_("What for?"), required=False, max_length=200)


class HelpAnswerForm(forms.Form):
    call_id = forms.UUIDField()


class SwapForm(forms.Form):
    right_appointment_id = forms.UUIDField(label=_("The car that is really here"))
    reason = forms.CharField(label=_("Reason"), required=False, max_length=300)


class ReturnForm(forms.Form):
    earlier_line_id = forms.UUIDField()


class UnlinkForm(forms.Form):
    return_id = forms.UUIDField()


class CheckForm(forms.Form):
    line = forms.UUIDField()
    passed = forms.ChoiceField(choices=[("yes", ""), ("no", "")])
    remarks = forms.CharField(label=_("What has to be done again"), required=False, max_length=1000)
    road_km = forms.DecimalField(
        label=_("Driven, km"), required=False, max_digits=5, decimal_places=1
    )
    road_minutes = forms.IntegerField(
        label=_("Driven, minutes"), required=False, min_value=1, max_value=600
    )
    cause = forms.ChoiceField(label=_("Cause"), choices=choices(CAUSE_LABELS), required=False)

    def clean_cause(self) -> Cause:
        return Cause(self.cleaned_data["cause"] or Cause.OTHER)


class DeliverForm(forms.Form):
    odometer = forms.IntegerField(label=_("Odometer"), min_value=0, max_value=9_999_999)
    odometer_unit = forms.ChoiceField(label=_("Unit"), choices=UNITS, initial="km")
    explanation = forms.CharField(
        label=_("What was done and what comes next"), required=False, max_length=2000
    )
    old_parts = forms.ChoiceField(
        label=_("Old parts"), choices=choices(OLD_PARTS_LABELS), initial=OldParts.TAKEN
    )
    signature_name = forms.CharField(label=_("Taken back by"), required=False, max_length=120)
    signature_image = forms.CharField(required=False)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), required=False, max_length=300)


class CancelForm(ReasonForm):
    by = forms.ChoiceField(choices=[(by, by) for by in CancelledBy], required=False)
    remedy = forms.CharField(label=_("What we offer instead"), required=False, max_length=500)

    def clean_by(self) -> CancelledBy:
        return CancelledBy(self.cleaned_data["by"] or CancelledBy.OWNER)


class CallForm(forms.Form):
    outcome = forms.ChoiceField(choices=choices(CALL_OUTCOME_LABELS))


class PromiseForm(forms.Form):
    promise_at = forms.DateTimeField(label=_("Ready at the latest"))
    reason = forms.CharField(label=_("Why it changes"), required=False, max_length=300)


class ForecastForm(forms.Form):
    forecast_at = forms.DateTimeField(label=_("Expected"))


class KeepCarForm(forms.Form):
    key_tag = forms.CharField(label=_("Key tag"), required=False, max_length=20)
    parking_place = forms.CharField(label=_("Place"), required=False, max_length=40)


class NoteForm(forms.Form):
    text = forms.CharField(label=_("Internal note"), required=False, max_length=4000)


class IssueForm(forms.Form):
    line = forms.UUIDField(required=False)
    quantity = forms.DecimalField(required=False, max_digits=10, decimal_places=3)


class TakeBackForm(forms.Form):
    line = forms.UUIDField()


class RequestAnswerForm(forms.Form):
    request_id = forms.UUIDField()
    answer = forms.CharField(label=_("Answer"), required=False, max_length=200)
