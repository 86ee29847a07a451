"""Dates, numbers, marks: how values appear on a page."""

import datetime as dt
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.utils import timezone

from congvu.core import widgets
from congvu.core.templatetags import ui, vn


@pytest.mark.parametrize(
    "day, text",
    [
        (dt.date(2020, 9, 8), "08/9/2020"),
        (dt.date(2020, 2, 28), "28/02/2020"),
        (dt.date(2020, 12, 1), "01/12/2020"),
        (None, ""),
        (dt.datetime(2020, 9, 7, 18, 30, tzinfo=dt.UTC), "08/9/2020"),  # past midnight here
    ],
)
def test_days_are_written_as_offices_write_them(day, text):
    assert vn.vndate(day) == text


def test_moments_show_the_hour_first():
    moment = dt.datetime(2020, 9, 8, 2, 41, tzinfo=dt.UTC)
    assert vn.vndatetime(moment) == "09:41 · 08/9/2020"
    assert vn.vndatetime(None) == ""


@pytest.mark.parametrize(
    "value, places, text",
    [
        (1234567, None, "1.234.567"),
        (96.4, None, "96,4"),
        (Decimal("5.50"), None, "5,5"),
        (Decimal("5.5"), 2, "5,50"),
        (Decimal("-1234.565"), 2, "-1.234,57"),
        (0, None, "0"),
        (None, None, ""),
    ],
)
def test_numbers_have_a_decimal_comma(value, places, text):
    assert vn.vnnumber(value, places) == text


def test_pad2_writes_counts_with_two_digits():
    assert [vn.pad2(n) for n in (1, 12, 0, None)] == ["01", "12", "00", ""]


@pytest.mark.parametrize(
    "text, words, marked",
    [
        ("Kiểm tra Đồng Tháp", "dong thap", "Kiểm tra <mark>Đồng</mark> <mark>Tháp</mark>"),
        ("<b>Sở</b>", "so", "&lt;b&gt;<mark>Sở</mark>&lt;/b&gt;"),
        ("Kiểm tra", "", "Kiểm tra"),
        ("Ke\u0302\u0301 hoạch", "ke", "<mark>Ke\u0302\u0301</mark> hoạch"),
        ("aaa", "aa", "<mark>aaa</mark>"),
    ],
)
def test_search_hits_are_marked_without_tones(text, words, marked):
    assert ui.highlight(text, words) == marked


def test_unknown_tone_is_refused():
    with pytest.raises(TemplateSyntaxError):
        Template("{% load ui %}{% status 'đã ký' 'green' %}").render(Context())


def test_cell_says_its_mark_in_words():
    cell = {"level": "weak", "label": "Yếu", "points": "41 / 100", "mark": "repeat", "url": "/x/"}
    html = Template("{% load ui %}{% level_cell cell %}").render(Context({"cell": cell}))
    assert "level-weak" in html and "hạn chế lặp lại" in html and 'href="/x/"' in html


CELLS = (
    ({"state": "out"}, ("cell is-out", "ngoài phạm vi")),
    ({"state": "unjudged"}, ("chưa chấm", ">–<")),
    ({"state": "unjudged", "word": "đã chấm 3/5"}, ("đã chấm 3/5", ">3/5<")),
    ({"state": "unjudged", "mark": "repeat"}, ("cell-mark",)),
    ({"label": "Tốt", "percent": "74%", "area": "Thể chế"}, (">74%<", ">Thể chế<", "<b>Tốt</b>")),
    ({"label": "Tốt", "mark": "up", "mark_title": "hơn năm 2019"}, ("▲", "hơn năm 2019")),
    ({"label": "<b>", "url": '/"><i>'}, ("&lt;b&gt;", "&quot;&gt;&lt;i&gt;")),
)


@pytest.mark.parametrize("cell, parts", CELLS)
def test_cell_shows_what_it_is_given_and_nothing_raw(cell, parts):
    html = Template("{% load ui %}{% level_cell cell %}").render(Context({"cell": cell}))
    assert all(part in html for part in parts), html
    assert "<i>" not in html and ("<a " in html) == ("url" in cell)


def test_cell_outside_the_scope_has_no_mark():
    cell = {"state": "out", "mark": "up"}
    assert "▲" not in Template("{% load ui %}{% level_cell cell %}").render(Context({"cell": cell}))


class Sample(forms.Form):
    title = forms.CharField(label="Tên", help_text="Một câu")
    day = forms.DateField(label="Ngày", widget=widgets.DateInput)
    points = forms.DecimalField(label="Điểm", localize=True)


def test_field_is_tied_to_its_hint_and_error():
    html = str(Sample({"title": "", "day": "x", "points": "5"}))
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_helptext"' in html and 'id="id_title_error"' in html
    assert '<a href="#id_title">Tên</a>' in html and 'aria-invalid="true"' in html


def test_days_are_read_day_before_month_and_decimals_with_a_comma():
    form = Sample({"title": "a", "day": "08/9/2020", "points": "5,5"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == dt.date(2020, 9, 8)
    assert form.cleaned_data["points"] == Decimal("5.5")
    again = str(Sample(initial={"day": dt.date(2020, 9, 8)}))
    assert 'value="08/09/2020"' in again


def test_naive_hours_are_shown_as_they_are():
    assert vn.vntime(dt.time(9, 41)) == "09:41"
    assert vn.vntime(timezone.make_aware(dt.datetime(2020, 9, 8, 9, 41))) == "09:41"
