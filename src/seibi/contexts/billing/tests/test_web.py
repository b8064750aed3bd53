"""The cash desk, the invoice, the owner's link and the API."""

import datetime as dt

import pytest

from seibi.contexts.billing import facade
from seibi.contexts.billing.contracts import InvoiceState
from seibi.contexts.billing.models.invoices import Invoice
from seibi.contexts.billing.queries.links import link_of
from seibi.contexts.messaging.models import Message
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests.factories import colleague
from seibi.contexts.payments.models import Payment
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.tests import factories
from seibi.kernel import clock
from seibi.kernel.accounts.models import Account
from seibi.kernel.links.reasons import Reason
from tests import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(ready):
    return ready.row.site.code


@pytest.fixture
def cashier(client, ready):
    client.force_login(Account.objects.get(pk=colleague("carla", Role.CASHIER)))
    return client


@pytest.fixture
def invoice(ready):
    (key,) = facade.issue_invoice(
        work_order_id=ready.id, actor=world.carl(), at=factories.later(80)
    )
    return Invoice.objects.get(pk=key)


def test_the_cashier_bills_takes_and_lets_the_car_go(cashier, ready, code):
    page = cashier.get(f"/billing/{code}/desk/").content.decode()
    assert "Issue invoice" in page

    answer = cashier.post(f"/billing/work-orders/{ready.id}/issue/", {"idempotency_key": "a"})
    again = cashier.post(f"/billing/work-orders/{ready.id}/issue/", {"idempotency_key": "a"})
    assert answer["Location"] == again["Location"]
    invoice = Invoice.objects.get()
    page = cashier.get(answer["Location"]).content.decode()
    assert invoice.number in page
    assert "Take payment" in page

    answer = cashier.post(
        f"/billing/invoices/{invoice.pk}/take/", {"amount": invoice.gross, "method": "cash"}
    )
    assert answer.status_code == 302
    invoice.refresh_from_db()
    assert invoice.state == InvoiceState.PAID
    assert ready.row.released_at
    assert "Paid" in cashier.get(f"/billing/invoices/{invoice.pk}/").content.decode()


@pytest.mark.parametrize(
    ("path", "data", "status"),
    [
        ("take", {"amount": "0", "method": "cash"}, 422),
        ("take", {"amount": "9999999", "method": "cash"}, 409),
        ("take", {"amount": "10", "method": "beads"}, 422),
        ("on-account", {"due_on": "soon"}, 422),
        ("on-account", {"due_on": "2036-01-01"}, 422),
        ("credit", {"reason": ""}, 422),
    ],
)
def test_what_cannot_be_done_is_said_on_the_page(cashier, invoice, path, data, status):
    answer = cashier.post(f"/billing/invoices/{invoice.pk}/{path}/", data)
    assert answer.status_code == status
    assert invoice.number in answer.content.decode()
    invoice.refresh_from_db()
    assert (invoice.state, invoice.paid) == (InvoiceState.ISSUED, 0)


def test_the_pdf_is_saved_not_shown(cashier, invoice):
    answer = cashier.get(f"/billing/invoices/{invoice.pk}/pdf/?language=ja")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{invoice.number}.pdf"'
    assert answer.content.startswith(b"%PDF-")


def test_the_owner_sees_and_pays_by_the_link(client, invoice):
    link = link_of(invoice.pk)
    page = client.get(link)
    assert page.status_code == 200
    assert page["X-Robots-Tag"] == "noindex"
    assert invoice.number in page.content.decode()

    answer = client.post(f"{link}pay/")
    assert answer.status_code == 302
    client.post(answer["Location"], {"status": "confirmed"})
    assert Payment.objects.get().return_url == link
    assert client.get(f"{link}pdf/").content.startswith(b"%PDF-")


def replace_links(visit, read_all):
    work_orders.replace_link(
        work_order_id=visit.id,
        reason=Reason.WRONG_HANDS,
        actor=world.ada(),
        at=factories.later(85),
    )
    read_all()


def sent(invoice):
    return Message.objects.filter(about=invoice.subject).count()


def test_the_link_of_a_bill_ends_with_that_of_its_visit_and_is_sent_anew(
    client, ready, invoice, read_all
):
    old = link_of(invoice.pk)

    replace_links(ready, read_all)

    assert client.get(old).status_code == 410
    assert client.post(f"{old}pay/").status_code == 410
    assert client.get(f"{old}pdf/").status_code == 410
    assert not Payment.objects.exists()
    assert client.get(link_of(invoice.pk)).status_code == 200
    assert sent(invoice) == 2


def test_a_bill_that_is_paid_is_not_sent_again(client, ready, invoice, read_all):
    Invoice.objects.update(state=InvoiceState.PAID)
    old = link_of(invoice.pk)

    replace_links(ready, read_all)

    assert client.get(old).status_code == 410
    assert sent(invoice) == 1


def test_a_link_with_one_letter_changed_opens_nothing(client, invoice):
    link = link_of(invoice.pk)
    assert client.get(link[:-2] + "x/").status_code == 404


@pytest.mark.parametrize("role", [Role.TECHNICIAN, Role.PARTS_CLERK])
def test_those_without_the_right_find_nothing(client, ready, invoice, code, role):
    client.force_login(Account.objects.get(pk=colleague("tom", role)))
    for path in (
        f"/billing/{code}/desk/",
        f"/billing/invoices/{invoice.pk}/",
        f"/billing/invoices/{invoice.pk}/pdf/",
        f"/api/v1/billing/invoices/{invoice.pk}",
    ):
        assert client.get(path).status_code == 404
    post = {"amount": "10", "method": "cash"}
    assert client.post(f"/billing/invoices/{invoice.pk}/take/", post).status_code == 404
    assert not Payment.objects.exists()


def test_programs_do_what_the_desk_does(cashier, ready, code):
    desk = cashier.get(f"/api/v1/billing/desk/{code}").json()
    assert [each["work_order_id"] for each in desk["to_bill"]] == [str(ready.id)]

    (row,) = cashier.post(f"/api/v1/billing/work-orders/{ready.id}/invoices").json()
    path = f"/api/v1/billing/invoices/{row['id']}"
    due = clock.local_day(clock.now(), "Asia/Tokyo") + dt.timedelta(days=10)
    refused = cashier.post(
        f"{path}/payments", {"amount": "1", "method": "online"}, content_type="application/json"
    )
    assert refused.status_code == 422
    put = cashier.post(
        f"{path}/on-account", {"due_on": due.isoformat()}, content_type="application/json"
    ).json()
    assert put["state"] == "on_account"
    back = cashier.post(f"{path}/credit", {"reason": "x"}, content_type="application/json").json()
    assert back["state"] == "credited"
    assert cashier.get(path).json()["credited_by"].startswith("C-")
