"""Components say in words what they show, link labels with fields, and escape what people typed."""

import datetime as dt
from decimal import Decimal

import pytest
from django import forms
from django.http import HttpRequest
from django.template import engines
from django_cotton.compiler_regex import CottonCompiler

from seibi.kernel.money import Money

AT = dt.datetime(2026, 11, 22, 7, 30, tzinfo=dt.UTC)


def render(source: str, **context: object) -> str:
    template = engines["django"].from_string(CottonCompiler().process(source))
    return template.render(context, HttpRequest())


def test_a_button_is_a_link_when_it_leads_somewhere():
    assert "<a href=" in render('<c-button href="/there/">Go</c-button>')
    button = render('<c-button variant="primary" type="submit" name="do" value="x">Go</c-button>')
    assert 'type="submit"' in button
    assert "btn-primary" in button
    assert 'name="do"' in button


def test_an_icon_is_silent_unless_it_stands_alone():
    silent = render('{% load ui_format %}{% icon "check" %}')
    assert 'aria-hidden="true"' in silent
    alone = render('{% load ui_format %}{% icon "check" "Done" %}')
    assert 'aria-label="Done"' in alone


def test_a_field_names_its_hint_and_error():
    html = render('<c-field name="phone" label="Telephone" hint="With area" error="Too short" />')
    assert '<label for="phone">' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="phone_helptext phone_error"' in html


class Sample(forms.Form):
    name = forms.CharField(label="Name", help_text="As in the passport")
    wish = forms.CharField(label="Wish", required=False)


def test_a_bound_field_shows_what_is_wrong_and_what_was_typed():
    form = Sample({"wish": '<script>alert("x")</script>'})
    form.is_valid()
    html = render('<c-field :field="form.name" /><c-field :field="form.wish" />', form=form)
    assert "This field is required." in html
    assert 'aria-invalid="true"' in html
    assert "(optional)" in html
    assert "<script>" not in html


def test_an_error_summary_links_to_the_fields():
    form = Sample({})
    form.is_valid()
    html = render('<c-error-summary :form="form" />', form=form)
    assert 'href="#id_name"' in html
    assert render('<c-error-summary :form="form" />', form=Sample()).strip() == ""


def test_a_state_is_icon_and_word():
    html = render('<c-state tone="late">12 min late</c-state>')
    assert "tone-late" in html
    assert "#clock-alert" in html
    assert "12 min late" in html


def test_time_says_how_sure_it_is():
    html = render(
        '<c-time-certain :forecast="at" :latest="latest" tz="Asia/Tokyo" lead="Ready" />',
        at=AT,
        latest=AT + dt.timedelta(minutes=45),
    )
    assert "about 16:30" in html
    assert "at the latest 17:15" in html
    assert 'datetime="2026-11-22T07:30:00Z"' in html


def test_a_stepper_marks_where_we_are():
    steps = [{"label": "Arrived", "state": "done"}, {"label": "In work", "state": "now"}]
    html = render('<c-stepper :steps="steps" label="Progress" />', steps=steps)
    assert html.count('aria-current="step"') == 1


def test_a_price_table_adds_nothing_itself():
    rows = [{"title": "Pads", "amount": Money(Decimal(18000), "JPY")}]
    html = render('<c-price-table :rows="rows" />', rows=rows)
    assert "¥18,000" in html
    assert "<tfoot>" not in html


def test_radio_cards_keep_the_choice():
    options = [{"value": "a", "title": "A"}, {"value": "b", "title": "B", "disabled": True}]
    html = render(
        '<c-radio-cards name="offer" legend="Which?" :options="options" value="a" />',
        options=options,
    )
    assert html.count("checked") == 1
    assert html.count("disabled") == 1


def test_a_qr_code_is_a_drawing_without_styles():
    html = render('<c-qr text="https://example.org/" label="Open it" />')
    assert "<svg" in html
    assert "style=" not in html


@pytest.mark.parametrize("tone", ["calm", "attention", "late", "done", "nonsense"])
def test_a_tone_tag_never_breaks(tone):
    html = render('{% load ui_format %}{% tone tone "Word" %}', tone=tone)
    assert "Word" in html
