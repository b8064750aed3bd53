"""The papers of a visit: three languages, our own fonts, what was signed; under three seconds."""

import io
import time

import pypdf
import pytest

from seibi.contexts.work_orders import facade as work_orders
from seibi.contexts.work_orders.contracts.papers import PaperKind
from seibi.contexts.work_orders.queries import paper_sheet, papers
from seibi.contexts.work_orders.tests import factories
from seibi.contexts.work_orders.tests.deeds import STRANGERS
from seibi.contexts.work_orders.tests.factories import later
from seibi.kernel import beside, ports
from seibi.kernel.errors import RuleBroken, Unavailable
from seibi.ui import paper as engine
from tests import world


def printed(car, kind, language="en", actor=None):
    return papers.paper(
        work_order_id=car.id,
        kind=PaperKind(kind),
        language=language,
        actor=actor or world.ada(),
        at=later(6),
    )


def text_of(content):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


TITLES = [
    ("reception", "en", "Reception sheet"),
    ("reception", "ja", "整備受付票"),
    ("reception", "zh-hans", "接车单"),
    ("work-order", "en", "Work order"),
    ("work-order", "ja", "作業指示書"),
    ("work-order", "zh-hans", "派工单"),
    ("estimate", "en", "Estimate"),
    ("estimate", "ja", "見積書"),
    ("estimate", "zh-hans", "估算单"),
]


@pytest.mark.parametrize(("kind", "language", "title"), TITLES)
def test_each_paper_comes_in_three_languages_with_its_own_fonts(place, kind, language, title):
    car = factories.estimated_car(place)
    begun = time.monotonic()

    name, content = printed(car, kind, language)

    assert time.monotonic() - begun < 3
    assert name == f"{car.row.number}-{kind}.pdf"
    assert title in text_of(content)
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert reader.pages[0].mediabox.width == pytest.approx(595.28, abs=1)
    fonts = {
        str(f.get_object()["/BaseFont"])
        for p in reader.pages
        for f in p["/Resources"]["/Font"].values()
    }
    assert all("NotoSansCJK" in font for font in fonts)


def test_the_reception_sheet_says_what_was_signed(place):
    car = factories.estimated_car(place)

    text = text_of(printed(car, "reception")[1])

    for words in ("It squeals when it is wet.", "mornings", "41,200 km", "60 %", "Scratch door"):
        assert words in text
    assert "Grace Hopper" in text
    assert "SHA-256" in text
    assert car.row.ticket in text


def test_a_drawn_signature_is_on_the_sheet_and_a_typed_one_leaves_no_hole(place):
    drawn = factories.received_car(place)
    page = work_orders.work_order_page(work_order_id=drawn.id, actor=world.ada(), at=later(2))

    assert paper_sheet.picture_of(page.reception)[:4] == list(b"\x89PNG")
    assert "/Image" in str(
        [
            image.get_object()["/Subtype"]
            for one in pypdf.PdfReader(io.BytesIO(printed(drawn, "reception")[1])).pages
            for image in one["/Resources"]["/XObject"].values()
        ]
    )


def test_the_bench_reads_which_lines_may_be_begun(place):
    car = factories.estimated_car(place)
    assert "Not agreed yet: do not begin" in text_of(printed(car, "work-order")[1])

    factories.answer(car)

    text = text_of(printed(car, "work-order")[1])
    assert "Not agreed yet" not in text
    assert "Approved by the customer" in text


def test_an_estimate_is_printed_exactly_as_the_valid_version(place):
    car = factories.estimated_car(place)
    page = work_orders.work_order_page(work_order_id=car.id, actor=world.ada(), at=later(6))
    factories.add_labour(car, title="Not shown to anybody yet")

    text = text_of(printed(car, "estimate")[1])

    assert page.versions[-1].sha256 in text.replace("\n", "")
    assert "Not shown to anybody yet" not in text


@pytest.mark.parametrize(
    ("stage", "kind", "code"),
    [("arrived_car", "reception", "not_received"), ("received_car", "estimate", "no_estimate")],
)
def test_what_is_not_there_yet_is_not_printed(place, stage, kind, code):
    car = getattr(factories, stage)(place)
    with pytest.raises(RuleBroken) as refused:
        printed(car, kind)
    assert refused.value.code == code


@pytest.mark.parametrize(("_case", "actor", "refusal"), STRANGERS)
def test_strangers_print_nothing(place, _case, actor, refusal):
    car = factories.estimated_car(place)
    with pytest.raises(refusal):
        printed(car, "reception", actor=actor)


def test_a_printer_that_fails_says_what_is_kept(place, monkeypatch):
    """The printer's PDF fails: nothing is lost, and somebody is told what to do."""
    car = factories.estimated_car(place)

    def broken(*_args, **_more):
        raise OSError("no space left on device")

    monkeypatch.setattr(engine.typst, "compile", broken)
    with pytest.raises(Unavailable) as refused:
        printed(car, "estimate")
    assert refused.value.code == "paper_not_made"


def test_what_others_print_beside_it_stands_on_the_sheet(place, monkeypatch):
    def card(spot, *, actor, at):
        if spot.place == "reception":
            yield beside.PaperBlock("Your contact when you disagree", ("Lea Lind",), "/support/x/")

    monkeypatch.setitem(ports.on_paper._answers, "tests", card)
    car = factories.estimated_car(place)

    assert "Lea Lind" in text_of(printed(car, "reception")[1])
    assert "Lea Lind" not in text_of(printed(car, "work-order")[1])


def test_words_of_typst_are_only_words(place):
    car = factories.arrived_car(place)
    factories.receive(car, signed_by="#panic() *Grace* $x$")

    assert "#panic() *Grace* $x$" in text_of(printed(car, "reception")[1])


def test_a_paper_by_screen_and_by_program_is_the_same_pdf(signed_in, place):
    from seibi.contexts.network.contracts import Role

    car = factories.estimated_car(place)
    ada = signed_in("ada", Role.ADVISOR)

    shown = ada.get(f"/work-orders/{car.id}/papers/estimate/?language=ja")
    asked = ada.get(f"/api/v1/work-orders/{car.id}/papers/estimate?language=ja")

    for answer in (shown, asked):
        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"].startswith("inline")
    assert ada.get(f"/work-orders/{car.id}/papers/poem/").status_code == 404
