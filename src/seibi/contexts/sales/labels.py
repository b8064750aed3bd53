"""The words people see for the codes of sales."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from seibi.contexts.sales.contracts import (
    Check,
    HintKind,
    Lost,
    ProspectAction,
    ProspectState,
    Source,
)

STATE_LABELS: Mapping[ProspectState, Promise] = {
    ProspectState.OPEN: pgettext_lazy("prospect", "Interested"),
    ProspectState.SOLD: pgettext_lazy("prospect", "Handed over"),
    ProspectState.LOST: pgettext_lazy("prospect", "Does not buy"),
}
ACTION_LABELS: Mapping[ProspectAction, Promise] = {
    ProspectAction.HAND_OVER: pgettext_lazy("prospect", "Hand over the car"),
    ProspectAction.LOSE: pgettext_lazy("prospect", "Does not buy"),
    ProspectAction.REOPEN: pgettext_lazy("prospect", "Interested after all"),
}
SOURCE_LABELS: Mapping[Source, Promise] = {
    Source.WALK_IN: pgettext_lazy("prospect", "Came in"),
    Source.TELEPHONE: pgettext_lazy("prospect", "Telephone"),
    Source.WEB: pgettext_lazy("prospect", "Website"),
    Source.RECOMMENDED: pgettext_lazy("prospect", "Was recommended"),
    Source.AFTER_SALES: pgettext_lazy("prospect", "After-sales"),
    Source.EVENT: pgettext_lazy("prospect", "Event"),
}
LOST_LABELS: Mapping[Lost, Promise] = {
    Lost.PRICE: pgettext_lazy("prospect", "Too expensive"),
    Lost.OTHER_BRAND: pgettext_lazy("prospect", "Chose another brand"),
    Lost.NO_NEED: pgettext_lazy("prospect", "Keeps the present car"),
    Lost.NOT_REACHED: pgettext_lazy("prospect", "Cannot be reached"),
    Lost.OTHER: pgettext_lazy("prospect", "Another reason"),
}
CHECK_LABELS: Mapping[Check, Promise] = {
    Check.OWNER_ACCOUNT: pgettext_lazy("hand-over", "Their own page was opened on their phone"),
    Check.FIRST_SERVICE: pgettext_lazy("hand-over", "The first service was explained"),
    Check.LEADER_CARD: pgettext_lazy("hand-over", "The leader card was given"),
    Check.CONTACT_CHANNEL: pgettext_lazy("hand-over", "How we reach them was agreed"),
}
HINT_LABELS: Mapping[HintKind, Promise] = {
    HintKind.REPAIR: pgettext_lazy("sales hint", "The repair costs more than the car is worth"),
    HintKind.FINANCE: pgettext_lazy("sales hint", "The financing ends"),
    HintKind.INSPECTION: pgettext_lazy("sales hint", "The third inspection is near"),
}
