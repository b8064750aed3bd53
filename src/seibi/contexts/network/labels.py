"""The words people see for the codes of the network."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seibi.contexts.network.contracts import AwayReason, NodeKind, Role, SharedData

ROLE_LABELS: Mapping[Role, Promise] = {
    Role.OWNER: _("Owner"),
    Role.BRINGER: _("Bringer"),
    Role.CR: _("Customer relations"),
    Role.ADVISOR: _("Service advisor"),
    Role.CONTROLLER: _("Workshop controller"),
    Role.TECHNICIAN: _("Technician"),
    Role.PARTS_CLERK: _("Parts clerk"),
    Role.CASHIER: _("Cashier"),
    Role.SALES: _("Sales"),
    Role.SERVICE_MANAGER: _("Service manager"),
    Role.LOCAL_LEADER: _("Local leader"),
    Role.REGIONAL_LEADER: _("Regional leader"),
    Role.HEAD_OFFICE: _("Head office"),
    Role.AUDITOR: _("Auditor"),
    Role.ADMINISTRATOR: _("Administrator"),
}

NODE_KIND_LABELS: Mapping[NodeKind, Promise] = {
    NodeKind.COUNTRY: _("Country"),
    NodeKind.REGION: _("Region"),
    NodeKind.DEALER_GROUP: _("Dealer group"),
    NodeKind.SITE: _("Workshop"),
}

SHARED_DATA_LABELS: Mapping[SharedData, Promise] = {
    SharedData.FIGURES: _("Figures without names"),
    SharedData.SERVICE_HISTORY: _("Service history of cars"),
    SharedData.CUSTOMERS: _("Names and contacts of customers"),
    SharedData.CONVERSATIONS: _("Conversations with customers"),
}

ABSENCE_REASON_LABELS: Mapping[AwayReason, Promise] = {
    AwayReason.HOLIDAY: pgettext_lazy("reason for being away", "Holiday"),
    AwayReason.TRAINING: pgettext_lazy("reason for being away", "Training"),
    AwayReason.ILLNESS: pgettext_lazy("reason for being away", "Illness"),
    AwayReason.OTHER: pgettext_lazy("reason for being away", "Other"),
}

WEEKDAY_LABELS: tuple[Promise, ...] = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)

LIMIT_LABELS: Mapping[str, Promise] = {
    "discount_percent": _("Discount, per cent"),
    "goodwill": pgettext_lazy("limit", "Goodwill"),
    "unpaid_release": _("Handing back unpaid, up to"),
}
