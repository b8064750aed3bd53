"""Once per key: what was answered is answered again, what was refused has never been."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from seibi.kernel.idempotency.models import IdempotencyRecord
from seibi.kernel.idempotency.replay import once
from tests import world

pytestmark = pytest.mark.django_db


def asked(handle):
    request = RequestFactory().post("/somewhere/", {"idempotency_key": "one"})
    request.actor = world.ada()
    return once(request, handle=handle)


def test_a_refused_page_leaves_neither_a_record_nor_what_it_wrote():
    def refuse():
        IdempotencyRecord.objects.create(actor_id="x", key="y", fingerprint="", status=0)
        return HttpResponse("no", status=409)

    assert asked(refuse).status_code == 409
    assert not IdempotencyRecord.objects.exists()


def test_after_a_refusal_the_same_key_may_succeed_and_is_then_replayed():
    asked(lambda: HttpResponse("no", status=422))

    first = asked(lambda: HttpResponse("done", status=201))
    again = asked(lambda: HttpResponse("done twice", status=201))

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == b"done"
    assert again.headers["Idempotency-Replayed"] == "true"
