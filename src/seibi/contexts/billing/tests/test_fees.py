"""Statutory fees go on as they are: apart, outside the tax, never reduced, from estimate to bill."""

import io
from decimal import Decimal

import pypdf
import pytest

from seibi.contexts.billing import facade
from seibi.contexts.billing.contracts import Cost
from seibi.contexts.billing.queries import paper
from seibi.contexts.billing.tests.test_discounts import ask
from seibi.contexts.billing.tests.test_operations import issued
from seibi.contexts.billing.tests.test_what_was_shown import do_the_work
from seibi.contexts.network.contracts import Role
from seibi.contexts.network.tests.factories import colleague
from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts import LineKind
from seibi.contexts.work_orders.contracts.fees import StatutoryFee
from seibi.contexts.work_orders.contracts.papers import PaperKind
from seibi.contexts.work_orders.models.estimate import EstimateVersion
from seibi.contexts.work_orders.queries import papers
from seibi.contexts.work_orders.tests import factories
from seibi.contexts.work_orders.tests.factories import later
from seibi.kernel.accounts.models import Account
from seibi.kernel.errors import Invalid, NotAllowed, NotFound, RuleBroken
from seibi.kernel.money import Money
from tests import world

pytestmark = pytest.mark.django_db
ASKED = {
    StatutoryFee.INSURANCE: Decimal(17_650),
    StatutoryFee.WEIGHT_TAX: Decimal(24_600),
    StatutoryFee.INSPECTION: Decimal(2_300),
}
FEES = sum(ASKED.values())


def put(car, amounts=ASKED, actor=None):
    work_orders.set_statutory_fees(
        work_order_id=car.id, amounts=amounts, actor=actor or world.ada(), at=later(4)
    )


@pytest.fixture
def inspected(place):
    """Work, a part and the three fees, shown and agreed to."""
    car = factories.received_car(place)
    put(car)
    factories.make_estimate(car)
    factories.answer(car)
    return car


def text_of(content):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def test_the_bill_is_the_estimate_and_the_fees_stand_apart_on_both(inspected):
    do_the_work(inspected)
    invoice = issued(inspected)

    version = EstimateVersion.objects.get()
    assert (invoice.net, invoice.tax, invoice.gross) == (version.net, version.tax, version.gross)
    info = facade.invoice(actor=world.carl(), invoice_id=invoice.pk)
    (fees,) = [each for each in info.taxes if each.outside_tax]
    assert (fees.net.amount, fees.tax.amount) == (FEES, 0)
    assert {x.cost for x in info.lines} == {Cost.LABOUR, Cost.MATERIAL, Cost.STATUTORY}

    visit = work_orders.visit(work_order_id=inspected.id, actor=inspected.grace, at=later(80))
    assert visit.estimate.outside_tax == Money(FEES, "JPY")
    assert [line.title for line in visit.lines if line.outside_tax] == [
        "Compulsory liability insurance (jibaiseki)",
        "Motor vehicle weight tax",
        "Inspection fee (stamps)",
    ]


def test_a_discount_on_everything_leaves_the_fees_as_they_are(inspected):
    do_the_work(inspected)
    before = sum(x.gross for x in inspected.lines if x.kind != LineKind.FEE)
    ask(inspected, percent=5, actor=world.ada())

    invoice = issued(inspected)

    off = (before * 5 / 100).quantize(Decimal(1), "ROUND_HALF_UP")
    assert invoice.gross == before - off + FEES
    assert {x.discount for x in invoice.lines.filter(outside_tax=True)} == {0}


def test_no_discount_is_given_on_a_fee_alone(inspected):
    do_the_work(inspected)
    with pytest.raises(NotFound):
        ask(inspected, percent=5, actor=world.ada(), line=inspected.line(LineKind.FEE))
    assert issued(inspected).gross == EstimateVersion.objects.get().gross


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Statutory fees, outside tax"), ("ja", "法定費用"), ("zh-hans", "法定规费")],
)
def test_both_papers_say_that_there_is_no_tax_on_the_fees(inspected, language, words):
    estimate = papers.paper(
        work_order_id=inspected.id,
        kind=PaperKind.ESTIMATE,
        language=language,
        actor=world.ada(),
        at=later(6),
    )[1]
    bench = papers.paper(
        work_order_id=inspected.id,
        kind=PaperKind.WORK_ORDER,
        language=language,
        actor=world.ada(),
        at=later(6),
    )[1]
    do_the_work(inspected)
    info = facade.invoice(actor=world.carl(), invoice_id=issued(inspected).pk)

    for content in (estimate, bench, paper.render(info, language)):
        assert words in text_of(content)
    for content in (estimate, paper.render(info, language)):
        assert f"{FEES:,}" in text_of(content)


def test_an_amount_replaces_the_one_before_and_nought_takes_it_off(place):
    car = factories.received_car(place)
    put(car)
    put(car, {StatutoryFee.WEIGHT_TAX: Decimal(16_400), StatutoryFee.INSPECTION: Decimal(0)})

    fees = [x for x in car.lines if x.kind == LineKind.FEE]
    assert [(x.operation_code, x.gross, x.tax) for x in fees] == [
        ("FEE-JIBAISEKI", 17_650, 0),
        ("FEE-WEIGHT-TAX", 16_400, 0),
    ]
    assert fees[0].title["ja"] == "自賠責保険料"


@pytest.mark.parametrize(
    ("_case", "amounts", "actor", "refusal"),
    [
        ("below nought", {StatutoryFee.INSURANCE: Decimal(-1)}, world.ada, Invalid),
        ("half a yen", {StatutoryFee.INSURANCE: Decimal("0.5")}, world.ada, Invalid),
        ("technician", ASKED, world.mia, NotAllowed),
        ("another workshop", ASKED, world.bob, NotFound),
    ],
)
def test_fees_that_cannot_be_put_on_leave_no_trace(place, _case, amounts, actor, refusal):
    car = factories.received_car(place)
    with pytest.raises(refusal):
        put(car, amounts, actor())
    assert not [x for x in car.lines if x.kind == LineKind.FEE]


def test_what_is_done_keeps_its_fees(inspected):
    do_the_work(inspected)
    with pytest.raises(RuleBroken):
        put(inspected, {StatutoryFee.INSURANCE: Decimal(1)})
    assert inspected.line(LineKind.FEE).gross == 17_650


def test_the_page_and_the_program_put_them_on(client, place):
    car = factories.received_car(place)
    client.force_login(Account.objects.get(pk=colleague("ann", Role.ADVISOR)))
    page = f"/work-orders/{car.id}/estimate/"
    assert 'name="FEE-WEIGHT-TAX"' in client.get(page).content.decode()

    refused = client.post(f"{page}fees/", {"FEE-WEIGHT-TAX": "x"})
    assert (refused.status_code, 'value="x"' in refused.content.decode()) == (422, True)
    client.post(f"{page}fees/", {"FEE-WEIGHT-TAX": "24600"})
    assert [x.gross for x in car.lines if x.kind == LineKind.FEE] == [24_600]
    shown = client.get(page).content.decode()
    assert 'value="24600"' in shown and "outside tax" in shown

    path = f"/api/v1/work-orders/{car.id}/statutory-fees"
    answer = client.post(path, {"insurance": 17_650}, content_type="application/json")
    assert answer.status_code == 204
    assert [x.gross for x in car.lines if x.kind == LineKind.FEE] == [24_600, 17_650]
