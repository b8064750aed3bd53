"""What an owner types once for every visit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seibi.contexts.customers import labels
from seibi.contexts.customers.contracts import (
    ConsentSource,
    HowToAsk,
    NewStanding,
    StandingInfo,
)
from seibi.kernel.money import Money

CURRENCY_OF = {"JP": "JPY", "CN": "CNY", "US": "USD", "GB": "GBP", "NO": "NOK"}
CURRENCIES = ["JPY", "CNY", "EUR", "USD", "GBP", "NOK"]


class StandingForm(forms.Form):
    """Up to how much, then whom, which parts, and how to ask."""

    limit = forms.DecimalField(
        label=_("Up to, per visit, tax included"),
        help_text=_("Leave it empty if you want to be asked every time."),
        max_digits=12,
        decimal_places=2,
        required=False,
    )
    currency = forms.ChoiceField(
        label=_("Currency"), choices=[(code, code) for code in CURRENCIES], required=False
    )
    second_name = forms.CharField(
        label=_("If we do not reach you, we ask"), max_length=120, required=False
    )
    second_phone = forms.CharField(label=_("Their telephone"), max_length=30, required=False)
    second_email = forms.CharField(label=_("Their e-mail"), max_length=254, required=False)
    no_used_parts = forms.BooleanField(label=_("No used or reconditioned parts"), required=False)
    keep_old_parts = forms.BooleanField(label=_("Keep the old parts for me"), required=False)
    ask_by = forms.ChoiceField(
        label=_("How we ask you"), choices=list(labels.HOW_TO_ASK_LABELS.items())
    )
    note = forms.CharField(label=_("Anything else"), max_length=300, required=False)
    who = forms.CharField(label=_("Who says this"), max_length=120, required=False)
    source = forms.ChoiceField(
        label=_("How it was said"),
        choices=[
            (source, labels.CONSENT_SOURCE_LABELS[source])
            for source in (ConsentSource.COUNTER, ConsentSource.TELEPHONE, ConsentSource.PAPER)
        ],
        required=False,
    )

    def said(self) -> dict[str, Any]:
        """What the operation takes, beside who and when."""
        data = self.cleaned_data
        currency = data["currency"] or "JPY"
        return {
            "new": NewStanding(
                limit=None if data["limit"] is None else Money(data["limit"], currency),
                second_name=data["second_name"],
                second_phone=data["second_phone"],
                second_email=data["second_email"],
                no_used_parts=data["no_used_parts"],
                keep_old_parts=data["keep_old_parts"],
                ask_by=HowToAsk(data["ask_by"]),
                note=data["note"],
            ),
            "source": ConsentSource(data["source"] or ConsentSource.COUNTER),
            "who": data["who"],
        }

    @classmethod
    def showing(cls, known: StandingInfo | None, *, country: str) -> "StandingForm":
        """The form with what stands now; the currency is that of the owner's country."""
        if known is None:
            return cls(initial={"currency": CURRENCY_OF.get(country, "EUR"), "ask_by": "any"})
        limit = known.limit
        return cls(
            initial={
                "limit": f"{limit.amount:f}" if limit else "",
                "currency": limit.currency if limit else CURRENCY_OF.get(country, "EUR"),
                **{
                    name: getattr(known, name)
                    for name in (
                        "second_name",
                        "second_phone",
                        "second_email",
                        "no_used_parts",
                        "keep_old_parts",
                        "ask_by",
                        "note",
                        "who",
                        "source",
                    )
                },
            }
        )
