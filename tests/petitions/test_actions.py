"""The life of a petition: received, classified, given, answered; passed on, refused, withdrawn."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from congvu.core import clock
from congvu.core.errors import BadInput, NotAllowed, StaleSave, WrongState
from congvu.core.models import LogEntry
from congvu.organizations.states import Role
from congvu.petitions import actions
from congvu.petitions.errors import OwnConduct, SourceFact
from congvu.petitions.models import Petition
from congvu.petitions.states import Channel, Lateness, PetitionState
from tests.dossiers.factories import at
from tests.organizations.factories import UnitFactory, officer
from tests.petitions.factories import ADDRESS, NAME, PHONE, REPLY, TEXT

pytestmark = pytest.mark.django_db


def due_of(row: Petition) -> dt.date:
    return timezone.localdate(row.due_at)


def log_of(row: Petition) -> list[str]:
    rows = LogEntry.objects.filter(kind="petitions.petition", object_id=str(row.pk))
    return list(rows.order_by("id").values_list("action", flat=True))


def test_receiving_draws_a_number_and_counts_the_days(place):
    first, second = place.received(1), place.received(1)
    assert (first.code, second.code) == ("PAKN-2020-0001", "PAKN-2020-0002")
    assert timezone.localdate(first.forward_due_at) == dt.date(2020, 9, 9)
    assert (due_of(first), first.limit_days) == (dt.date(2020, 9, 23), 15)
    assert first.state == PetitionState.RECEIVED and first.received_by == place.clerk


def test_numbers_begin_anew_each_year(place):
    with clock.at(at(4, month=1, year=2021)):
        old = place.sent(received_at=at(30, month=12))
        rows = actions.receive_many([place.sent(), old], at=place.counter, by=place.clerk)
    assert [row.code for row in rows] == ["PAKN-2021-0001", "PAKN-2020-0001"]


def test_what_was_sent_lies_encrypted_and_not_in_the_log(place):
    row = Petition.objects.get(pk=place.received().pk)
    assert (row.full_name, row.full_content) == (NAME, TEXT)
    assert str(row.sender_phone) == "0xx xxx 5678" and row.sender_label == "Trần T. B. H."
    stored = Petition.objects.filter(pk=row.pk).values().get()
    written = f"{stored} {list(LogEntry.objects.values())}"
    for words in (NAME, PHONE, ADDRESS, "đi lại ba lần", "Bích"):
        assert words not in written
    assert [*Petition.objects.matching("huong dan")] == [row]
    assert [*Petition.objects.matching("di lai ba lan")] == []


@pytest.mark.parametrize(
    "fields,wrong",
    [
        ({"subject": " "}, "subject"),
        ({"content": ""}, "content"),
        ({"channel": "pigeon"}, "channel"),
        ({"sender_phone": "12"}, "sender_phone"),
        ({"kind": "x"}, "kind"),
        ({"sender_name": ""}, "sender_name"),
        ({"subject": f"Bà {NAME} phản ánh"}, "subject"),
        ({"subject": "Gọi lại 0912345678"}, "subject"),
        ({"received_at": at(30)}, "received_at"),
    ],
)
def test_what_cannot_be_right_is_named_and_nothing_is_written(place, fields, wrong):
    with pytest.raises(BadInput) as refused:
        place.received(1, **fields)
    assert list(refused.value.fields) == [wrong]
    assert not Petition.objects.exists()


def test_somebody_may_stay_unnamed(place):
    row = place.received(sender_name="", sender_phone="", sender_address="")
    assert (row.sender_label, row.full_name) == ("Không ghi tên", "Không ghi tên")


def test_only_who_takes_in_papers_of_the_unit_receives(place):
    strangers = [place.worker, place.contact, officer(Role.VIEWER), None]
    for user in strangers:
        with pytest.raises(NotAllowed):
            actions.receive(place.sent(), at=place.counter, by=user)


def test_the_offices_own_site_receives_without_an_officer(place):
    row = actions.receive(place.sent(channel=Channel.PORTAL), at=place.department, by=None)
    assert row.received_by is None and log_of(row) == ["petitions.receive"]


def test_the_whole_way_to_the_answer(place):
    row = place.answered(1, on=10)
    row.refresh_from_db()
    assert (row.state, row.lateness) == (PetitionState.ANSWERED, Lateness.ON_TIME)
    assert (row.answer, row.answer_number, row.signer) == (REPLY, "15/SLĐTBXH-VP", place.head)
    assert row.closed_at == row.answered_at == at(10)
    assert log_of(row) == [
        f"petitions.{verb}" for verb in ("receive", "classify", "assign", "propose", "answer")
    ]


def test_an_answer_after_the_due_day_is_late_for_good(place):
    assert place.answered(1, on=24).lateness == Lateness.OVERDUE
    assert place.answered(1, on=23).lateness == Lateness.ON_TIME


def test_an_answer_entered_later_counts_for_the_day_of_its_paper(place):
    row = place.proposed(1)
    with clock.at(at(28)):
        with pytest.raises(BadInput):
            actions.answer(row, by=place.head, dated_on=dt.date(2020, 9, 29))
        with pytest.raises(BadInput):
            actions.answer(row, by=place.head, dated_on=dt.date(2020, 8, 31))
        row = actions.answer(row, by=place.head, dated_on=dt.date(2020, 9, 22))
    assert row.lateness == Lateness.ON_TIME


def test_classifying_asks_for_the_unit_complained_of(place):
    row = place.received()
    with pytest.raises(BadInput) as refused:
        actions.classify(row, by=place.secretary, kind="conduct")
    assert list(refused.value.fields) == ["about_unit"]
    with pytest.raises(BadInput):
        actions.classify(row, by=place.secretary, kind="nothing")
    row = actions.classify(row, by=place.secretary, kind="rule_unfit")
    again = actions.classify(row, by=place.secretary, kind="other")
    assert (again.kind, again.state) == ("other", PetitionState.CLASSIFIED)


def test_a_unit_does_not_answer_for_its_own_conduct(place):
    row = place.classified()
    with pytest.raises(OwnConduct) as refused:
        actions.assign(row, by=place.secretary, unit=place.other)
    assert list(refused.value.fields) == ["unit"]
    assert actions.assign(row, by=place.secretary, unit=place.unit).unit == place.unit


def test_another_limit_needs_its_own_basis(place):
    row = place.classified(1)
    for days, basis in ((10, ""), (10, row.limit_basis), (0, "Quy chế"), (500, "Quy chế")):
        with pytest.raises(BadInput):
            actions.assign(row, by=place.secretary, unit=place.unit, working_days=days, basis=basis)
    row = actions.assign(
        row, by=place.secretary, unit=place.unit, working_days=10, basis="Quy chế tỉnh, Điều 8"
    )
    assert (row.limit_days, row.limit_basis) == (10, "Quy chế tỉnh, Điều 8")
    assert due_of(row) == dt.date(2020, 9, 16)


def test_within_the_unit_it_is_given_to_its_own_people(place):
    row = place.assigned()
    with pytest.raises(BadInput):
        actions.hand_to(row, by=place.unit_head, to=place.clerk)
    with pytest.raises(NotAllowed):
        actions.hand_to(row, by=place.worker, to=place.worker)
    row = actions.hand_to(row, by=place.unit_head, to=place.worker)
    assert row.holder == place.worker
    row = actions.propose(row, by=place.worker, answer=REPLY, outcome="explained")
    assert row.state == PetitionState.AWAITING_SIGNATURE


def test_a_draft_comes_back_with_a_reason(place):
    row = place.proposed()
    with pytest.raises(BadInput):
        actions.send_back(row, by=place.head, reason=" ")
    row = actions.send_back(row, by=place.head, reason="Nêu rõ điều luật")
    assert row.state == PetitionState.IN_PROGRESS and row.answer == REPLY
    assert LogEntry.objects.latest("id").reason == "Nêu rõ điều luật"
    for answer, outcome in (("", "explained"), (REPLY, "nothing")):
        with pytest.raises(BadInput):
            actions.propose(row, by=place.contact, answer=answer, outcome=outcome)


def test_an_extension_moves_no_due_day(place):
    row, due = place.assigned(1), dt.date(2020, 9, 23)
    with clock.at(at(21)):
        for day, why in ((due, "Chờ Bộ"), (dt.date(2020, 9, 30), "")):
            with pytest.raises(BadInput):
                actions.extend(row, by=place.head, until=day, reason=why)
        row = actions.extend(row, by=place.head, until=dt.date(2020, 9, 30), reason="Chờ Bộ")
    assert due_of(row) == due and timezone.localdate(row.extended_to) == dt.date(2020, 9, 30)
    with clock.at(at(28)):
        assert row.is_overdue()
        actions.propose(row, by=place.contact, answer=REPLY, outcome="explained")
        assert actions.answer(row, by=place.head).lateness == Lateness.OVERDUE


def test_it_is_passed_on_refused_or_withdrawn(place):
    with clock.at(at(3)):
        sent_on = actions.forward(place.received(), by=place.secretary, to="Sở Y tế", paper="CV 5")
        refused = actions.refuse(place.received(), by=place.secretary, refusal="unclear")
        given_up = actions.withdraw(place.assigned(), by=place.clerk, reason="Đã được giải quyết")
    assert (sent_on.state, sent_on.forwarded_to) == (PetitionState.FORWARDED, "Sở Y tế")
    assert (refused.state, refused.refusal) == (PetitionState.REFUSED, "unclear")
    assert (given_up.state, given_up.closing_note) == (
        PetitionState.WITHDRAWN,
        "Đã được giải quyết",
    )
    assert {sent_on.closed_at, refused.closed_at, given_up.closed_at} == {at(3)}
    with pytest.raises(BadInput):
        actions.forward(place.received(), by=place.secretary, to="")
    with pytest.raises(BadInput):
        actions.refuse(place.received(), by=place.secretary, refusal="rude")
    with pytest.raises(BadInput):
        actions.withdraw(place.received(), by=place.clerk, reason="")


VERBS = {
    "edit": {"subject": "Khác"},
    "classify": {"kind": "other"},
    "assign": {},
    "hand_to": {},
    "propose": {"answer": REPLY, "outcome": "explained"},
    "send_back": {"reason": "x"},
    "answer": {},
    "extend": {"until": dt.date(2020, 12, 1), "reason": "x"},
    "forward": {"to": "Sở Y tế"},
    "refuse": {"refusal": "unclear"},
    "withdraw": {"reason": "x"},
    "publish": {"question": "x", "answer": "y"},
    "unpublish": {"reason": "x"},
    "record_satisfaction": {"satisfaction": "satisfied"},
    "forget": {"reason": "x"},
}


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_nobody_else_does_it_and_not_at_another_time(place, verb):
    fields = dict(VERBS[verb])
    if verb == "assign":
        fields["unit"] = place.unit
    if verb == "hand_to":
        fields["to"] = place.worker
    early = verb in ("classify", "edit", "assign", "forward", "refuse", "withdraw")
    early = early or verb in ("propose", "hand_to", "send_back", "answer", "extend")
    row = place.answered() if early else place.assigned()  # a state the verb does not start from
    call = getattr(actions, verb)
    for user in (officer(Role.VIEWER), officer(Role.UNIT_HEAD), officer(Role.ONE_STOP_OFFICER)):
        with pytest.raises(NotAllowed):
            call(row, by=user, **fields)
    able = {"hand_to": place.unit_head, "propose": place.contact}.get(verb, place.head)
    with pytest.raises(WrongState):
        call(row, by=able, **fields)


def test_a_school_directs_and_signs_what_it_received_itself(place):
    school = UnitFactory(parent=place.department, school=True)
    principal, contact = officer(Role.UNIT_HEAD, school), officer(Role.CONTACT, school)
    with clock.at(at(1)):
        row = actions.receive(place.sent(), at=school, by=contact)
        with pytest.raises(NotAllowed):
            actions.classify(row, by=contact, kind="other")
        actions.classify(row, by=principal, kind="other")
        with pytest.raises(NotAllowed):
            actions.assign(row, by=principal, unit=place.unit)
        actions.assign(row, by=principal, unit=school)
        actions.propose(row, by=contact, answer=REPLY, outcome="explained")
        assert actions.answer(row, by=principal).signer == principal


def test_a_stale_save_is_refused(place):
    row = place.received()
    actions.edit(row, by=place.clerk, expected=1, subject="Trích yếu khác")
    with pytest.raises(StaleSave):
        actions.classify(row, by=place.secretary, kind="other", expected=1)


def test_correcting_keeps_masks_and_checks_the_rest(place):
    row = place.received()
    row = actions.edit(
        row, by=place.clerk, sender_phone=str(row.sender_phone), sender_name="Lê Thị Mai"
    )  # fmt: skip
    row = Petition.objects.get(pk=row.pk)
    assert row.sender_phone.clear == PHONE and row.sender_label == "Lê T. M."
    with pytest.raises(BadInput):
        actions.edit(row, by=place.clerk, sender_phone="1")
    with pytest.raises(BadInput):
        actions.edit(row, by=place.clerk, subject="Lê Thị Mai phản ánh")
    with pytest.raises(BadInput):
        actions.edit(row, by=place.clerk, state="answered")


def test_a_fact_of_another_system_is_not_touched(place):
    row = place.assigned()
    Petition.objects.filter(pk=row.pk).update(fact=True, source="PAKN", source_code="1")
    with pytest.raises(SourceFact):
        actions.propose(row, by=place.contact, answer=REPLY, outcome="explained")


def test_the_database_refuses_nonsense(place):
    row = place.received()
    for fields in ({"fact": True}, {"state": "answered"}, {"published_at": at(3)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Petition.objects.filter(pk=row.pk).update(**fields)


def test_who_works_on_it_sees_it_and_nobody_else(place):
    row = place.assigned()
    seen = {place.clerk, place.secretary, place.head, place.unit_head, place.contact}
    strangers = {
        place.worker, officer(Role.UNIT_HEAD, place.other), officer(Role.ONE_STOP_OFFICER),
        officer(Role.ADMINISTRATOR), officer(Role.INSPECTOR), officer(Role.VIEWER),
    }  # fmt: skip
    for user in seen | strangers:
        assert Petition.objects.visible_to(user).filter(pk=row.pk).exists() is (user in seen)
    actions.hand_to(row, by=place.unit_head, to=place.worker)
    assert Petition.objects.visible_to(place.worker).exists()
