"""What the verbs do, refuse and write down."""

import datetime as dt
from decimal import Decimal

import pytest

from congvu.core import clock
from congvu.core.errors import BadInput, NotAllowed, StaleSave, WrongState
from congvu.core.models import LogEntry
from congvu.procedures import actions
from congvu.procedures.actions import Content
from congvu.procedures.actions.process import StepRow
from congvu.procedures.errors import (
    BadLevel,
    BadProcess,
    DraftExists,
    FixedProcess,
    FixedVersion,
    NotReady,
)
from congvu.procedures.models import Disclosure, Procedure, ProcedureVersion, Process
from congvu.procedures.rules import ComponentFacts, FeeFacts, LimitFacts, StepFacts
from congvu.procedures.states import Channel, LimitUnit, ProcessState, VersionState
from tests.legal.factories import BasisFactory
from tests.organizations.factories import UnitFactory, officer
from tests.procedures import factories

pytestmark = pytest.mark.django_db
NEXT_YEAR = dt.date(2021, 1, 1)


@pytest.fixture(autouse=True)
def _in_2020():
    with clock.at(dt.datetime(2020, 9, 8, 2, tzinfo=dt.UTC)):
        yield


def titles(version):
    return [one.title for one in version.components.order_by("order")]


def rows(*hours):
    return [StepRow(StepFacts(n, f"Việc {n}", "Chuyên viên", Decimal(h)))
            for n, h in enumerate(hours, 1)]  # fmt: skip


def asked(unit, **more):
    return {"name": "Cấp bản sao văn bằng", "field": factories.FieldFactory(), "owner": unit,
            "competence": "public_service_unit", **more}  # fmt: skip


def test_a_contact_enters_a_procedure_of_the_own_unit_with_everything(contact, unit):
    content = Content(
        {"sets": 1, "fee_state": "charged"},
        [LimitFacts(LimitUnit.WORKING_DAYS, Decimal(3))],
        [ComponentFacts("Đơn", 1), ComponentFacts("Căn cước", copies=1)],
        [FeeFacts("Cấp bản sao", "charge", Decimal(5000))],
        [(BasisFactory(), "Điều 5")],
    )
    version = actions.create_procedure(content, by=contact, **asked(unit))
    assert (version.number, version.state) == (1, VersionState.DRAFT)
    assert titles(version) == ["Đơn", "Căn cước"]
    assert version.limits.get().amount == 3
    assert version.fees.get().amount == 5000
    assert version.bases.get().note == "Điều 5"
    assert Procedure.objects.matching("ban sao van bang").exists()
    assert LogEntry.objects.filter(action="procedures.create_procedure").count() >= 6


def test_nobody_enters_a_procedure_for_another_unit(outsider, unit, inspector):
    for person in (outsider, inspector):
        with pytest.raises(NotAllowed):
            actions.create_procedure(Content(), by=person, **asked(unit))
    assert not Procedure.objects.exists()


def test_a_code_or_name_that_is_taken_is_refused(secretary, unit):
    there = factories.ProcedureFactory(owner=unit, name="Cấp bản sao văn bằng")
    with pytest.raises(BadInput) as refused:
        actions.create_procedure(Content(), by=secretary, **asked(unit, code=there.code))
    assert set(refused.value.fields) == {"code", "name"}


def test_a_level_of_government_that_ended_is_refused(secretary, unit):
    with clock.at(dt.datetime(2025, 7, 2, 2, tzinfo=dt.UTC)), pytest.raises(BadInput):
        actions.create_procedure(Content(), by=secretary, **asked(unit, competence="district"))
    made = actions.create_procedure(Content(), by=secretary, **asked(unit, competence="district"))
    assert made.procedure.competence == "district"


def test_parts_are_changed_added_and_removed_in_place(contact, unit):
    version = factories.draft(unit)
    first = Content(components=[ComponentFacts("Đơn", 1), ComponentFacts("Ảnh", 2)])
    version = actions.edit_version(version, first, by=contact)
    kept = version.components.get(order=1)
    second = Content(components=[ComponentFacts("Tờ khai", 1)])
    version = actions.edit_version(version, second, by=contact, expected=version.version)
    assert titles(version) == ["Tờ khai"]
    assert version.components.get().pk == kept.pk


def test_saving_parts_alone_guards_against_a_stale_save(contact, unit):
    version = factories.draft(unit)
    opened = version.version
    actions.edit_version(version, Content(components=[ComponentFacts("Đơn", 1)]), by=contact)
    with pytest.raises(StaleSave):
        actions.edit_version(version, Content({"sets": 2}), by=contact, expected=opened)


def test_saving_the_same_again_writes_nothing(contact, unit):
    version = factories.draft(unit)
    content = Content({"sets": 1}, components=[ComponentFacts("Đơn", 1)])
    version = actions.edit_version(version, content, by=contact)
    before = LogEntry.objects.count()
    again = actions.edit_version(version, content, by=contact)
    assert (again.version, LogEntry.objects.count()) == (version.version, before)


def test_a_published_version_is_never_edited(secretary, unit):
    version = factories.published(unit)
    with pytest.raises(FixedVersion):
        actions.edit_version(version, Content({"sets": 3}), by=secretary)
    assert ProcedureVersion.objects.get().sets == 1


def test_what_no_version_may_state_is_refused(contact, unit):
    version = factories.draft(unit)
    free = Content({"fee_state": "free"}, fees=[FeeFacts("Phí", amount=Decimal(1))])
    zero = Content(limits=[LimitFacts(LimitUnit.WORKING_DAYS, Decimal(0))])
    for content in (free, zero, Content({"name": " "}), Content(components=[ComponentFacts("")])):
        with pytest.raises(BadInput):
            actions.edit_version(version, content, by=contact)
    with pytest.raises(ValueError, match="state"):
        actions.edit_version(version, Content({"state": "published"}), by=contact)


def submitted(unit, by, *, effective=NEXT_YEAR, procedure=None, **more):
    version = factories.draft(unit) if procedure is None else procedure
    content = Content({"effective_from": effective, **more})
    version = actions.edit_version(version, content, by=by)
    return actions.submit(version, by=by)


def test_a_draft_needs_its_day_before_it_is_submitted(contact, unit):
    with pytest.raises(NotReady):
        actions.submit(factories.draft(unit), by=contact)


def test_a_version_goes_from_draft_to_publication(contact, unit, head):
    version = submitted(unit, contact, name="Tên mới")
    with pytest.raises(NotAllowed):
        actions.publish(version, by=contact)
    version = actions.publish(version, by=head)
    assert (version.state, version.published_by) == (VersionState.PUBLISHED, head)
    assert Procedure.objects.get().name == "Tên mới"
    with pytest.raises(WrongState):
        actions.publish(version, by=head)


def test_the_head_of_a_school_publishes_its_own_and_the_head_of_a_division_does_not(department):
    school = UnitFactory(parent=department, school=True)
    division = UnitFactory(parent=department)
    for unit, allowed in ((school, True), (division, False)):
        own = officer("unit_head", unit)
        version = submitted(unit, own)
        if allowed:
            assert actions.publish(version, by=own).is_fixed
        else:
            with pytest.raises(NotAllowed):
                actions.publish(version, by=own)


def test_a_submitted_version_is_sent_back_with_a_reason(contact, unit, head):
    version = submitted(unit, contact)
    with pytest.raises(BadInput):
        actions.send_back(version, by=head, reason=" ")
    back = actions.send_back(version, by=head, reason="Thiếu lệ phí")
    assert back.is_draft
    assert LogEntry.objects.filter(reason="Thiếu lệ phí").exists()


def test_the_next_version_ends_the_one_before(secretary, unit, head):
    old = factories.published(unit)
    draft = actions.revise(old, by=secretary)
    assert (draft.number, titles(draft)) == (2, titles(old))
    assert (draft.decision_number, draft.effective_from, draft.sets) == ("", None, 1)
    with pytest.raises(DraftExists):
        actions.revise(old, by=secretary)
    new = actions.publish(submitted(unit, secretary, procedure=draft), by=head)
    old.refresh_from_db()
    assert (old.state, old.effective_to) == (VersionState.REPLACED, dt.date(2020, 12, 31))
    held = ProcedureVersion.objects.in_force
    assert held(dt.date(2020, 12, 31)).get() == old
    assert held(NEXT_YEAR).get() == new


def test_a_next_version_may_not_begin_before_the_running_one(secretary, unit, head):
    old = factories.published(unit)
    draft = actions.revise(old, by=secretary)
    version = submitted(unit, secretary, procedure=draft, effective=dt.date(2020, 1, 1))
    with pytest.raises(NotReady):
        actions.publish(version, by=head)
    old.refresh_from_db()
    assert old.state == VersionState.PUBLISHED


def test_steps_longer_than_the_limit_are_published_with_a_reason_only(secretary, unit, head):
    draft = factories.complete(factories.draft(unit))
    short = Content(limits=[LimitFacts(LimitUnit.WORKING_DAYS, Decimal(10))])
    actions.edit_version(draft, short, by=secretary)
    version = submitted(unit, secretary, procedure=draft)
    with pytest.raises(NotReady) as refused:
        actions.publish(version, by=head)
    assert "120 giờ" in refused.value.fields["reason"]
    done = actions.publish(version, by=head, reason="Đang rút gọn quy trình")
    assert done.state == VersionState.PUBLISHED


def test_publishing_fixes_the_process(secretary, unit, head):
    process = actions.create_process(unit, "QT-01", "Quy trình", rows(4, 4), by=secretary)
    version = submitted(unit, secretary, process=process)
    actions.publish(version, by=head)
    process.refresh_from_db()
    assert process.state == ProcessState.IN_USE
    with pytest.raises(FixedProcess):
        actions.edit_process(process, rows(1), by=secretary)
    following = actions.revise_process(process, by=secretary)
    assert (following.number, following.steps.count()) == (2, 2)


def test_one_process_serves_many_procedures(secretary, unit):
    process = actions.create_process(unit, "QT-01", "Quy trình", rows(4), by=secretary)
    for version in (factories.draft(unit), factories.draft(unit)):
        actions.set_process(version, process, by=secretary)
    assert process.versions.count() == 2
    with pytest.raises(WrongState):
        actions.discard_process(process, by=secretary)


def test_steps_are_rewritten_in_place(contact, unit):
    process = actions.create_process(unit, "QT-01", "Quy trình", rows(4, 8, 4), by=contact)
    last = process.steps.get(order=3).pk
    changed = actions.edit_process(process, [rows(4)[0], *rows(1, 1, 6)[2:]], by=contact)
    assert [(s.order, s.hours) for s in changed.steps.order_by("order")] == [(1, 4), (3, 6)]
    assert changed.steps.get(order=3).pk == last
    with pytest.raises(StaleSave):
        actions.edit_process(process, rows(1), by=contact, expected=process.version)


@pytest.mark.parametrize("steps", [[], [StepRow(StepFacts(1, "A", "B", None, next_orders=(9,)))]])
def test_steps_that_lead_nowhere_are_refused(contact, unit, steps):
    with pytest.raises(BadProcess):
        actions.create_process(unit, "QT-01", "Quy trình", steps, by=contact)
    assert not Process.objects.exists()


def test_a_process_is_retired_and_discarded(secretary, unit):
    used = factories.five_steps(unit)
    retired = actions.retire_process(used, by=secretary)
    with pytest.raises(BadInput):
        actions.set_process(factories.draft(unit), retired, by=secretary)
    with pytest.raises(WrongState):
        actions.discard_process(retired, by=secretary)
    draft = factories.five_steps(unit, in_use=False)
    actions.discard_process(draft, by=secretary)
    assert list(Process.objects.all()) == [used]


def test_a_version_is_suspended_resumed_and_repealed(unit, head, secretary):
    version = factories.published(unit)
    with pytest.raises(NotAllowed):
        actions.suspend(version, dt.date(2020, 9, 8), by=secretary, reason="Lỗi")
    with pytest.raises(BadInput):
        actions.suspend(version, dt.date(2019, 9, 8), by=head, reason="Lỗi")
    stopped = actions.suspend(version, dt.date(2020, 9, 8), by=head, reason="Lỗi hệ thống")
    assert not ProcedureVersion.objects.in_force(dt.date(2020, 9, 8)).exists()
    running = actions.resume(stopped, by=head)
    assert ProcedureVersion.objects.in_force(dt.date(2020, 9, 8)).exists()
    ended = actions.repeal(running, dt.date(2020, 10, 1), by=head, reason="QĐ bãi bỏ")
    assert (ended.state, ended.effective_to) == (VersionState.REPEALED, dt.date(2020, 10, 1))


def test_a_discarded_first_draft_takes_its_procedure_along(contact, unit):
    actions.discard_draft(factories.draft(unit), by=contact)
    assert not Procedure.objects.exists()
    version = factories.published(unit)
    actions.discard_draft(actions.revise(version, by=contact), by=contact)
    assert list(ProcedureVersion.objects.all()) == [version]
    with pytest.raises(WrongState):
        actions.discard_draft(version, by=contact)


def test_levels_follow_each_other_in_the_words_of_their_time(contact, unit):
    procedure = factories.ProcedureFactory(owner=unit)
    day = dt.date(2019, 1, 1)
    first = actions.declare_level(procedure, "legacy_level_3", day, by=contact)
    actions.declare_level(procedure, "partial", dt.date(2023, 1, 1), by=contact)
    first.refresh_from_db()
    assert first.valid_to == dt.date(2022, 12, 31)
    for level, on in (("full", dt.date(2020, 1, 1)), ("legacy_level_4", dt.date(2024, 1, 1)),
                      ("partial", dt.date(2023, 1, 1))):  # fmt: skip
        with pytest.raises(BadLevel):
            actions.declare_level(procedure, level, on, by=contact)


def test_entry_into_the_national_database_is_recorded_later(contact, unit):
    version = factories.published(unit)
    with pytest.raises(BadInput):
        actions.record_entry(version, dt.date(2020, 9, 9), by=contact)
    told = actions.record_entry(version, dt.date(2020, 9, 7), by=contact)
    assert told.entered_on == dt.date(2020, 9, 7)


def test_details_of_a_procedure_are_corrected(contact, unit, outsider):
    procedure = factories.ProcedureFactory(owner=unit)
    with pytest.raises(NotAllowed):
        actions.edit_procedure(procedure, by=outsider, notes="x")
    with pytest.raises(NotAllowed):
        actions.edit_procedure(procedure, by=contact, owner=UnitFactory())
    changed = actions.edit_procedure(procedure, by=contact, code="2.000001.H33")
    assert Procedure.objects.matching("2.000001").get() == changed


def test_a_channel_is_checked_again_and_again(contact, unit, outsider):
    version = factories.published(unit)
    told = (version.procedure, unit, Channel.PORTAL)
    actions.check_disclosure(*told, by=contact, place="Trang của trường", shown=version)
    actions.check_disclosure(*told, by=contact, on=dt.date(2020, 9, 1))
    row = Disclosure.objects.get()
    assert (row.last_checked_on, row.place) == (dt.date(2020, 9, 1), "Trang của trường")
    with pytest.raises(BadInput):
        actions.check_disclosure(*told, by=contact, on=dt.date(2020, 9, 9))
    with pytest.raises(NotAllowed):
        actions.check_disclosure(*told, by=outsider)


def test_sheets_are_printed_seen_and_taken_down(contact, unit, outsider):
    version = factories.published(unit)
    with pytest.raises(NotAllowed):
        actions.print_postings(unit, [version], by=outsider)
    with pytest.raises(WrongState):
        actions.print_postings(unit, [factories.draft(unit)], by=contact)
    [sheet] = actions.print_postings(unit, [version], by=contact, place="Sảnh")
    with pytest.raises(BadInput):
        actions.check_board(UnitFactory(), [sheet], by=None)
    actions.check_board(unit, [sheet], by=contact)
    sheet.refresh_from_db()
    assert (sheet.seen_on, sheet.seen_by) == (dt.date(2020, 9, 8), contact)
    seen = Disclosure.objects.get(channel=Channel.OFFICE_BOARD)
    assert seen.shown == version
    gone = actions.take_down(sheet, by=contact)
    with pytest.raises(WrongState):
        actions.take_down(gone, by=contact)
    with pytest.raises(BadInput):
        actions.print_postings(unit, [], by=contact)


def test_a_field_is_found_again_whatever_its_tone_marks(secretary):
    made = actions.get_field("Bảo trợ xã hội", by=secretary)
    assert actions.get_field("bao tro  xa hoi", by=None) == made


def test_procedures_come_in_all_or_none(contact, unit):
    def row(name):
        return actions.ImportedProcedure(
            name, "Giáo dục nghề nghiệp", unit, "public_service_unit",
            content=Content({"sets": 1}), process_code="QT-01", steps=rows(4, 4),
        )  # fmt: skip

    with pytest.raises(BadInput):
        actions.import_procedures([row("Một"), row("Một")], by=contact)
    assert not Procedure.objects.exists()
    made = actions.import_procedures([row("Một"), row("Hai")], by=contact, source="tệp.xlsx")
    assert {one.process for one in made} == {Process.objects.get()}
    assert made[0].source_note == "tệp.xlsx"
