"""Numbers are read as offices write them, and refused with a sentence."""

from decimal import Decimal

import pytest
from django import forms

from congvu.core.number_fields import DongField, WholeNumberField


class Asked(forms.Form):
    """One of each, and Django's own."""

    count = WholeNumberField(required=False, min_value=0, max_value=5000)
    money = DongField(required=False)
    plain = forms.IntegerField(required=False, max_value=50)
    exact = forms.DecimalField(required=False, max_digits=5, decimal_places=2, localize=True)


def errors(name, text):
    return Asked({name: text}).errors.get(name, [])


@pytest.mark.parametrize(
    "text,number",
    [("12", 12), ("1.250", 1250), ("1 250", 1250), (" 7 ", 7), ("0000123", 123), ("", None),
     ("1\u00a0250", 1250)],
)  # fmt: skip
def test_a_whole_number_is_read(text, number):
    form = Asked({"count": text})
    assert form.is_valid() and form.cleaned_data["count"] == number


@pytest.mark.parametrize("text", ["12.5", "12,5", "1.0", "1.25", "1.2500", "mười", "1,250", "²"])
def test_what_is_no_whole_number_is_refused_with_a_sentence(text):
    assert errors("count", text) == ["Ghi số nguyên bằng chữ số, ví dụ 12 hoặc 1.250."]


@pytest.mark.parametrize(
    "text,amount",
    [("50.000", 50_000), ("50000", 50_000), ("1 250 000", 1_250_000), ("1.250.000", 1_250_000),
     ("0", 0), ("", None)],
)  # fmt: skip
def test_an_amount_is_read(text, amount):
    form = Asked({"money": text})
    assert form.is_valid() and form.cleaned_data["money"] == amount


@pytest.mark.parametrize(
    "text", ["50,5", "50.5", "50.00", "50,000", "50k", "NaN", "1e3", "50.0000"]
)
def test_parts_of_a_dong_are_refused_with_a_sentence_and_stay_typed(text):
    form = Asked({"money": text})
    assert form.errors["money"] == [
        "Ghi số đồng nguyên bằng chữ số, ví dụ 50.000; không ghi phần lẻ."
    ]
    assert f'value="{text}"' in str(form["money"])


def test_too_little_too_much_and_too_long_are_sentences():
    assert errors("count", "5.001") == ["Ghi số nhỏ hơn hoặc bằng 5000."]
    assert errors("money", "-1") == ["Ghi số lớn hơn hoặc bằng 0."]
    assert errors("money", "9" * 15) == ["Ghi số có nhiều nhất 14 chữ số."]
    assert errors("plain", "x") == ["Ghi số nguyên bằng chữ số, ví dụ 12."]
    assert errors("exact", "x") == ["Ghi một số, ví dụ 12 hoặc 12,5."]
    assert errors("exact", "1,234") == ["Ghi nhiều nhất 2 chữ số sau dấu phẩy."]


def test_a_number_is_shown_with_its_dots_and_digits_come_first():
    shown = str(Asked(initial={"money": Decimal(1_250_000)})["money"])
    assert 'value="1.250.000"' in shown and 'inputmode="numeric"' in shown
    assert 'type="text"' in shown


def test_nothing_of_django_own_clumsy_words_is_left():
    for name, text in (("plain", "x"), ("plain", "51"), ("count", "x"), ("exact", "123456")):
        said = " ".join(errors(name, text))
        assert said and "tổng thể" not in said and "Đảm bảo" not in said
