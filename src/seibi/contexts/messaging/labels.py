"""The words people see for our codes."""

from django.utils.translation import gettext_lazy as _

from seibi.contexts.messaging.contracts import MessageAction, MessageChannel, MessageState, Reason

CHANNEL_LABELS = {
    MessageChannel.MAIL: _("E-mail"),
}

STATE_LABELS = {
    MessageState.QUEUED: _("Waiting to be sent"),
    MessageState.SENDING: _("On its way"),
    MessageState.SENT: _("Sent"),
    MessageState.UNKNOWN: _("Perhaps sent"),
    MessageState.FAILED: _("Not delivered"),
    MessageState.WITHDRAWN: _("Not sent"),
}

ACTION_LABELS = {
    MessageAction.BEGIN: _("Begin sending"),
    MessageAction.DELIVER: _("Hand over to the mail server"),
    MessageAction.DEFER: _("Try later"),
    MessageAction.LOSE_SIGHT: _("Lose sight of it"),
    MessageAction.REPEAT: _("Repeat once"),
    MessageAction.GIVE_UP: _("Give up"),
    MessageAction.WITHDRAW: _("Withdraw"),
    MessageAction.RETRY: _("Try again"),
}

REASON_LABELS = {
    Reason.NONE: "",
    Reason.NO_LONGER_WANTED: _("It no longer applied when it was due to leave."),
    Reason.DAILY_CAP: _("This address already got as many messages today as we allow."),
    Reason.MAIL_LOOP: _("The address belongs to a machine that answers mail."),
    Reason.ADDRESS_REFUSED: _("The mail server says that there is no such address."),
    Reason.SERVER_REFUSED: _("The mail server refused the message."),
    Reason.SERVER_AWAY: _("The mail server could not be reached."),
    Reason.OUT_OF_SIGHT: _("Sending was cut off; nobody knows whether it arrived."),
    Reason.NOT_RENDERED: _("The text could not be made from its template."),
}
