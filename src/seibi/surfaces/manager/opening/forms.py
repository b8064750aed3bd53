"""What is typed when a workshop is opened."""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from seibi.contexts.network.contracts import LegalEntityInfo, PostalAddress, Role
from seibi.contexts.network.labels import ROLE_LABELS
from seibi.kernel.errors import Invalid
from seibi.kernel.text import LANGUAGES
from seibi.surfaces.manager.opening.founding import NewColleague, NewWorkshop
from seibi.surfaces.manager.opening.templates import COUNTRY_LABELS, SIZE_LABELS, Size

ROWS = 4
ROLES = (
    Role.TECHNICIAN,
    Role.ADVISOR,
    Role.CONTROLLER,
    Role.PARTS_CLERK,
    Role.CASHIER,
    Role.CR,
)
_LANGUAGE_NAMES = (("en", "English"), ("ja", "日本語"), ("zh-hans", "简体中文"))
NEW_COMPANY = "new"


class StartForm(forms.Form):
    """A name, a size and an address; the rest has a default of the country."""

    group = forms.ChoiceField(label=_("Dealer group"))
    name = forms.CharField(label=_("Name of the workshop"), max_length=120)
    size = forms.ChoiceField(label=_("Size"), choices=list(SIZE_LABELS.items()), initial=Size.M)
    country = forms.ChoiceField(label=_("Country"), choices=list(COUNTRY_LABELS.items()))
    postal_code = forms.CharField(label=_("Postal code"), max_length=12, required=False)
    region = forms.CharField(
        label=_("Prefecture, province or state"), max_length=80, required=False
    )
    city = forms.CharField(label=_("City"), max_length=80, required=False)
    district = forms.CharField(label=_("District"), max_length=80, required=False)
    line1 = forms.CharField(label=_("Street and number"), max_length=160)
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)
    company = forms.ChoiceField(label=_("Who signs the invoices"))
    company_name = forms.CharField(label=_("Name of the company"), max_length=200, required=False)
    registration = forms.CharField(
        label=_("Registration number on invoices"), max_length=40, required=False
    )
    tz = forms.ChoiceField(
        label=_("Time zone"), choices=[(one, one) for one in sorted(available_timezones())]
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=_LANGUAGE_NAMES, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        groups: Iterable[tuple[str, str]],
        companies: Iterable[LegalEntityInfo],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        group, company = self.fields["group"], self.fields["company"]
        if isinstance(group, forms.ChoiceField) and isinstance(company, forms.ChoiceField):
            group.choices = list(groups)
            known = [(str(one.id), one.name) for one in companies]
            company.choices = [*known, (NEW_COMPANY, _("Another company"))]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("company") == NEW_COMPANY:
            for name in ("company_name", "registration"):
                if not data.get(name):
                    self.add_error(name, gettext("Another company needs its name and number."))
        return data

    def workshop(self) -> NewWorkshop:
        """What was typed, for the operation."""
        data = self.cleaned_data
        known = data["company"] != NEW_COMPANY
        return NewWorkshop(
            group=data["group"],
            name=data["name"],
            size=Size(data["size"]),
            address=PostalAddress(
                data["country"],
                data["postal_code"],
                data["region"],
                data["city"],
                data["district"],
                data["line1"],
            ),
            tz=data["tz"],
            languages=tuple(one for one in LANGUAGES if one in data["languages"]),
            phone=data["phone"],
            company_id=UUID(data["company"]) if known else None,
            company_name=data["company_name"],
            registration=data["registration"],
        )


def people_of(posted: Mapping[str, str]) -> list[NewColleague]:
    """The filled rows of the form. Raises Invalid ("bad_people") with the rows."""
    found, errors = [], {}
    for row in range(ROWS):
        name, email = (posted.get(f"{part}_{row}", "").strip() for part in ("name", "email"))
        if not name and not email:
            continue
        try:
            validate_email(email)
        except ValidationError:
            errors[f"email_{row}"] = gettext("This is not an e-mail address.")
        if not name:
            errors[f"name_{row}"] = gettext("A person needs a name.")
        role = posted.get(f"role_{row}", "")
        known = Role(role) if role in ROLES else Role.TECHNICIAN
        found.append(NewColleague(name[:120], email, known))
    if errors:
        raise Invalid("bad_people", gettext("Some lines need another look."), errors=errors)
    return found


def role_choices() -> list[tuple[Role, str]]:
    """Who can be added while a workshop is opened."""
    return [(role, str(ROLE_LABELS[role])) for role in ROLES]


def prices_of(posted: Mapping[str, str]) -> dict[str, Decimal]:
    """The prices that were typed, by operation. Raises Invalid ("bad_prices") with the lines."""
    found, errors = {}, {}
    for name, value in posted.items():
        code = name.removeprefix("price_")
        typed = value.replace(",", "").replace(" ", "").strip()
        if not name.startswith("price_") or not typed:
            continue
        try:
            amount = Decimal(typed)
        except InvalidOperation:
            errors[name] = gettext("This is not a number.")
            continue
        if not amount.is_finite() or not 0 <= amount < 10**9:
            errors[name] = gettext("This is not a number.")
        found[code] = amount
    if errors:
        raise Invalid("bad_prices", gettext("Some lines need another look."), errors=errors)
    return found
