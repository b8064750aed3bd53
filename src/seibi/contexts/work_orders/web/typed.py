"""Turning what a form or a drawing pad sends into the values that operations take."""

import base64
import binascii
import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from seibi.contexts.work_orders.contracts import Answer, LineAnswer, PartyRole, PinKind
from seibi.contexts.work_orders.contracts.reception import Interview, NamedParty, Pin
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotAllowed

PREFIX = "data:image/png;base64,"
MOST_PINS = 60
FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_WITHOUT_A_LINE = dt.timedelta(hours=12)


def drawn(text: str) -> bytes | None:
    """The picture of a drawn signature; None when nobody drew. Raises Invalid ("bad_signature")."""
    if not text:
        return None
    try:
        return base64.b64decode(text.removeprefix(PREFIX), validate=True)
    except (ValueError, binascii.Error):
        sentence = _("The signature did not arrive whole. Sign again, or type the name.")
        raise Invalid("bad_signature", sentence) from None


def pins_of(value: Any) -> list[Pin]:
    """Marks as the drawing sends them: x, y, kind, note, photo. Raises Invalid ("bad_pins")."""
    try:
        return [
            Pin(
                x=int(p["x"]),
                y=int(p["y"]),
                kind=PinKind(p["kind"]),
                note=str(p.get("note", ""))[:200],
                photo_id=UUID(str(p["photo"])) if p.get("photo") else None,
            )
            for p in (value or [])[:MOST_PINS]
        ]
    except (TypeError, ValueError, KeyError, AttributeError):
        sentence = _("The marks on the drawing did not arrive whole. Set them again.")
        raise Invalid("bad_pins", sentence, errors={"pins": sentence}) from None


def interview_of(cleaned: dict[str, Any]) -> Interview:
    """The six questions and what came of the drive."""
    reproduced = {"yes": True, "no": False}.get(cleaned["reproduced"])
    asked = {
        name: cleaned[name] for name in ("words", "what", "when", "where", "who", "why", "how")
    }
    return Interview(**asked, reproduced=reproduced, joint_test_drive=cleaned["joint_test_drive"])


def parties_of(cleaned: dict[str, Any]) -> list[NamedParty]:
    """Who brings the car and who may say yes, where somebody was typed."""
    named = (
        NamedParty(PartyRole.BRINGER, cleaned["bringer_name"], cleaned["bringer_phone"]),
        NamedParty(
            PartyRole.AUTHORISER, cleaned["yes_name"], cleaned["yes_phone"], cleaned["yes_limit"]
        ),
    )
    return [each for each in named if each.name.strip()]


def ids_of(values: Sequence[str]) -> list[UUID]:
    """Ids that were ticked. Raises Invalid ("bad_choice")."""
    try:
        return [UUID(value) for value in values]
    except ValueError:
        raise Invalid("bad_choice", _("This is not something to choose here.")) from None


def begun_at(moment: dt.datetime | None, at: dt.datetime) -> dt.datetime | None:
    """When the page was opened; never in the future, and not longer ago than a shift."""
    if moment is None or timezone.is_naive(moment):
        return None
    return moment if at - LONGEST_WITHOUT_A_LINE <= moment <= at else None


def answers_of(request: HttpRequest, line_ids: Sequence[UUID]) -> list[LineAnswer]:
    """One answer per line that has one: the fields are named "answer_<line id>"."""
    found = []
    for line_id in line_ids:
        code = request.POST.get(f"answer_{line_id}", "")
        if code in list(Answer):
            note = request.POST.get(f"note_{line_id}", "")[:300]
            found.append(LineAnswer(line_id, Answer(code), note))
    return found


def at_site(moment: dt.datetime | None, tz: str) -> dt.datetime | None:
    """A time typed without a zone is a time at the site. Raises Invalid ("bad_time")."""
    if moment is None:
        return None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise Invalid("bad_time", _("This time is too far away. Look at the year."))
    naive = timezone.make_naive(moment, dt.UTC) if timezone.is_aware(moment) else moment
    return naive.replace(tzinfo=ZoneInfo(tz)).astimezone(dt.UTC)


def check_presser(request: HttpRequest, actor: Actor) -> None:
    """A press that waited counts for whoever pressed it, never for whoever is on now.

    Raises NotAllowed ("pressed_by_another").
    """
    by = request.POST.get("pressed_by", "")
    if by and by != actor.account_id:
        sentence = _("Somebody else pressed this. It is sent when they are on again.")
        raise NotAllowed("pressed_by_another", sentence)


def pressed_at(request: HttpRequest, now: dt.datetime) -> dt.datetime:
    """A press that waited on the phone for a line counts from its own moment, but never from the
    future and never from before this shift: then it counts from now.
    """
    try:
        moment = parse_datetime(request.POST.get("pressed_at", ""))
    except ValueError:
        return now
    if moment is None or timezone.is_naive(moment):
        return now
    return moment if now - LONGEST_WITHOUT_A_LINE <= moment <= now else now
