"""Which columns are about a person, and what erasing does to each."""

from django.db.models import Model

from seibi.contexts.messaging.models import Message, MessageAttachment
from seibi.kernel.privacy import Erase

PERSONAL_DATA: dict[type[Model], dict[str, Erase]] = {
    Message: {
        "address": Erase.BLANK,
        "context": Erase.BLANK,
        "title": Erase.BLANK,
        "text": Erase.BLANK,
        "detail": Erase.BLANK,
    },
    MessageAttachment: {"content": Erase.DELETE_ROW, "name": Erase.DELETE_ROW},
}
