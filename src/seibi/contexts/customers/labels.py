"""The words people see for the codes of customers, and the texts they consent to."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seibi.contexts.customers.contracts import (
    ConsentSource,
    ContactKind,
    ContactPurpose,
    CustomerKind,
    HowToAsk,
    MayReach,
)

CUSTOMER_KIND_LABELS: Mapping[CustomerKind, Promise] = {
    CustomerKind.PERSON: _("Person"),
    CustomerKind.COMPANY: _("Company"),
}

CONTACT_KIND_LABELS: Mapping[ContactKind, Promise] = {
    ContactKind.EMAIL: _("E-mail"),
    ContactKind.PHONE: _("Telephone"),
    ContactKind.LINE: _("LINE"),
    ContactKind.WECHAT: _("WeChat"),
    ContactKind.WEB_PUSH: _("Notice in the browser"),
    ContactKind.POST: pgettext_lazy("way to reach somebody", "Post"),
}

PURPOSE_LABELS: Mapping[ContactPurpose, Promise] = {
    ContactPurpose.VISIT: _("During a visit"),
    ContactPurpose.SAFETY: _("Safety and recalls"),
    ContactPurpose.REMINDER: _("Reminders of service"),
    ContactPurpose.SURVEY: _("A question after the visit"),
    ContactPurpose.OFFERS: _("News and offers"),
    ContactPurpose.CAR_DATA: _("Data from the car"),
    ContactPurpose.LOCATION: _("Where the car is"),
}

CONSENT_SOURCE_LABELS: Mapping[ConsentSource, Promise] = {
    ConsentSource.COUNTER: _("At the counter"),
    ConsentSource.TELEPHONE: _("By telephone"),
    ConsentSource.PAPER: _("On paper"),
    ConsentSource.OWN_PAGE: _("On their own page"),
    ConsentSource.LINK: _("By the link in a message"),
}

MAY_REACH_LABELS: Mapping[MayReach, Promise] = {
    MayReach.SERVICE: _("Part of the service"),
    MayReach.GIVEN: pgettext_lazy("consent", "Yes"),
    MayReach.WITHDRAWN: pgettext_lazy("consent", "No"),
    MayReach.NEVER_ASKED: _("Not asked yet"),
}

HOW_TO_ASK_LABELS: Mapping[HowToAsk, Promise] = {
    HowToAsk.ANY: _("As it suits you"),
    HowToAsk.TEXT: _("Write to me, do not call."),
    HowToAsk.CALL: _("Call me, do not write."),
}

CONSENT_VERSION = "2026-11"
CONSENT_TEXT: Mapping[ContactPurpose, Promise] = {
    ContactPurpose.VISIT: _(
        "We write or call while your car is with us: arrival, findings, ready."
    ),
    ContactPurpose.SAFETY: _("We tell you about recalls and dangers. This cannot be switched off."),
    ContactPurpose.REMINDER: _("We remind you when your car is due for service or inspection."),
    ContactPurpose.SURVEY: _("We ask one short question after a visit."),
    ContactPurpose.OFFERS: _("We send you news and offers that fit your car."),
    ContactPurpose.CAR_DATA: _(
        "We read the mileage and warning lights your car sends, to say when service is due."
    ),
    ContactPurpose.LOCATION: _("We see where the car is when you ask for help on the road."),
}

WRITTEN_LANGUAGE: Mapping[str, str] = {"en": "English", "ja": "日本語", "zh-hans": "简体中文"}

READ_PAGE_LABELS: Mapping[str, Promise] = {
    "desk": _("At the service desk"),
    "customer": _("The customer record"),
    "consents": _("What was agreed to"),
    "api": _("A program of the workshop"),
    "api consents": _("A program of the workshop"),
}
