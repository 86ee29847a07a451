"""Every verb: right, state, one log row, one movement with the due date before and after."""

import datetime as dt
import json

import pytest

from congvu.core import clock
from congvu.core.errors import BadInput, NotAllowed, StaleSave, WrongState
from congvu.core.models import LogEntry
from congvu.dossiers import actions
from congvu.dossiers.actions import Filing
from congvu.dossiers.errors import CauseNeeded, ImportedFact, NotPaused, NotTakenIn, StillPaused
from congvu.dossiers.models import (
    Apology,
    Dossier,
    Extension,
    Movement,
    Pause,
    ReceivingPoint,
    SourceSystem,
)
from congvu.dossiers.states import Cause, DossierState, Lateness
from congvu.organizations.states import Role
from congvu.procedures.states import LimitUnit, VersionState
from tests.applicants.factories import applicant
from tests.dossiers.factories import at, procedure
from tests.organizations.factories import UnitFactory, officer

pytestmark = pytest.mark.django_db
S = DossierState
DUE = at(22, hour=17)  # ten working days after 08/9/2020


def last(dossier) -> Movement:
    return dossier.movements.order_by("pk").last()


def rows_of(dossier) -> list[str]:
    found = LogEntry.objects.filter(kind="dossiers.dossier", object_id=str(dossier.pk))
    return list(found.order_by("pk").values_list("action", flat=True))


def test_taking_in_pins_the_version_and_computes_the_day(place):
    dossier = place.taken(why_not_online="unused")
    assert dossier.code == f"{place.point.agency_code}-200908-0001"
    assert (dossier.due_at, dossier.original_due_at) == (DUE, DUE)
    assert dossier.procedure_version == place.procedure.versions.get()
    assert dossier.limit == dossier.procedure_version.limits.get()
    assert (dossier.state, dossier.unit, dossier.holder) == (S.ACCEPTED, place.unit, place.clerk)
    assert rows_of(dossier) == ["dossiers.accept"]
    step = last(dossier)
    assert (step.verb, step.due_before, step.due_after) == ("accept", None, DUE)
    assert step.office == str(place.point) and step.desk == str(place.clerk)


def test_the_log_holds_no_name_of_a_person(place):
    filing = place.filing(applicant=applicant(place.clerk, place.point.unit, name="Trần Văn Ánh"))
    actions.take_in(filing, point=place.point, by=place.clerk)
    log = json.dumps([*LogEntry.objects.values("label", "changes")], ensure_ascii=False)
    assert "V. Á." in log and "Văn" not in log


def test_the_next_day_begins_at_one_again(place):
    codes = [place.taken(m).code[-11:] for m in (at(8), at(8, hour=10), at(9))]
    assert codes == ["200908-0001", "200908-0002", "200909-0001"]


def test_many_are_taken_in_with_constant_queries(place, django_assert_num_queries):
    place.taken()
    few = [place.filing() for _ in range(10)]
    many = [place.filing() for _ in range(40)]
    counts = []
    for filings in (few, many):
        with django_assert_num_queries(20, exact=False) as seen, clock.at(at(8)):
            made = actions.take_in_many(filings, point=place.point, by=place.clerk)
        counts.append(len(seen))
        assert len({row.code for row in made}) == len(filings)
    assert abs(counts[0] - counts[1]) <= 1


def test_a_variant_has_its_own_limit(place):
    version = place.procedure.versions.get()
    longer = version.limits.create(order=2, label="Cần xác minh", amount=15, unit="working_days")
    assert place.taken(limit=longer).due_at == at(29, hour=17)
    foreign = procedure(place.unit).versions.get().limits.get()
    with pytest.raises(BadInput):
        place.taken(limit=foreign)


def test_the_cutoff_of_the_point_counts(place):
    ReceivingPoint.objects.update(cutoff=dt.time(15))
    place.point.refresh_from_db()
    assert place.taken(at(8, hour=16)).due_at == at(23, hour=17)


@pytest.mark.parametrize("state", [VersionState.DRAFT, VersionState.SUSPENDED])
def test_without_a_version_in_force_nothing_is_taken_in(place, state):
    version = place.procedure.versions.get()
    version.state, version.suspended_from = state, dt.date(2020, 1, 1)
    version.save()
    with pytest.raises(NotTakenIn):
        place.taken()
    assert not Dossier.objects.exists()


def test_without_a_limit_nothing_is_taken_in(place):
    place.procedure.versions.get().limits.all().delete()
    with pytest.raises(NotTakenIn):
        place.taken()


@pytest.mark.parametrize(
    "fields,wrong",
    [
        ({"channel": "online", "why_not_online": "unused"}, "why_not_online"),
        ({"sets": 0}, "sets"),
    ],
)
def test_a_bad_filing_is_refused_at_its_field(place, fields, wrong):
    with pytest.raises(BadInput) as refusal:
        place.taken(**fields)
    assert list(refusal.value.fields) == [wrong]


def test_only_the_own_counter_takes_in(place):
    for user in (place.head, place.case, officer(Role.ONE_STOP_OFFICER)):
        with pytest.raises(NotAllowed):
            actions.take_in(place.filing(), point=place.point, by=user)
    with pytest.raises(BadInput):
        actions.take_in_many([], point=place.point, by=place.clerk)


def test_the_way_of_what_is_filed_before_the_check(place):
    draft = actions.save_draft(place.filing(), point=place.point, by=place.clerk)
    assert draft.state == S.DRAFT and draft.code == ""
    filed = actions.submit(draft, by=place.clerk)
    assert filed.submitted_at
    actions.check(filed, by=place.clerk)
    back = actions.return_for_completion(filed, by=place.clerk, reason="Thiếu bản sao")
    assert back.state == S.RETURNED_FOR_COMPLETION and last(back).waits_for
    actions.resubmit(back, by=place.clerk)
    with clock.at(at(8)):
        done = actions.accept(back, by=place.clerk)
    assert done.code.endswith("200908-0001") and done.due_at == DUE
    assert rows_of(done)[-1] == "dossiers.accept" and last(done).from_state == S.SUBMITTED


def test_many_that_were_filed_are_accepted_together(place):
    drafts = [
        actions.save_draft(place.filing(), point=place.point, by=place.clerk) for _ in range(3)
    ]
    with clock.at(at(8)):
        done = actions.accept_many(drafts, by=place.clerk)
    assert [row.code[-4:] for row in done] == ["0001", "0002", "0003"]
    with pytest.raises(WrongState):
        actions.accept_many(drafts, by=place.clerk)


def test_a_refusal_needs_its_reasons(place):
    draft = actions.save_draft(place.filing(), point=place.point, by=place.clerk)
    actions.submit(draft, by=place.clerk)
    with pytest.raises(BadInput):
        actions.refuse(draft, by=place.clerk, reason=" ")
    refused = actions.refuse(draft, by=place.clerk, reason="Không thuộc thẩm quyền")
    assert refused.state == S.REFUSED and refused.code == ""
    assert LogEntry.objects.filter(action="dossiers.refuse").get().reason


def test_the_whole_way_to_the_applicants_hands(place):
    dossier = place.to_sign()
    with clock.at(at(21)):
        signed = actions.sign(dossier, by=place.head)
        assert (signed.state, signed.lateness) == (S.RESULT_READY, Lateness.EARLY)
        actions.post_result(signed, by=place.clerk)
        done = actions.return_result(signed, by=place.clerk)
    assert done.state == S.RETURNED and done.returned_at == at(21)
    verbs = [*done.movements.order_by("pk").values_list("verb", flat=True)]
    assert verbs == [
        "accept", "transfer", "assign", "propose", "approve", "sign", "post_result",
        "return_result",
    ]  # fmt: skip
    assert rows_of(done) == [f"dossiers.{verb}" for verb in verbs]
    assert {*done.movements.values_list("due_after", flat=True)} == {DUE}


def test_lateness_is_fixed_at_the_signature(place):
    dossier = place.to_sign()
    with clock.at(at(22, hour=17)):
        signed = actions.sign(dossier, by=place.head)
    with clock.at(at(30)):
        done = actions.return_result(signed, by=place.clerk)
    assert done.lateness == Lateness.ON_TIME and done.late_minutes == 0


def test_a_late_one_needs_its_cause(place):
    dossier = place.to_sign()
    with clock.at(at(23)):
        with pytest.raises(CauseNeeded):
            actions.sign(dossier, by=place.head)
        with pytest.raises(BadInput):
            actions.sign(dossier, by=place.head, cause=Cause.OTHER)
        signed = actions.sign(dossier, by=place.head, cause=Cause.SLOW_SIGNATURE)
    assert (signed.lateness, signed.cause) == (Lateness.OVERDUE, Cause.SLOW_SIGNATURE)
    assert signed.late_minutes == 16 * 60


def test_an_apology_gives_the_cause_and_keeps_the_due_date(place):
    dossier = place.at_work()
    with clock.at(at(22)):
        for wrong in ({"cause": ""}, {"new_date": at(21)}, {"reason": " "}):
            facts = {"new_date": at(25, hour=17), "cause": Cause.COMPLEX, "reason": "Phải xác minh"}
            with pytest.raises(BadInput):
                actions.apologise(dossier, by=place.case, **(facts | wrong))
        told = actions.apologise(
            dossier, by=place.case, new_date=at(25, hour=17), cause=Cause.COMPLEX, reason="Xác minh"
        )
    assert (told.due_at, told.promised_at) == (DUE, at(25, hour=17))
    assert Apology.objects.get().cause == told.cause == Cause.COMPLEX
    with clock.at(at(24)):
        actions.propose(told, by=place.case)
        actions.approve(told, by=place.unit_head)
        signed = actions.sign(told, by=place.head)
    assert signed.lateness == Lateness.OVERDUE and signed.promise_kept is True


def test_an_extension_is_no_pause(place):
    dossier = place.at_work()
    with clock.at(at(10)), pytest.raises(NotAllowed):
        actions.extend(dossier, by=place.case, until=at(30), paper="Số 1", reason="A")
    with clock.at(at(10)):
        longer = actions.extend(
            dossier, by=place.unit_head, until=at(30, hour=17), paper="12/TB-SLĐ", reason="Xác minh"
        )
    assert (longer.due_at, longer.promised_at) == (DUE, at(30, hour=17))
    assert Extension.objects.get().paper == "12/TB-SLĐ" and not Pause.objects.exists()


def test_nobody_signs_while_it_is_paused(place):
    dossier = place.to_sign()
    with clock.at(at(10)):
        stopped = actions.pause(
            dossier, by=place.unit_head, reason="force_majeure", paper="Công điện 01", since=at(9)
        )
        with pytest.raises(StillPaused):
            actions.sign(stopped, by=place.head)
        with pytest.raises(StillPaused):
            actions.pause(stopped, by=place.unit_head, reason="coordination", paper="Số 2")
    with clock.at(at(14)):
        on = actions.resume(stopped, by=place.unit_head)
        assert on.due_at == at(25, hour=17) and not on.paused
        with pytest.raises(NotPaused):
            actions.resume(on, by=place.unit_head)
    assert Pause.objects.get().as_rule()[:2] == (at(9), at(14))


@pytest.mark.parametrize(
    "fields",
    [{"reason": "payment"}, {"paper": " "}, {"since": at(20)}, {"since": at(1)}],
)
def test_a_pause_says_why_by_which_paper_and_since_when(place, fields):
    dossier = place.at_work()
    facts = {"reason": "coordination", "paper": "Công văn 12/SLĐ"}
    with pytest.raises(BadInput), clock.at(at(10)):
        actions.pause(dossier, by=place.case, **(facts | fields))
    assert not Pause.objects.exists()


def test_an_opinion_is_awaited_and_its_pause_ends_with_it(place):
    dossier = place.at_work()
    with clock.at(at(9)):
        asked = actions.request_opinion(dossier, by=place.case, of="Công an tỉnh", paper="CV 5")
        assert last(asked).waits_for == "ý kiến của Công an tỉnh"
        actions.pause(asked, by=place.case, reason="coordination", paper="CV 5")
    with clock.at(at(11)):
        back = actions.receive_opinion(asked, by=place.case)
    assert back.state == S.IN_PROGRESS and back.due_at == at(24, hour=17) and not back.paused


def test_payment_stops_the_clock(place):
    dossier = place.at_work()
    with clock.at(at(9)):
        actions.request_payment(dossier, by=place.case, paper="Thông báo 3")
    with clock.at(at(10)):
        paid = actions.receive_payment(dossier, by=place.clerk)
    assert paid.due_at == at(23, hour=17) and paid.state == S.IN_PROGRESS


def test_many_are_handed_over_at_once_with_constant_queries(place, django_assert_num_queries):
    dossiers = [place.at_work() for _ in range(12)]
    counts = []
    for some in (dossiers[:2], dossiers[2:]):
        with clock.at(at(9)), django_assert_num_queries(15, exact=False) as seen:
            moved = actions.hand_over(some, by=place.unit_head, to=place.colleague, step=2)
        counts.append(len(seen))
        assert {(row.holder, row.step) for row in moved} == {(place.colleague, 2)}
    assert abs(counts[0] - counts[1]) <= 2  # a handful goes the ORM's own shorter way
    assert LogEntry.objects.filter(action="dossiers.hand_over").count() == 12
    assert Movement.objects.filter(verb="hand_over", handed_to=place.colleague).count() == 12


def test_a_bulk_hand_over_is_all_or_nothing(place):
    mine, signed = place.at_work(), place.to_sign()
    with clock.at(at(9)), pytest.raises(WrongState, match=signed.code):
        actions.hand_over([mine, signed], by=place.unit_head, to=place.colleague)
    mine.refresh_from_db()
    assert mine.holder == place.case
    with pytest.raises(BadInput):
        actions.hand_over([], by=place.case, to=place.colleague)


@pytest.mark.parametrize("fields", [{"step": 9}, {"to": "stranger"}])
def test_a_hand_over_stays_in_the_unit_and_the_process(place, fields):
    dossier = place.at_work()
    to = officer(Role.CASE_OFFICER) if "to" in fields else place.colleague
    with clock.at(at(9)), pytest.raises(BadInput):
        actions.hand_over([dossier], by=place.case, to=to, step=fields.get("step"))


def test_whoever_does_not_hold_it_moves_nothing(place):
    dossier = place.at_work()
    stranger = officer(Role.UNIT_HEAD)
    for user in (place.colleague, place.clerk, stranger):
        with pytest.raises(NotAllowed):
            actions.propose(dossier, by=user)
    with pytest.raises(NotAllowed):
        actions.assign([dossier], by=stranger, to=place.case)
    with pytest.raises(BadInput):
        actions.assign([dossier], by=place.unit_head, to=stranger)


def test_what_is_sent_back_comes_to_whoever_prepared_it(place):
    dossier = place.to_sign()
    with clock.at(at(9)):
        back = actions.send_back(dossier, by=place.head, reason="Sửa trích yếu")
    assert (back.state, back.holder) == (S.IN_PROGRESS, place.case)


def test_two_people_on_one_dossier_the_second_is_told(place):
    dossier = place.at_work()
    opened = dossier.version
    with clock.at(at(9)):
        actions.propose(dossier, by=place.case, expected=opened)
    with pytest.raises(StaleSave):
        actions.withdraw(dossier, by=place.clerk, reason="Rút", expected=opened)


@pytest.mark.parametrize(
    "verb,user,state", [("withdraw", "clerk", S.WITHDRAWN), ("stop", "unit_head", S.STOPPED)]
)
def test_an_end_without_a_result_closes_what_stood_still(place, verb, user, state):
    dossier = place.at_work()
    with clock.at(at(9)):
        actions.pause(dossier, by=place.case, reason="coordination", paper="CV 5")
    with clock.at(at(11)):
        ended = getattr(actions, verb)(dossier, by=getattr(place, user), reason="Theo đơn")
    assert (ended.state, ended.closed_at, ended.paused) == (state, at(11), False)
    assert Pause.objects.get().end == at(11) and ended.lateness == ""


def test_a_refusal_after_assessment_is_signed_with_reasons(place):
    dossier = place.at_work()
    with pytest.raises(NotAllowed):
        actions.refuse_after_assessment(dossier, by=place.case, reason="Không đủ điều kiện")
    with clock.at(at(9)):
        done = actions.refuse_after_assessment(dossier, by=place.head, reason="Không đủ điều kiện")
    assert (done.state, done.lateness) == (S.REFUSED_AFTER_ASSESSMENT, Lateness.EARLY)


def test_the_small_mode_needs_one_receiver_and_one_signer(place):
    school = UnitFactory(school=True, parent=place.department)
    principal, desk = officer(Role.UNIT_HEAD, school), officer(Role.ONE_STOP_OFFICER, school)
    small = ReceivingPoint.objects.create(
        unit=school, name="Phòng đào tạo", agency_code="T1", small=True
    )
    filing = Filing(
        procedure=procedure(school, unit_of_time=LimitUnit.SAME_DAY),
        applicant=applicant(desk, school),
    )
    with clock.at(at(8)):
        dossier = actions.take_in(filing, point=small, by=desk)
        assert dossier.due_at == at(8, hour=17)
        with pytest.raises(NotAllowed):
            actions.finish(dossier, by=desk)
        done = actions.finish(dossier, by=principal)
    assert (done.state, done.lateness) == (S.RESULT_READY, Lateness.ON_TIME)
    with pytest.raises(BadInput, match="một người"):
        actions.finish(place.taken(), by=place.head)


def test_an_imported_fact_is_never_edited_here(place):
    source = SourceSystem.objects.create(name="Một cửa điện tử tỉnh")
    dossier = place.at_work()
    Dossier.objects.filter(pk=dossier.pk).update(source=source)
    calls = {
        "propose": {"by": place.case},
        "request_supplement": {"by": place.case, "reasons": "Thiếu"},
        "stop": {"by": place.unit_head, "reason": "A"},
        "withdraw": {"by": place.clerk, "reason": "A"},
        "extend": {"by": place.unit_head, "until": at(30), "paper": "1", "reason": "A"},
        "refuse_after_assessment": {"by": place.head, "reason": "A"},
    }
    for verb, facts in calls.items():
        with pytest.raises(ImportedFact):
            getattr(actions, verb)(dossier, **facts)
    with pytest.raises(ImportedFact):
        actions.hand_over([dossier], by=place.case, to=place.colleague)


def test_points_have_a_format_that_serves(place, secretary):
    with pytest.raises(NotAllowed):
        actions.open_point(by=place.clerk, unit=place.unit, name="A", agency_code="X")
    with pytest.raises(BadInput) as refusal:
        actions.open_point(
            by=secretary, unit=place.unit, name="A", agency_code="X", code_pattern="{seq}"
        )
    assert "code_pattern" in refusal.value.fields
    point = actions.open_point(by=secretary, unit=place.unit, name="A", agency_code="X")
    assert actions.edit_point(point, by=secretary, name="B").name == "B"
    with pytest.raises(BadInput):
        actions.edit_point(point, by=secretary, code_pattern="{yymmdd}")
    point.refresh_from_db()
    assert point.code_pattern == "{agency}-{yymmdd}-{seq:04d}"


def test_a_dossier_is_seen_by_those_who_work_on_it(place, secretary, deputy, administrator):
    dossier = place.to_sign()
    for user in (place.clerk, place.case, place.unit_head, place.head, secretary, deputy):
        assert Dossier.objects.visible_to(user).get() == dossier
    strangers = [
        officer(role) for role in Role if role not in (Role.HEAD, Role.DEPUTY, Role.SECRETARY)
    ]
    for user in (place.colleague, administrator, *strangers):
        assert not Dossier.objects.visible_to(user).exists()
