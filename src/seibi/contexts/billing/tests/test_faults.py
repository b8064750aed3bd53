"""What breaks around the cash desk: a sentence, nothing lost, and it can be asked for again."""

import pytest
import typst

from seibi.contexts.billing import facade
from seibi.contexts.billing.models.invoices import Invoice
from seibi.contexts.billing.tests.test_operations import issued
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests.factories import colleague
from seibi.kernel.accounts.models import Account
from seibi.ui import paper as engine

pytestmark = pytest.mark.django_db


def broken(*_args, **_more):
    raise typst.TypstError("the printer has no paper")


@pytest.fixture
def cashier(client, ready):
    client.force_login(Account.objects.get(pk=colleague("till", Role.CASHIER)))
    return client


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Everything is kept"),
        ("ja", "内容はすべて保存されています"),
        ("zh-hans", "所有内容均已保存"),
    ],
)
def test_a_paper_that_cannot_be_made_is_asked_for_again(
    cashier, ready, monkeypatch, language, words
):
    invoice = issued(ready)
    page = f"/billing/invoices/{invoice.pk}/"
    before = Invoice.objects.values().get()

    with monkeypatch.context() as patch:
        patch.setattr(engine.typst, "compile", broken)
        refused = cashier.get(f"{page}pdf/", headers={"accept-language": language})
        assert cashier.get(page).status_code == 200

    assert (refused.status_code, refused["Retry-After"]) == (503, "5")
    assert words in refused.content.decode()
    assert Invoice.objects.values().get() == before
    assert cashier.get(f"{page}pdf/").content.startswith(b"%PDF-")


def test_the_owner_sees_the_bill_while_its_paper_cannot_be_made(client, ready, monkeypatch):
    link = facade.link_of(issued(ready).pk)
    with monkeypatch.context() as patch:
        patch.setattr(engine.typst, "compile", broken)
        assert client.get(f"{link}pdf/").status_code == 503
        assert client.get(link).status_code == 200
    assert client.get(f"{link}pdf/").content.startswith(b"%PDF-")
