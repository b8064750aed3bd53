"""The PDF: three languages, real glyphs from our own fonts, and the right words for each country."""

import dataclasses
import datetime as dt
import io
from decimal import Decimal
from uuid import UUID

import pypdf
import pytest
from django.utils import translation

from seibi.contexts.billing.contracts import (
    Cost,
    Form,
    InvoiceInfo,
    InvoiceKind,
    InvoiceLineInfo,
    InvoiceState,
    PaperParty,
    TaxInfo,
    VisitFacts,
)
from seibi.contexts.billing.queries import paper
from seibi.kernel.money import Money
from tests import world

KEY = UUID(int=1)


def money(amount, currency="JPY"):
    return Money(Decimal(amount), currency)


def line(position, description, cost=Cost.LABOUR, net=9000, rate="0.10", reduced=False):
    return InvoiceLineInfo(
        position,
        cost,
        description,
        "PAD-F",
        Decimal(1),
        "",
        money(net),
        money(net),
        Decimal(rate),
        reduced,
        money(round(net * (1 + float(rate)))),
    )


INVOICE = InvoiceInfo(
    id=KEY,
    number="I-2026-000123",
    kind=InvoiceKind.INVOICE,
    form=Form.QUALIFIED_INVOICE,
    state=InvoiceState.ISSUED,
    payer="customer",
    work_order_id=KEY,
    customer_id=KEY,
    owner_node=world.SITE,
    language="ja",
    issued_at=world.NOON,
    issued_on=dt.date(2026, 3, 29),
    due_on=dt.date(2026, 3, 29),
    issuer=PaperParty(
        "青葉自動車株式会社", ("〒221-0001 横浜市神奈川区",), "T1234567890123", "+81451234567"
    ),
    recipient=PaperParty("山田 太郎 様"),
    visit=VisitFacts(
        "S7-0012", "品川 300 さ 12-34", "Corolla", "NZE141-1234567", odometer_in=42310
    ),
    lines=(
        line(1, "ブレーキパッド交換"),
        line(2, "ブレーキパッド", Cost.MATERIAL, 12000),
        line(3, "飲料水", Cost.OTHER, 1000, "0.08", reduced=True),
        line(4, "重量税", Cost.STATUTORY, 24600, "0"),
    ),
    taxes=(
        TaxInfo(Decimal("0.10"), False, money(21000), money(2100), money(23100)),
        TaxInfo(Decimal("0.08"), False, money(1000), money(80), money(1080)),
        TaxInfo(Decimal(0), True, money(24600), money(0), money(24600)),
    ),
    net=money(46600),
    tax=money(2180),
    gross=money(48780),
    paid=money(0),
    cost_totals=((Cost.LABOUR, money(9000)), (Cost.MATERIAL, money(12000))),
)


def text_of(pdf):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def fonts_of(pdf):
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    return [font.get_object()["/BaseFont"] for font in page["/Resources"]["/Font"].values()]


@pytest.mark.parametrize("language", ["en", "ja", "zh-hans"])
def test_the_paper_carries_real_glyphs_in_every_language(language):
    pdf = paper.render(INVOICE, language)
    text = text_of(pdf)
    assert "山田 太郎 様" in text
    assert "ブレーキパッド交換" in text
    assert "I-2026-000123" in text
    assert all("NotoSansCJK" in name for name in fonts_of(pdf))


def test_a_qualified_invoice_has_its_six_items():
    text = text_of(paper.render(INVOICE, "en"))
    for item in (
        "青葉自動車株式会社",
        "T1234567890123",
        "March 29, 2026",
        "(reduced rate)",
        "10 %",
        "¥2,100",
        "8 %",
        "¥80",
        "山田 太郎 様",
    ):
        assert item in text
    assert "Statutory fees, outside tax" in text
    assert "¥48,780" in text


def test_a_paper_with_tax_inside_shows_the_sum_per_rate_and_the_tax_in_it():
    text = text_of(paper.render(dataclasses.replace(INVOICE, tax_included=True), "ja"))

    packed = "".join(text.split())
    for item in ("10%対象の合計（税込）￥23,100", "うち消費税10%￥2,100", "￥1,080", "￥9,900"):
        assert item in packed


SETTLEMENT = dataclasses.replace(
    INVOICE,
    form=Form.SETTLEMENT_LIST,
    number="S-2026-000001",
    language="zh-hans",
    recipient=PaperParty("王晓丽"),
    visit=dataclasses.replace(INVOICE.visit, old_parts="taken", odometer_out=42312),
)


@pytest.mark.parametrize("language", ["en", "ja", "zh-hans"])
def test_a_settlement_list_is_never_called_a_tax_receipt(language):
    with translation.override(language):
        assert "发票" not in paper.title_of(SETTLEMENT)
    assert "发票" not in text_of(paper.render(SETTLEMENT, language)).split("\n")[0]


def test_a_settlement_list_shows_labour_and_material_apart_and_the_old_parts():
    text = text_of(paper.render(SETTLEMENT, "en"))
    assert text.index("Labour") < text.index("Parts and materials")
    assert "Taken by the customer" in text
    assert "Client (signature)" in text


def test_a_long_invoice_goes_over_pages_and_repeats_its_head():
    many = dataclasses.replace(INVOICE, lines=tuple(line(n, f"作業 {n}") for n in range(90)))
    reader = pypdf.PdfReader(io.BytesIO(paper.render(many, "en")))
    assert len(reader.pages) > 1
    assert all("Work and parts" in page.extract_text() for page in reader.pages[:2])


def test_an_invoice_of_any_moment_becomes_a_paper():
    moment = INVOICE.issued_at.replace(microsecond=910_387)
    odd = dataclasses.replace(INVOICE, issued_at=moment)
    assert "I-2026-000123" in text_of(paper.render(odd, "en"))


def test_the_same_invoice_gives_the_same_bytes():
    assert paper.render(INVOICE, "ja") == paper.render(INVOICE, "ja")


def test_words_of_typst_in_a_description_are_only_words():
    odd = dataclasses.replace(INVOICE, lines=(line(1, "#panic() $x$ *bold* \\ @ref"),))
    assert "#panic() $x$ *bold*" in text_of(paper.render(odd, "en"))
