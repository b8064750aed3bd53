"""The text of a message, made when it leaves: in the recipient's language and time zone."""

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template import TemplateDoesNotExist
from django.template.context import Context
from django.template.loader import get_template
from django.utils import timezone, translation

from seibi.contexts.messaging.contracts import Attachment, Envelope
from seibi.contexts.messaging.domain.packing import unpack, with_absolute_links
from seibi.contexts.messaging.domain.sending import split_subject, template_paths
from seibi.contexts.messaging.models import Message


def render(*, message: Message) -> Envelope:
    """Subject, text and HTML as the recipient reads them, with links that work from a mailbox."""
    values = with_absolute_links(unpack(message.context), settings.SEIBI_PUBLIC_URL)
    values |= {"base_url": settings.SEIBI_PUBLIC_URL.rstrip("/"), "language": message.language}
    text_path, html_path = template_paths(message.template)
    with translation.override(message.language), timezone.override(ZoneInfo(message.time_zone)):
        subject, text = split_subject(_rendered(text_path, values, escape=False))
        try:
            html = _rendered(html_path, values | {"subject": subject}, escape=True)
        except TemplateDoesNotExist:
            html = ""
    return Envelope(
        message_id=message.pk,
        mime_id=message.mime_id,
        address=message.address,
        subject=subject,
        text=text,
        html=html,
        attachments=tuple(
            Attachment(each.name, each.media_type, bytes(each.content))
            for each in message.attachments.order_by("pk")
        ),
    )


def _rendered(path: str, values: dict[str, Any], *, escape: bool) -> str:
    template: Any = get_template(path).template  # type: ignore[attr-defined]  # Django's own engine
    return str(template.render(Context(values, autoescape=escape)))
