"""One flipped byte in a conclusion or in a paper frozen for signature: verify names which."""

import json
import re

import pytest
from django.db import connection

from congvu.core import clock
from congvu.core.verify import run_all
from congvu.inspections.models import Conclusion, Finding, OfficialDocument
from congvu.inspections.states import DocumentKind
from tests.inspections.campaigns import make_campaign, moment

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def campaign_kept(keeping):
    def build():
        with clock.at(moment(2020, 9, 8)):
            return make_campaign(units=1).concluded()

    return keeping(build)


def faults() -> list[dict]:
    return [f for f in run_all().faults if f["kind"].startswith("inspections.")]


def flip(table: str, column: str, pk: int) -> None:
    """Another letter in a word of the stored text, past every action."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE id = %s", [pk])
        raw = cursor.fetchone()[0]
        text = raw if isinstance(raw, str) else json.dumps(raw, ensure_ascii=False)
        # not in "false" or "null", which the database would refuse
        at = next(
            one.start()
            for one in re.finditer(r'[a-z](?=[^",]*")', text)
            if one.start() > len(text) // 2
        )
        other = "x" if text[at] != "x" else "y"
        changed = text[:at] + other + text[at + 1 :]
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [changed, pk])


def test_an_untouched_campaign_has_no_fault(campaign):
    assert faults() == []


def test_one_byte_of_a_conclusion_is_named(campaign):
    row = Conclusion.objects.get(inspection=campaign.inspection)
    flip("inspections_conclusion", "content", row.pk)
    [fault] = faults()
    assert (fault["kind"], fault["object_id"]) == ("inspections.conclusion", str(row.pk))
    assert fault["field"] == "content"
    assert str(campaign.inspection) in fault["message"] and "mã băm" in fault["message"]


@pytest.mark.parametrize("kind", [DocumentKind.DECISION, DocumentKind.CONCLUSION])
def test_one_byte_of_a_frozen_paper_is_named(campaign, kind):
    row = OfficialDocument.objects.get(inspection=campaign.inspection, kind=kind)
    flip("inspections_officialdocument", "frozen", row.pk)
    [fault] = faults()
    assert (fault["kind"], fault["object_id"]) == ("inspections.officialdocument", str(row.pk))
    assert row.code in fault["message"] and fault["field"] == "frozen"


def test_what_the_conclusion_rests_on_is_named_row_by_row(campaign):
    row = Finding.objects.get(inspection=campaign.inspection)
    Finding.objects.filter(pk=row.pk).update(text=row.text.replace("đầy đủ", "đầy đù"))
    told = {fault["kind"]: fault["message"] for fault in faults()}
    assert f"phát hiện số {row.pk} đã bị sửa" in told["inspections.conclusion"]
    assert "trường text" in told["inspections.finding"]
