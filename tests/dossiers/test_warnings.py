"""Warnings by the share of the time, the drafted apology, the cause that must be named."""

import pytest
from django.urls import reverse

from congvu.core import clock
from congvu.core.errors import BadInput, NotAllowed, StaleSave
from congvu.core.jobs import registry
from congvu.dossiers import actions, rules
from congvu.dossiers.errors import CauseNeeded
from congvu.dossiers.models import ApologyDraft, DeadlineWarning
from congvu.dossiers.states import CAUSE_FIRST, Cause
from congvu.notices.models import Notice
from tests.dossiers.factories import at

pytestmark = pytest.mark.django_db


def told(user):
    """Titles of what somebody was told."""
    return [one.title for one in Notice.objects.filter(recipient=user).order_by("pk")]


def warned(dossier):
    return sorted(DeadlineWarning.objects.filter(dossier=dossier).values_list("percent", flat=True))


@pytest.mark.parametrize(
    "share,before,now",
    [(49, (), []), (50, (), [50]), (79, (50,), []), (95, (), [50, 80]), (100, (50,), [80, 100])],
)
def test_each_share_is_warned_of_once(share, before, now):
    assert [one.percent for one in rules.reached(share, before)] == now


def test_holder_and_head_are_told_once_each(place):
    dossier = place.at_work()  # the 8th, due on the 22nd
    assert actions.warn_due(at(9)) == 0
    assert actions.warn_due(at(16)) == 1 and actions.warn_due(at(16, hour=10)) == 0
    assert told(place.case) == [f"Hồ sơ {dossier} đã dùng 50% thời gian"]
    assert told(place.unit_head) == []
    assert actions.warn_due(at(21)) == 1
    assert told(place.unit_head) == [f"Hồ sơ {dossier} đã dùng 80% thời gian"]
    assert actions.warn_due(at(23)) == 1 and actions.warn_due(at(24)) == 0
    assert told(place.case)[-1] == f"Hồ sơ {dossier} đã quá hạn" and len(told(place.case)) == 3
    assert warned(dossier) == [50, 80, 100]


def test_after_a_long_silence_only_the_highest_is_told(place):
    dossier = place.at_work()
    assert actions.warn_due(at(23)) == 3
    assert told(place.case) == [f"Hồ sơ {dossier} đã quá hạn"] and warned(dossier) == [50, 80, 100]


def test_what_nobody_holds_is_told_to_the_head_of_the_unit(place):
    dossier = place.taken()
    with clock.at(at(8)):
        actions.transfer([dossier], by=place.clerk)
    actions.warn_due(at(16))
    assert told(place.unit_head) == [f"Hồ sơ {dossier} đã dùng 50% thời gian"]


def test_what_stands_still_or_is_signed_is_not_warned_of(place):
    waiting, signed = place.at_work(), place.to_sign()
    with clock.at(at(9)):
        actions.request_supplement(waiting, by=place.case, reasons="Thiếu ảnh")
        actions.sign(signed, by=place.head)
    assert actions.warn_due(at(25)) == 0 and not Notice.objects.exists()


def test_an_overdue_dossier_gets_a_draft_and_nothing_is_sent(place, client_of):
    dossier = place.at_work()
    actions.warn_due(at(23))
    draft = ApologyDraft.objects.get()
    assert draft.dossier == dossier and draft.new_date == at(30, hour=17)
    assert str(place.unit) in draft.reason
    dossier.refresh_from_db()
    assert dossier.promised_at is None and not dossier.apologies.exists()
    with clock.at(at(23)):
        client = client_of(place.case)
        page = client.get(dossier.get_absolute_url()).content.decode()
        assert "Dự thảo phiếu xin lỗi đã soạn: hẹn lại 30/9/2020" in page
        address = reverse("dossiers:dossier_verb", args=[dossier.pk, "apologise"])
        form = client.get(address).content.decode()
        assert draft.reason in form and 'value="30/9/2020"' in form.replace("30/09", "30/9")
        sent = {"new_date": "01/10/2020", "cause": Cause.COMPLEX, "reason": "Phải xác minh",
                "version": dossier.version}  # fmt: skip
        assert client.post(address, sent).status_code == 302
    assert not ApologyDraft.objects.exists() and dossier.apologies.get().reason == "Phải xác minh"


def test_a_draft_that_waited_too_long_proposes_no_day_gone_by(place, client_of):
    dossier = place.at_work()
    actions.warn_due(at(23))
    with clock.at(at(5, 10)):
        address = reverse("dossiers:dossier_verb", args=[dossier.pk, "apologise"])
        form = client_of(place.case).get(address).context["form"]
    assert form.initial == {}


@pytest.mark.parametrize("verb", ["hand_over", "propose"])
def test_work_on_an_overdue_dossier_goes_on_when_its_cause_is_named(place, client_of, verb):
    dossier = place.at_work()
    client = client_of(place.case)
    address = reverse("dossiers:dossier_verb", args=[dossier.pk, verb])
    sent = {"to": place.colleague.pk, "version": dossier.version}
    with clock.at(at(23)):
        assert "Nguyên nhân trễ" in client.get(address).content.decode()
        refused = client.post(address, sent)
        assert refused.status_code == 422
        assert "bắt buộc" in refused.content.decode()
        other = client.post(address, sent | {"cause": Cause.OTHER})
        assert other.status_code == 422 and "khác là gì" in other.content.decode()
        assert client.post(address, sent | {"cause": Cause.FEW_STAFF}).status_code == 302
    dossier.refresh_from_db()
    assert dossier.cause == Cause.FEW_STAFF and dossier.movements.filter(verb=verb).exists()
    with clock.at(at(23)):  # asked once
        again = reverse("dossiers:dossier_verb", args=[dossier.pk, "assign"])
        assert "Nguyên nhân trễ" not in client_of(place.unit_head).get(again).content.decode()


def test_the_cause_is_written_with_the_verb_or_not_at_all(place, client_of):
    dossier = place.at_work()
    address = reverse("dossiers:dossier_verb", args=[dossier.pk, "hand_over"])
    stale = {"to": place.colleague.pk, "cause": Cause.COMPLEX, "version": dossier.version}
    with clock.at(at(23)):
        actions.apologise(
            dossier, by=place.case, new_date=at(30), cause=Cause.FEW_STAFF, reason="Thiếu người"
        )
        place_again = client_of(place.case).post(address, stale)
        assert place_again.status_code == 302  # the cause is known, nobody is asked
    dossier.refresh_from_db()
    assert dossier.cause == Cause.FEW_STAFF
    second = place.at_work()
    with clock.at(at(23)):
        answer = client_of(place.case).post(
            reverse("dossiers:dossier_verb", args=[second.pk, "extend"]),
            {"until": "30/09/2020", "paper": "12/CV", "reason": "Khó", "cause": Cause.COMPLEX},
        )
    assert answer.status_code == 403  # only the head of the unit extends
    second.refresh_from_db()
    assert second.cause == ""


def test_the_action_itself_refuses_and_bulk_asks_too(place, client_of):
    dossier = place.at_work()
    assert {"hand_over", "propose", "assign", "approve"} <= CAUSE_FIRST
    with clock.at(at(23)):
        with pytest.raises(CauseNeeded):
            actions.propose(dossier, by=place.case)
        client = client_of(place.unit_head)
        address = reverse("dossiers:bulk_verb", args=["hand_over"])
        sent = {"ho_so": [dossier.pk], "to": place.colleague.pk}
        assert client.post(address, sent).status_code == 422
        assert client.post(address, sent | {"cause": Cause.FEW_STAFF}).status_code == 302
    dossier.refresh_from_db()
    assert (dossier.holder, dossier.cause) == (place.colleague, Cause.FEW_STAFF)


def test_a_cause_is_named_by_those_who_work_on_it_and_only_when_late(place):
    dossier = place.at_work()
    with clock.at(at(9)), pytest.raises(BadInput):
        actions.name_cause([dossier], by=place.case, cause=Cause.COMPLEX)
    with clock.at(at(23)):
        with pytest.raises(NotAllowed):
            actions.name_cause([dossier], by=place.colleague, cause=Cause.COMPLEX)
        with pytest.raises(StaleSave):
            actions.name_cause([dossier], by=place.case, cause=Cause.COMPLEX, expected=99)
        with pytest.raises(CauseNeeded):
            actions.name_cause([dossier], by=place.case, cause="x")
        actions.name_cause([dossier], by=place.case, cause=Cause.COMPLEX)
    dossier.refresh_from_db()
    assert dossier.cause == Cause.COMPLEX


@pytest.mark.parametrize("many", [1, 20])
def test_warning_many_costs_the_same(place, many, django_assert_max_num_queries):
    for _ in range(many):
        place.at_work()
    with django_assert_max_num_queries(25):
        assert actions.warn_due(at(23)) == 3 * many
    assert ApologyDraft.objects.count() == many


def test_it_runs_by_itself():
    assert "dossiers.warn" in registry.schedules
