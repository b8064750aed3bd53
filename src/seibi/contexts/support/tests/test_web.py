"""Pages of owners on their phone, of advisors at the desk, of leaders."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from seibi.contexts.support.models.disputes import Complaint, Dispute, DisputeFact
from seibi.contexts.support.models.threads import Message
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import LineKind
from seibi.contexts.work_orders.tests import factories as visits
from seibi.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def eleven():
    """Trade time stands at eleven on the day of the visit."""
    clock.follow(lambda: clock.Rate(clock.machine_now(), visits.later(120)))
    yield
    clock.follow(lambda: clock.REAL)


@pytest.fixture
def key(car):
    return work_orders.link_of(car.id).rstrip("/").rpartition("/")[2]


def page(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:400]
    return answer.content.decode()


def test_the_visit_offers_to_disagree_beside_diagnosis_and_price(car, key):
    html = page(Client().get(f"/work-orders/visit/{key}/"))
    line = car.line(LineKind.LABOUR).pk
    assert f"/support/visits/{key}/differently/?about=diagnosis" in html
    assert f"about=price&amp;line={line}" in html
    assert f'hx-get="/support/visits/{key}/talk/"' in html


def test_an_owner_opens_a_case_with_a_photo_and_sees_its_number(car, key):
    line = car.line(LineKind.LABOUR).pk
    url = f"/support/visits/{key}/differently/"
    form = page(Client().get(f"{url}?about=price&line={line}"))
    assert f'value="{line}" checked' in form
    sent = {"topic": "price", "words": "You said less.", "line": [str(line)]}
    answer = Client().post(url, {**sent, "upload": SimpleUploadedFile("a.jpg", visits.photo())})
    case = Dispute.objects.get()
    assert answer.headers["Location"] == f"/support/visits/{key}/cases/{case.pk}/"
    html = page(Client().get(answer.headers["Location"]))
    assert "D-000001" in html and "Lena" in html
    picture = DisputeFact.objects.get().file_id
    assert Client().get(f"/support/visits/{key}/files/{picture}/").status_code == 200
    assert Client().get(f"/files/{picture}/").status_code == 404
    shown = page(Client().get(f"/work-orders/visit/{key}/"))
    assert "Stopped: case D-000001" in shown and "Your case D-000001" in shown


def test_what_was_typed_is_still_there_after_a_refusal(car, key):
    url = f"/support/visits/{key}/differently/"
    html = page(Client().post(url, {"topic": "delay", "words": ""}), 422)
    assert 'value="delay" selected' in html
    assert not Dispute.objects.exists()


def test_a_replaced_or_invented_link_opens_nothing(car):
    assert Client().get("/support/visits/abc/thread/").status_code == 404
    assert Client().get(f"/support/visits/{car.id}/thread/").status_code == 404
    assert Client().post(f"/support/visits/{car.id}/write/", {"text": "x"}).status_code == 404


def test_a_message_a_question_back_and_a_yes(car, key):
    url = f"/support/visits/{key}"
    answer = Client().post(f"{url}/write/", {"text": "找经理"}, headers={"HX-Request": "true"})
    assert "Shall I connect you" in page(answer)
    answer = Client().post(f"{url}/connect/", {"connect": "yes"})
    case = Dispute.objects.get()
    assert answer.headers["Location"] == f"{url}/cases/{case.pk}/"


def test_without_scripts_writing_leads_to_the_thread(car, key):
    url = f"/support/visits/{key}"
    assert Client().post(f"{url}/write/", {"text": "Hello"}).status_code == 302
    html = page(Client().post(f"{url}/write/", {"text": " "}), 422)
    assert "Write your message first." in html
    assert "Hello" in page(Client().get(f"{url}/thread/"))


def test_an_advisor_answers_and_notes(car, key, signed_in):
    Client().post(f"/support/visits/{key}/write/", {"text": "When?"})
    ada = signed_in("ada")
    assert "When?" in page(ada.get("/support/inbox/"))
    url = f"/support/threads/{car.id}/"
    page(ada.get(url))
    assert Message.objects.get().read_at is not None
    assert ada.post(url, {"text": "At four."}).status_code == 302
    assert ada.post(url, {"text": "Angry.", "note": "1"}).status_code == 302
    assert "Angry." in page(ada.get(url))
    talk = page(Client().get(f"/support/visits/{key}/talk/"))
    assert "At four." in talk and "Angry." not in talk
    assert page(ada.post(url, {"text": ""}), 422)


def test_a_leader_takes_and_decides_on_one_page(car, key, signed_in):
    line = car.line(LineKind.LABOUR).pk
    Client().post(
        f"/support/visits/{key}/differently/",
        {"topic": "price", "words": "You said less.", "line": [str(line)]},
    )
    case = Dispute.objects.get()
    lena = signed_in("lena")
    assert "until" in page(lena.get("/leader/"))
    assert "Owners who see something differently" in page(lena.get("/"))
    url = f"/support/cases/{case.pk}/"
    html = page(lena.get(url))
    assert "The evidence" in html and "Estimate version 1" in html
    assert lena.post(url, {"act": "take"}).status_code == 302
    missing = page(lena.post(url, {"act": "decide", "outcome": "refused", "cause": "unknown"}), 422)
    assert "Write the reason" in missing
    ruling = {
        "act": "decide",
        "outcome": "partly",
        "reason": "We had promised less.",
        "cause": "estimate",
        f"effect_{line}": "reprice",
        f"unit_net_{line}": "10000",
    }
    assert lena.post(url, ruling).status_code == 302
    assert car.version == 2
    owner = page(Client().get(f"/support/visits/{key}/cases/{case.pk}/"))
    assert "We had promised less." in owner and "188" in owner
    for act in ("ask", "hand_on"):
        assert lena.post(url, {"act": act, "text": "Late"}).status_code == 409
    assert lena.post(url, {"act": "flag", "text": "Shouting"}).status_code == 302


def test_the_register_is_kept_and_closed(car, signed_in):
    sora = signed_in("sora")
    url = "/support/site-7/complaints/"
    page(sora.get(url))
    sent = {"topic": "delay", "words": "Too late.", "cause": "planning"}
    assert sora.post(url, sent).status_code == 302
    row = Complaint.objects.get()
    close = f"/support/complaints/{row.pk}/close/"
    assert sora.post(close, {"cause": "planning", "redress": "Said sorry."}).status_code == 302
    assert "Said sorry." in page(sora.get(url))
    assert page(sora.post(url, {"topic": "delay", "words": "", "cause": "planning"}), 422)
    ada = page(signed_in("ada").get(url))
    assert "Said sorry." not in ada and "Write it down" in ada


def test_the_card_is_switched_by_leaders(car, signed_in):
    url = "/support/site-7/leader-card/"
    sora = signed_in("sora")
    assert "not given" in page(sora.get(url))
    assert sora.post(url, {"on": "1"}).status_code == 409
    assert signed_in("ada").get(url).status_code == 404
