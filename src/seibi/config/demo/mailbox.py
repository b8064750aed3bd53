"""The demo's post: whatever Seibi sends is kept in a folder, for everybody to read."""

import datetime as dt
import email
import email.policy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage as Parsed
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from seibi.kernel.ids import new_id

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail as its reader sees it."""

    to: str
    subject: str
    sent_at: dt.datetime
    text: str


class FolderBackend(BaseEmailBackend):
    """Each mail becomes one file, named in the order of time."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = _folder()
        for message in email_messages:
            (folder / f"{new_id()}.eml").write_bytes(message.message().as_bytes())
        return len(email_messages)


def letters() -> list[Letter]:
    """What was sent last, the newest first; at most fifty."""
    return list(_read(sorted(_folder().glob("*.eml"), reverse=True)[:SHOWN]))


def _read(paths: Sequence[Path]) -> Iterator[Letter]:
    for path in paths:
        parsed = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        if isinstance(parsed, Parsed):
            body = parsed.get_body(("plain",))
            yield Letter(
                to=str(parsed["To"]),
                subject=str(parsed["Subject"]),
                sent_at=parsed["Date"].datetime,
                text=body.get_content() if body else "",
            )


def _folder() -> Path:
    folder: Path = settings.SEIBI_MAIL_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return folder
