"""What Django itself says to somebody who typed something it does not take."""

import pytest
from django import forms
from django.core import validators
from django.core.exceptions import ValidationError
from django.db import models

from congvu.core.search import fold


class Typed(forms.Form):
    text = forms.CharField(max_length=3)
    mark = forms.UUIDField()
    slug = forms.SlugField()
    data = forms.JSONField()
    step = forms.IntegerField(step_size=5)


ROWS = forms.formset_factory(Typed, max_num=1, min_num=1, validate_max=True, validate_min=True)
ENGLISH = ("value", "valid", "please", "not", "enter", "ensure", "must")


def words(text: str) -> set[str]:
    return set(fold(text).replace(".", " ").replace(",", " ").split())


@pytest.mark.parametrize(
    "typed",
    [
        {"text": "x\0y", "mark": "1", "slug": "ă b", "data": "{", "step": "7"},
        {"text": "abcd", "mark": "x", "slug": "?", "data": "", "step": "x"},
    ],
)
def test_forms_answer_in_vietnamese(typed):
    told = Typed(typed).errors.as_text()
    assert told.count("* ") == 10 and not words(told).intersection(ENGLISH)


@pytest.mark.parametrize(
    "count", [{}, {"form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "0"},
              {"form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "0"}]
)  # fmt: skip
def test_lists_of_forms_answer_in_vietnamese(count):
    told = ROWS(count).non_form_errors().as_text()
    assert told and not words(told).intersection(ENGLISH)


@pytest.mark.parametrize(
    ("check", "value"),
    [
        (models.DateField().to_python, "25/8/2020"), (models.DateField().to_python, "2020-02-30"),
        (models.IntegerField().to_python, "x"), (models.BooleanField().to_python, "x"),
        (models.DecimalField(max_digits=3, decimal_places=0).to_python, "x"),
        (validators.FileExtensionValidator(["pdf"]), type("F", (), {"name": "a.exe"})),
        (validators.validate_domain_name, "?"), (validators.validate_unicode_slug, "?"),
    ],
)  # fmt: skip
def test_models_answer_in_vietnamese(check, value):
    with pytest.raises(ValidationError) as refused:
        check(value)
    assert not words(" ".join(refused.value.messages)).intersection(ENGLISH)
