"""The demo's post: whatever Seibi sends is kept in a folder, for everybody to read."""

import datetime as dt
import email
import email.policy
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage as Parsed
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from seibi.contexts.messaging.models import Message
from seibi.kernel import clock
from seibi.kernel.accounts.models import Account
from seibi.kernel.ids import new_id

SHOWN = 50
WRITTEN_AT = "X-Written-At"  # by the clock of the demo, which is not the machine's


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail as its reader sees it; ``tz`` is where they live."""

    to: str
    subject: str
    written_at: dt.datetime
    tz: str
    text: str


class FolderBackend(BaseEmailBackend):
    """Each mail becomes one file."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = _folder()
        for mail in email_messages:
            mail.extra_headers.setdefault(WRITTEN_AT, clock.now().isoformat())
            (folder / f"{new_id()}.eml").write_bytes(mail.message().as_bytes())
        return len(email_messages)


def letters() -> list[Letter]:
    """What was written last, the newest first; at most fifty.

    A message of Seibi counts from the moment it was queued, a code from the moment it left.
    """
    mails = [*_read(_folder().glob("*.eml"))]
    queued = dict(
        Message.objects.filter(mime_id__in=[str(mail["Message-ID"]) for mail in mails]).values_list(
            "mime_id", "queued_at"
        )
    )
    zones = _zones({_address(mail) for mail in mails})
    found = [
        Letter(
            to=_address(mail),
            subject=str(mail["Subject"]),
            written_at=queued.get(str(mail["Message-ID"])) or _written_at(mail),
            tz=zones.get(_address(mail), "UTC"),
            text=body.get_content() if (body := mail.get_body(("plain",))) else "",
        )
        for mail in mails
    ]
    return sorted(found, key=lambda letter: letter.written_at, reverse=True)[:SHOWN]


def _zones(addresses: set[str]) -> dict[str, str]:
    """Where the people behind these addresses live, by what Seibi knows of them."""
    written_to = Message.objects.filter(address__in=addresses).values_list("address", "time_zone")
    accounts = Account.objects.filter(email__in=addresses).values_list("email", "time_zone")
    return {str(address): zone for address, zone in (*written_to, *accounts)}


def _read(paths: Iterable[Path]) -> Iterator[Parsed]:
    for path in paths:
        parsed = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        if isinstance(parsed, Parsed):
            yield parsed


def _address(mail: Parsed) -> str:
    return str(mail["To"])


def _written_at(mail: Parsed) -> dt.datetime:
    written: dt.datetime = mail["Date"].datetime
    return dt.datetime.fromisoformat(mail[WRITTEN_AT]) if mail[WRITTEN_AT] else written


def _folder() -> Path:
    folder: Path = settings.SEIBI_MAIL_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    return folder
