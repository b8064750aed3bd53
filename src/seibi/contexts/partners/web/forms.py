"""What people choose when a file comes in."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seibi.contexts.network.contracts import SiteInfo
from seibi.contexts.partners.contracts import Field, Kind
from seibi.contexts.partners.labels import KIND_LABELS


class ImportForm(forms.Form):
    """Which workshop, what the rows are, and the file."""

    kind = forms.ChoiceField(label=_("What the rows are"), choices=list(KIND_LABELS.items()))
    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )

    def __init__(self, *args: Any, sites: list[SiteInfo], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(sites) > 1:
            choices = [(str(one.id), one.name) for one in sites]
            self.fields["site"] = forms.ChoiceField(label=_("Workshop"), choices=choices)
            self.order_fields(["site", "kind", "file"])

    def what(self) -> Kind:
        """The kind that was chosen."""
        return Kind(self.cleaned_data["kind"])


def chosen_columns(posted: Mapping[str, str]) -> dict[int, Field]:
    """What the columns were said to be; those that are left out are not named."""
    found: dict[int, Field] = {}
    for name, value in posted.items():
        place = name.removeprefix("column_")
        if name.startswith("column_") and place.isdecimal() and value in set(Field):
            found[int(place)] = Field(value)
    return found
