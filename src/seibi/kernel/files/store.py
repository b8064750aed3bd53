"""Keep files by their contents, under rights, without what cameras add. One door for disk or S3."""

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils.translation import gettext as _

from seibi.kernel import ports
from seibi.kernel.actor import Actor
from seibi.kernel.errors import Invalid, NotFound, TooLarge
from seibi.kernel.files import sniff
from seibi.kernel.files.models import Retention, StoredFile


@dataclass(frozen=True, slots=True)
class FileInfo:
    """A kept file; ``size`` in bytes."""

    id: UUID
    subject: str
    media_type: str
    size: int
    file_name: str
    sha256: str


def keep(
    upload: Any,
    *,
    subject: str,
    owner_node: str,
    at: dt.datetime,
    retention: str = Retention.RECORD,
    accept: tuple[str, ...] = tuple(sniff.SUFFIX),
) -> FileInfo:
    """Keep an upload (a Django UploadedFile or bytes) for a subject ("kind:id").

    Raises TooLarge ("file_too_large") at the first byte over the limit, Invalid
    ("file_empty", "file_type_refused", "picture_unreadable"). Nothing is kept then.
    """
    content = upload if isinstance(upload, bytes) else _read(upload)
    media_type = sniff.media_type_of(content[:16])
    if not content:
        raise Invalid("file_empty", _("This file is empty. Choose another one."))
    if media_type is None or media_type not in accept:
        sentence = _("Files of this type are not taken here. Pictures (JPEG, PNG, WebP) are.")
        raise Invalid("file_type_refused", sentence)
    if media_type in sniff.IMAGES:
        try:
            content = sniff.without_metadata(content, media_type)
        except ValueError:
            sentence = _("This picture cannot be read. Take it again or choose another one.")
            raise Invalid("picture_unreadable", sentence) from None
    return _save(
        content, media_type, getattr(upload, "name", ""), subject, owner_node, at, retention
    )


def _save(
    content: bytes,
    media_type: str,
    name: str | None,
    subject: str,
    owner_node: str,
    at: dt.datetime,
    retention: str,
) -> FileInfo:
    digest = hashlib.sha256(content).hexdigest()
    path, storage = _path(digest), storages["files"]
    if not storage.exists(path):
        try:
            storage.save(path, ContentFile(content))
        except OSError:
            storage.delete(path)  # half a file would be taken for the whole one the next time
            raise
    row = StoredFile.objects.create(
        subject=subject,
        owner_node=owner_node,
        sha256=digest,
        media_type=media_type,
        size=len(content),
        file_name=_safe_name(name or "file", media_type),
        retention=retention,
        kept_at=at,
    )
    return _info(row)


def infos(ids: set[UUID] | list[UUID]) -> dict[UUID, FileInfo]:
    """What is known of some files, without rights; for callers that checked theirs."""
    return {row.pk: _info(row) for row in StoredFile.objects.filter(pk__in=ids)}


def of_subject(subject: str) -> list[FileInfo]:
    """The files of a subject, oldest first."""
    return [
        _info(row) for row in StoredFile.objects.filter(subject=subject).order_by("kept_at", "pk")
    ]


def open_for(actor: Actor, file_id: UUID) -> tuple[FileInfo, IO[bytes]]:
    """A file and its contents, if the context that owns its subject lets this actor see it.

    Raises NotFound ("file_not_found").
    """
    row = StoredFile.objects.filter(pk=file_id).first()
    answer = ports.may_see_file.of(ports.kind_of(row.subject)) if row else None
    if row is None or answer is None or not answer(actor, row.subject):
        raise NotFound("file_not_found", _("This file does not exist, or is not yours to see."))
    return _info(row), storages["files"].open(_path(row.sha256))


def read(file_id: UUID) -> bytes:
    """The contents of a file, without rights; for callers that checked theirs."""
    row = StoredFile.objects.get(pk=file_id)
    with storages["files"].open(_path(row.sha256)) as stream:
        return bytes(stream.read())


def _read(upload: Any) -> bytes:
    limit = settings.SEIBI_LARGEST_FILE
    if (upload.size or 0) > limit:
        raise _too_large()
    content = b"".join(upload.chunks())
    if len(content) > limit:
        raise _too_large()
    return content


def _too_large() -> TooLarge:
    sentence = _("This file is larger than %(megabytes)s MB. Choose a smaller one.")
    return TooLarge(
        "file_too_large", sentence % {"megabytes": settings.SEIBI_LARGEST_FILE // 2**20}
    )


def _path(digest: str) -> str:
    return f"{digest[:2]}/{digest[2:4]}/{digest}"


def _safe_name(name: str, media_type: str) -> str:
    """The last part of what the upload was called, harmless, with the suffix of its true type."""
    stem = re.sub(r"[^\w.-]+", "_", Path(name.replace("\\", "/")).stem).strip("._") or "file"
    return stem[:120] + sniff.SUFFIX[media_type]


def _info(row: StoredFile) -> FileInfo:
    return FileInfo(row.pk, row.subject, row.media_type, row.size, row.file_name, row.sha256)
