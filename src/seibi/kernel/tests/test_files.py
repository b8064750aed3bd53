"""What people hand in: known by its bytes, bare of what cameras add, refused when it lies."""

import errno
import io
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from seibi.kernel import ports
from seibi.kernel.actor import ANONYMOUS, SYSTEM
from seibi.kernel.errors import Invalid, NotFound, TooLarge
from seibi.kernel.files import store
from seibi.kernel.files.models import StoredFile
from tests.world import NOON, SITE

pytestmark = pytest.mark.django_db


def photo(*, gps: bool = True) -> bytes:
    exif = Image.Exif()
    if gps:
        exif[0x010F] = "A camera that talks"
        exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


def keep(content: bytes, name: str = "a.jpg") -> store.FileInfo:
    upload = SimpleUploadedFile(name, content)
    return store.keep(upload, subject="tests:1", owner_node=SITE, at=NOON)


def test_a_photo_is_kept_without_what_the_camera_added():
    info = keep(photo(), "../../etc/pa ss\\wd.jpg")

    assert info.media_type == "image/jpeg"
    assert "/" not in info.file_name and "\\" not in info.file_name
    assert not Image.open(io.BytesIO(store.read(info.id))).getexif()


def test_equal_contents_lie_once_on_disk():
    first, second = keep(photo()), keep(photo())

    assert first.id != second.id
    assert first.sha256 == second.sha256


@pytest.mark.parametrize(
    ("_case", "content", "name", "code"),
    [
        (
            "a program that calls itself a picture",
            b"MZ\x90\x00" + b"\0" * 60,
            "a.jpg",
            "file_type_refused",
        ),
        ("a page", b"<html><script>alert(1)</script>", "a.png", "file_type_refused"),
        (
            "a drawing with script",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            "a.svg",
            "file_type_refused",
        ),
        ("a torn picture", b"\xff\xd8\xff\xe0" + b"\0" * 200, "a.jpg", "picture_unreadable"),
        ("nothing", b"", "a.jpg", "file_empty"),
    ],
)
def test_what_is_not_a_picture_is_refused_and_not_kept(_case, content, name, code):
    with pytest.raises(Invalid) as refusal:
        keep(content, name)

    assert refusal.value.code == code
    assert not StoredFile.objects.exists()


def test_what_is_too_large_is_refused_before_it_is_read(settings):
    settings.SEIBI_LARGEST_FILE = 1000

    with pytest.raises(TooLarge):
        keep(b"\xff\xd8\xff" + b"\0" * 2000)

    assert not StoredFile.objects.exists()


def test_a_file_is_shown_only_by_the_context_that_owns_its_subject(monkeypatch):
    monkeypatch.setattr(ports, "may_see_file", ports.Port("may_see_file"))
    info = keep(photo())
    with pytest.raises(NotFound):
        store.open_for(SYSTEM, info.id)  # nobody answers for "tests"

    ports.may_see_file.register("tests", lambda actor, subject: not actor.is_anonymous)
    assert store.open_for(SYSTEM, info.id)[0] == info
    for actor, file_id in ((ANONYMOUS, info.id), (SYSTEM, uuid4())):
        with pytest.raises(NotFound):
            store.open_for(actor, file_id)


def test_the_storage_has_no_second_way_in():
    assert storages["files"].base_url in (None, "/", "")


def test_on_a_full_disk_nothing_is_kept_and_half_a_file_is_never_taken_for_a_whole(monkeypatch):
    storage, out = storages["files"], io.BytesIO()
    Image.new("RGB", (43, 21), f"#{uuid4().hex[:6]}").save(out, "PNG")
    save, picture = storage.save, out.getvalue()

    def full(path, content):
        save(path, ContentFile(content.read()[:10]))
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(storage, "save", full)
        with pytest.raises(OSError, match="No space"):
            keep(picture)
    assert not StoredFile.objects.exists()
    info = keep(picture)
    assert len(store.read(info.id)) == info.size
