"""Rows chosen by key."""

import pytest
from django import forms

from congvu.core.row_fields import RowsField
from congvu.organizations.models import Unit
from tests.organizations.factories import UnitFactory

pytestmark = pytest.mark.django_db


class Choice(forms.Form):
    units = RowsField(queryset=Unit.objects.all())


def test_rows_are_found():
    made = UnitFactory.create_batch(2)
    form = Choice({"units": [made[0].pk, str(made[1].pk)]})
    assert form.is_valid() and set(form.cleaned_data["units"]) == set(made)


@pytest.mark.parametrize("key", ["9" * 40, str(2**63), "-1", "²", "x\0", "1e999", "0x10", "true"])
def test_keys_of_no_row_are_refused_in_words(key):
    form = Choice({"units": [UnitFactory().pk, key]})
    assert not form.is_valid() and "không phải là giá trị chọn được" in str(form.errors)


def test_nothing_chosen_is_asked_for():
    assert "bắt buộc" in str(Choice({}).errors)
