"""What asking for papers does to the day promised, by the version and the law of its day."""

import copy
import importlib

import pytest
from django.apps import apps

from congvu.core import clock
from congvu.core.errors import BadInput
from congvu.dossiers import actions
from congvu.dossiers.models import ReceivingPoint, Supplement
from congvu.dossiers.models.deadlines import explanation_of
from congvu.procedures.models import ProcedureVersion
from congvu.procedures.rules import Law, law
from tests.dossiers.factories import at, procedure
from tests.dossiers.test_actions import last

pytestmark = pytest.mark.django_db
DUE = at(22, hour=17)  # ten working days after 08/9/2020


@pytest.mark.parametrize(
    "effect,day",
    [("", at(29, hour=17)), ("restart", at(1, 10, 17)), ("no_effect", DUE)],
)
def test_a_supplement_moves_the_day_as_the_version_says(place, effect, day):
    dossier = place.at_work(procedure=procedure(place.unit, effect=effect))
    with clock.at(at(10)):
        asked = actions.request_supplement(dossier, by=place.case, reasons="Thiếu giấy khai sinh")
    assert asked.paused and asked.due_at == DUE and last(asked).waits_for == "bổ sung hồ sơ"
    with clock.at(at(17)):
        back = actions.receive_supplement(asked, by=place.clerk)
    assert (back.due_at, back.original_due_at, back.paused) == (day, DUE, False)
    step = last(back)
    assert (step.due_before, step.due_after) == (DUE, day)
    assert Supplement.objects.get().answered_at == at(17)


def test_a_round_keeps_the_effect_it_was_asked_under_when_the_law_changes(place, monkeypatch):
    dossier = place.at_work()
    with clock.at(at(10)):
        asked = actions.request_supplement(dossier, by=place.case, reasons="Thiếu giấy khai sinh")
    data = copy.deepcopy(dict(law().data))
    for row in data["supplement"]:
        row["effects"] = [{"effect": "restart", "source": "Luật mới"}]
    monkeypatch.setattr("congvu.procedures.rules.law", lambda: Law(data))
    with clock.at(at(17)):
        back = actions.receive_supplement(asked, by=place.clerk)
    assert back.due_at == at(29, hour=17)
    why, _ = explanation_of(back)
    assert "tạm dừng, tính tiếp khi đủ hồ sơ – mặc định khi quyết định công bố không ghi." in why
    with clock.at(at(18)):
        again = actions.request_supplement(back, by=place.case, reasons="Thiếu bản sao")
    with clock.at(at(21)):
        assert actions.receive_supplement(again, by=place.clerk).due_at == at(5, 10, 17)
    assert [one.source for one in Supplement.objects.order_by("number")][1] == "Luật mới"


def test_rounds_of_before_take_the_effect_of_their_version(place):
    told = {}
    for effect in ("restart", ""):
        dossier = place.at_work(procedure=procedure(place.unit, effect=effect))
        told[effect] = Supplement.objects.create(
            dossier=dossier, number=1, asked_at=at(10), asked_by=place.case, reasons="Thiếu"
        )
    module = importlib.import_module("congvu.dossiers.migrations.0018_supplement_effect")
    module.as_the_version_says(apps, None)
    kept = [Supplement.objects.get(pk=told[effect].pk).effect for effect in ("restart", "")]
    assert kept == ["restart", "pause"]


def test_a_version_may_allow_fewer_rounds(place):
    kind = procedure(place.unit)
    ProcedureVersion.objects.filter(procedure=kind).update(
        supplement_rounds=1, decision_number="12/QĐ-UBND"
    )
    dossier = place.at_work(procedure=kind)
    with clock.at(at(9)):
        actions.request_supplement(dossier, by=place.case, reasons="Thiếu")
        actions.receive_supplement(dossier, by=place.clerk)
    with pytest.raises(BadInput, match="1 lần .* 12/QĐ-UBND"), clock.at(at(10)):
        actions.request_supplement(dossier, by=place.case, reasons="Thiếu")


def test_a_third_supplement_is_refused(place):
    dossier = place.at_work()
    for day in (9, 10):
        with clock.at(at(day)):
            actions.request_supplement(dossier, by=place.case, reasons="Thiếu")
            actions.receive_supplement(dossier, by=place.clerk)
    with pytest.raises(BadInput, match="2 lần"), clock.at(at(11)):
        actions.request_supplement(dossier, by=place.case, reasons="Thiếu")
    assert Supplement.objects.count() == 2


def test_a_supplement_comes_within_the_days_of_the_point(place):
    ReceivingPoint.objects.update(supplement_within=3)
    dossier = place.at_work()
    with pytest.raises(BadInput, match="3 ngày làm việc"), clock.at(at(15)):
        actions.request_supplement(dossier, by=place.case, reasons="Thiếu")
