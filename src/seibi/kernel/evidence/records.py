"""Record proof, and show it again. One type for screen, telephone and paper."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from seibi.kernel.actor import Actor
from seibi.kernel.evidence.models import EvidenceRecord


class Channel(StrEnum):
    """How it was said."""

    SCREEN = "screen"
    TELEPHONE = "telephone"
    PAPER = "paper"
    IN_PERSON = "in_person"
    STANDING = "standing"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of proof as screens and APIs show it."""

    id: UUID
    kind: str
    channel: Channel
    who: str
    text: str
    sha256: str
    details: Mapping[str, Any]
    file_ids: tuple[UUID, ...]
    said_at: dt.datetime


def record(  # noqa: PLR0913 - who, what, when, where and how belong together
    *,
    kind: str,
    subject: str,
    channel: Channel,
    who: str,
    text: str,
    owner_node: str,
    actor: Actor,
    at: dt.datetime,
    details: Mapping[str, Any] | None = None,
    file_ids: Sequence[UUID] = (),
) -> UUID:
    """Write down what ``who`` said or signed, in the caller's transaction.

    ``text`` is exactly what they were shown or read out; its SHA-256 is kept beside it.
    Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("evidence shares a transaction with what it proves")
    row = EvidenceRecord.objects.create(
        kind=kind,
        subject=subject,
        channel=channel,
        who=who,
        recorded_by=actor.account_id,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        owner_node=owner_node,
        details=dict(details or {}),
        file_ids=list(file_ids),
        said_at=at,
    )
    return row.pk


def by_ids(ids: set[UUID] | list[UUID]) -> dict[UUID, Evidence]:
    """Some pieces of proof, without rights; for callers that checked theirs."""
    return {row.pk: _value(row) for row in EvidenceRecord.objects.filter(pk__in=ids)}


def of_subject(subject: str) -> list[Evidence]:
    """Everything recorded about a subject, oldest first."""
    return [
        _value(row)
        for row in EvidenceRecord.objects.filter(subject=subject).order_by("said_at", "pk")
    ]


def _value(row: EvidenceRecord) -> Evidence:
    return Evidence(
        id=row.pk,
        kind=row.kind,
        channel=Channel(row.channel),
        who=row.who,
        text=row.text,
        sha256=row.sha256,
        details=row.details,
        file_ids=tuple(row.file_ids),
        said_at=row.said_at,
    )
