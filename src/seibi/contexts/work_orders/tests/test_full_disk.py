"""A disk without room while a photo or a signature is kept: a sentence, nothing half kept, and again."""

import errno
from uuid import uuid4

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests.factories import colleague
from seibi.contexts.work_orders.models.reception import Photo
from seibi.contexts.work_orders.tests import factories
from seibi.kernel.accounts.models import Account
from seibi.kernel.files.models import StoredFile

pytestmark = pytest.mark.django_db


def full(*_args, **_more):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "There is no room left to keep this"),
        ("ja", "空き容量が不足しているため"),
        ("zh-hans", "存储空间不足"),
    ],
)
def test_a_photo_that_finds_no_room_is_sent_again_and_kept(
    client, place, monkeypatch, language, words
):
    car = factories.received_car(place)
    client.force_login(Account.objects.get(pk=colleague("ann", Role.ADVISOR)))
    before = StoredFile.objects.count()
    picture = factories.photo(f"#{uuid4().hex[:6]}")

    def send():
        upload = SimpleUploadedFile("a.jpg", picture, "image/jpeg")
        return client.post(
            f"/work-orders/{car.id}/photos/?from=reception",
            {"photos": upload, "purpose": "reception"},
            headers={"accept-language": language},
        )

    with monkeypatch.context() as patch:
        patch.setattr(storages["files"], "save", full)
        refused = send()

    assert refused.status_code == 507
    assert words in refused.content.decode()
    assert (StoredFile.objects.count(), Photo.objects.count()) == (before, 0)
    assert send().status_code == 302
    assert (StoredFile.objects.count(), Photo.objects.count()) == (before + 1, 1)
