"""Filing online: the draft, its form and files, handing in, and what became of it."""

import io
import uuid

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from congvu.applicants.actions import forget, keep_own, register
from congvu.applicants.models import Applicant
from congvu.core import clock
from congvu.core.errors import BadInput, NotAllowed, StaleSave, WrongState
from congvu.core.models import LogEntry
from congvu.dossiers import actions
from congvu.dossiers.errors import NewVersion, NotFiledHere, Unfinished
from congvu.dossiers.models import Dossier, OnlineForm, OnlinePaper
from congvu.dossiers.policies import may, offered
from congvu.dossiers.rules import answer_problems, answer_words, kept_answers
from congvu.dossiers.states import BEFORE_ACCEPTANCE, VERB_LABELS, DossierState
from congvu.evidence.actions import append_upload, open_upload
from congvu.evidence.models import Item, Upload, Version
from congvu.evidence.policies import may_send
from congvu.notices.models import Notice
from congvu.organizations.states import Role
from congvu.procedures.models import ProcedureVersion
from congvu.procedures.rules import FormFieldFacts
from tests.dossiers.factories import at
from tests.dossiers.filings import ANSWERS, PERSON, Online, online, png
from tests.organizations.factories import UserFactory, officer

FIELDS = [
    FormFieldFacts("Số", "whole", True, name="so"),
    FormFieldFacts("Tiền", "money", False, name="tien"),
    FormFieldFacts("Ngày", "date", False, name="ngay"),
    FormFieldFacts("Cỡ", "choice", False, choices=("A4", "A3"), name="co"),
    FormFieldFacts("Nhận tận nơi", "yes_no", False, name="nhan"),
]


@pytest.fixture
def web(place) -> Online:
    with clock.at(at(7)):
        yield online(place)


# --- answers -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "text", "good"),
    [
        ("so", "12", True), ("so", "1.200", True), ("so", "1,5", False), ("so", "-1", False),
        ("so", "²", False), ("tien", "1 200 000", True), ("tien", "12.00", False),
        ("ngay", "29/2/2020", True), ("ngay", "29/02/2019", False), ("ngay", "2020-02-29", False),
        ("co", "A4", True), ("co", "A5", False), ("nhan", "yes", True), ("nhan", "có", False),
    ],
)  # fmt: skip
def test_an_answer_is_of_its_kind(name, text, good):
    assert (name not in answer_problems(FIELDS, {"so": "1", name: text})) is good


def test_what_is_required_must_be_there_and_nothing_unknown_is_kept():
    assert list(answer_problems(FIELDS, {})) == ["so"]
    assert kept_answers(FIELDS, {"so": " 1 ", "la": "x", "co": "A" * 900}) == {
        "so": "1",
        "co": "A" * 500,
    }


def test_answers_are_shown_as_people_write_them():
    assert answer_words(FIELDS[1], "1200000") == "1.200.000 đồng"
    assert answer_words(FIELDS[4], "yes") == "Có"


# --- the draft -----------------------------------------------------------------------------------
@pytest.mark.django_db
def test_there_is_one_open_draft_for_an_account_and_procedure(web):
    first = actions.open_draft(web.place.procedure, by=web.account)
    assert actions.open_draft(web.place.procedure, by=web.account) == first
    other = UserFactory(citizen=True)
    assert actions.open_draft(web.place.procedure, by=other) != first
    assert (first.point, first.unit, first.channel) == (None, None, "online")


@pytest.mark.django_db
def test_what_is_not_filed_here_begins_no_draft(web):
    web.place.procedure.levels.all().delete()
    with pytest.raises(NotFiledHere) as refused:
        actions.open_draft(web.place.procedure, by=web.account)
    assert "trực tuyến" in refused.value.message
    assert not Dossier.objects.exists()


@pytest.mark.django_db
def test_an_officer_files_nothing_through_an_own_account(web):
    with pytest.raises(NotAllowed):
        actions.open_draft(web.place.procedure, by=web.place.clerk)


@pytest.mark.django_db
def test_a_draft_may_be_unfinished_and_wrong_and_is_kept_encrypted(web):
    row = actions.open_draft(web.place.procedure, by=web.account)
    told = {"kind": "person", "name": "  Trần  Thị Bình ", "phone": "abc", "la": "x"}
    form = actions.write_form(row, by=web.account, person=told, answers={"so_hieu": "B7"})
    kept = OnlineForm.objects.get()
    assert kept.told_person == {"kind": "person", "name": "Trần Thị Bình", "phone": "abc"}
    assert kept.told_answers == {"so_hieu": "B7"}
    raw = OnlineForm.objects.values_list("person", flat=True).get()
    assert "Bình" not in raw.token
    assert not LogEntry.objects.filter(changes__icontains="Bình").exists()
    with pytest.raises(StaleSave):
        actions.write_form(row, by=web.account, person=told, answers={}, expected=form.version - 1)


@pytest.mark.django_db
def test_nobody_else_writes_reads_or_throws_away_a_draft(web):
    row = web.draft()
    paper = OnlinePaper.objects.get()
    version = paper.item.versions.get()
    assert Version.objects.visible_to(web.account).get() == version
    for who in (UserFactory(citizen=True), web.place.clerk, web.place.head):
        assert not Version.objects.visible_to(who).exists()
        assert not Dossier.objects.visible_to(who).exists()
        for refused in (
            lambda who=who: actions.write_form(row, by=who, person=PERSON, answers={}),
            lambda who=who: actions.add_paper(row, by=who, order=1, stream=png(), name="a.png"),
            lambda who=who: actions.drop_paper(paper, by=who),
            lambda who=who: actions.discard_draft(row, by=who),
            lambda who=who: actions.hand_in_dossier(row, by=who),
        ):
            with pytest.raises(NotAllowed):
                refused()


@pytest.mark.django_db
def test_the_log_never_holds_the_name_of_a_file_a_citizen_sent(web):
    row, name = web.draft(), "CCCD Danh Thị Sô Phia.png"
    dropped = actions.add_paper(row, by=web.account, order=1, stream=png(), name=name)
    actions.drop_paper(dropped, by=web.account)
    kept = actions.add_paper(row, by=web.account, stream=png(), name=name)
    assert kept.item.versions.get().original_name == name
    actions.discard_draft(row, by=web.account)
    entries = LogEntry.objects.filter(kind__startswith="evidence.")
    assert entries.filter(kind="evidence.version").count() == 6  # three came, three went
    assert not [one for one in entries if "Phia" in f"{one.label} {one.reason} {one.changes}"]


@pytest.mark.django_db
def test_a_counter_can_not_take_in_what_was_not_handed_in(web):
    with pytest.raises(NotAllowed):
        actions.accept(web.draft(), by=web.place.clerk)


@pytest.mark.django_db(transaction=True)
def test_a_file_taken_out_again_is_gone_with_its_bytes(web, settings):
    row = web.draft()
    paper = OnlinePaper.objects.get()
    name = paper.item.versions.get().stored_name
    assert default_storage.exists(name)
    actions.drop_paper(paper, by=web.account)
    assert not default_storage.exists(name)
    assert (Item.objects.count(), Version.objects.count(), row.online.papers.count()) == (0, 0, 0)


@pytest.mark.django_db
def test_a_draft_thrown_away_leaves_nothing_but_the_log(web):
    actions.discard_draft(web.draft(), by=web.account)
    assert not Dossier.objects.exists()
    assert not OnlineForm.objects.exists()
    assert not Item.objects.exists()
    assert LogEntry.objects.filter(action="dossiers.discard_draft").exists()


@pytest.mark.django_db
def test_a_file_comes_through_the_resumable_upload_too(web):
    row = actions.open_draft(web.place.procedure, by=web.account)
    data = png("red").getvalue()
    upload = open_upload("don.png", len(data), by=web.account)
    append_upload(upload, 0, data[:20], by=web.account)
    upload.refresh_from_db()
    append_upload(upload, 20, data[20:], by=web.account)
    paper = actions.add_paper(row, by=web.account, order=1, upload=upload.uuid)
    assert (paper.order, paper.item.created_by) == (1, web.account)
    actions.drop_paper(paper, by=web.account)
    assert not Upload.objects.exists()
    with pytest.raises(BadInput):
        actions.add_paper(row, by=web.account, order=1, upload=uuid.uuid4())


@pytest.mark.django_db
def test_an_account_sends_files_only_while_some_dossier_waits_for_them(web):
    assert not may_send(web.account)
    row = web.draft()
    assert may_send(web.account)
    row = actions.hand_in_dossier(row, by=web.account)
    assert not may_send(web.account)
    with pytest.raises(NotAllowed):
        open_upload("a.png", 10, by=web.account)


@pytest.mark.django_db
def test_a_paper_that_is_not_asked_for_and_a_wrong_file_are_refused(web):
    row = actions.open_draft(web.place.procedure, by=web.account)
    with pytest.raises(BadInput):
        actions.add_paper(row, by=web.account, order=9, stream=png(), name="a.png")
    with pytest.raises(BadInput):
        actions.add_paper(row, by=web.account, order=1, stream=io.BytesIO(b"MZ\x90"), name="a.pdf")
    assert not Item.objects.exists()


# --- handing in ----------------------------------------------------------------------------------
@pytest.mark.django_db
def test_handed_in_it_reaches_the_counter_with_its_applicant_and_files(web):
    row = web.handed_in()
    assert (row.state, row.point, row.unit) == ("submitted", web.place.point, web.place.unit)
    assert row.submitted_at == at(7)
    assert [one["title"] for one in row.papers] == ["Đơn đề nghị"]
    assert row.applicant.full_name == "Trần Thị Bình"
    assert row.applicant_label == "Trần T. B."
    assert Dossier.objects.visible_to(web.place.clerk).get() == row
    assert Version.objects.visible_to(web.place.clerk).exists()
    assert Version.objects.visible_to(web.account).exists()
    outside = officer(Role.UNIT_HEAD, web.place.department)
    assert not Version.objects.visible_to(outside).exists()
    move = row.movements.get()
    assert (move.verb, move.by, move.office) == ("submit", web.account, str(web.place.point))


@pytest.mark.django_db
def test_what_is_missing_is_named_part_by_part(web):
    row = actions.open_draft(web.place.procedure, by=web.account)
    told = {"kind": "person", "name": "Trần Thị Bình", "identity_number": "12", "phone": "9"}
    actions.write_form(row, by=web.account, person=told, answers={"co_giay": "A5"})
    with pytest.raises(Unfinished) as refused:
        actions.hand_in_dossier(row, by=web.account)
    assert set(refused.value.fields) == {
        "identity_number", "phone", "address", "o_so_hieu", "o_co_giay", "g_1",
    }  # fmt: skip
    row.refresh_from_db()
    assert (row.state, Applicant.objects.count()) == ("draft", 0)


@pytest.mark.django_db
def test_a_new_version_is_looked_at_before_handing_in(web):
    row = web.draft()
    old = web.version
    ProcedureVersion.objects.filter(pk=old.pk).update(effective_to=at(6).date(), state="replaced")
    new = ProcedureVersion.objects.create(
        procedure=web.place.procedure, number=2, state="published", name=old.name,
        effective_from=at(7).date(),
    )  # fmt: skip
    new.components.create(order=1, title="Bản cam kết")
    new.components.create(order=2, title="Đơn đề nghị")
    with pytest.raises(NewVersion):
        actions.hand_in_dossier(row, by=web.account)
    form = actions.write_form(row, by=web.account, person=PERSON, answers=ANSWERS)
    assert form.procedure_version == new
    assert OnlinePaper.objects.get().order == 2
    assert set(actions.unfinished(form)) == {"g_1"}


@pytest.mark.django_db
def test_somebody_known_at_the_counter_is_found_again(web):
    """Filing for somebody else, whom the counter knows with the same phone."""
    known = register(by=web.place.clerk, at=web.place.point.unit, **PERSON)
    keep_own(by=web.account, name="Lê Văn Cả", identity_number="089300009999", phone="0988777666")
    assert web.handed_in().applicant == known


@pytest.mark.django_db
def test_the_first_filing_is_of_the_account_itself_and_so_are_the_next(web):
    register(by=web.place.clerk, at=web.place.point.unit, **PERSON)
    row = web.handed_in()
    assert (row.applicant.account, row.online.doubtful) == (web.account, False)
    assert web.handed_in().applicant == row.applicant
    other = web.handed_in(name="Trần Thị Mẹ", identity_number="089300008888")
    assert other.applicant.account is None
    assert Applicant.objects.visible_to(web.place.clerk).filter(pk=row.applicant.pk).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("other", [{"name": "Lê Văn Cả"}, {"phone": "0988777666"}])
def test_a_number_known_under_another_name_or_phone_binds_nothing(web, other):
    known = register(by=web.place.clerk, at=web.place.point.unit, **(PERSON | other))
    keep_own(by=web.account, name="Lê Văn Nộp Hộ", identity_number="089300009999",
             phone="0911222333")  # fmt: skip
    row = web.handed_in()
    assert row.applicant != known
    assert not row.applicant.identity_number
    assert row.online.doubtful
    assert row.online.told_person["identity_number"] == PERSON["identity_number"]


@pytest.mark.django_db
def test_returned_it_is_corrected_and_handed_in_again(web):
    row = web.handed_in()
    first = row.applicant
    with clock.at(at(8)):
        row = actions.return_for_completion(row, by=web.place.clerk, reason="Thiếu chữ ký.")
        assert may_send(web.account)
        actions.write_form(row, by=web.account, person=PERSON, answers={"so_hieu": "C9"})
        sent = OnlinePaper.objects.get()
        with pytest.raises(WrongState):
            actions.drop_paper(sent, by=web.account)
        actions.add_paper(row, by=web.account, order=2, stream=png("blue"), name="b.png")
        row = actions.hand_in_dossier(row, by=web.account)
    assert (row.state, row.applicant, row.submitted_at) == ("submitted", first, at(8))
    assert [one["order"] for one in row.papers] == [1, 2]
    assert OnlineForm.objects.get().told_answers == {"so_hieu": "C9"}
    assert [m.verb for m in row.movements.all()] == ["submit", "return_for_completion", "resubmit"]


@pytest.mark.django_db
def test_once_handed_in_nothing_of_it_is_written_any_more(web):
    row = web.handed_in()
    for refused in (
        lambda: actions.write_form(row, by=web.account, person=PERSON, answers={}),
        lambda: actions.add_paper(row, by=web.account, order=1, stream=png(), name="a.png"),
        lambda: actions.answer_supplement(row, by=web.account),
    ):
        with pytest.raises((NotAllowed, WrongState)):
            refused()
    with pytest.raises(WrongState):
        actions.discard_draft(row, by=web.account)
    with pytest.raises(WrongState):
        actions.hand_in_dossier(row, by=web.account)


@pytest.mark.django_db
def test_the_filer_may_do_these_and_nothing_else(web):
    row = web.handed_in()
    may_do = {verb for verb in VERB_LABELS if may(web.account, verb, row)}
    assert may_do == {"submit", "resubmit", "receive_supplement", "withdraw"}
    assert not any(may(UserFactory(citizen=True), verb, row) for verb in VERB_LABELS)
    assert "withdraw" in offered(web.account, row)
    row.filed_by = web.place.case  # an officer's account has no such rights
    assert not may(web.place.case, "withdraw", row)


@pytest.mark.django_db
@pytest.mark.parametrize("state", sorted(set(DossierState) - BEFORE_ACCEPTANCE))
def test_after_acceptance_the_filer_writes_in_no_state(web, state):
    row = web.accepted()
    Dossier.objects.filter(pk=row.pk).update(state=state)
    row.refresh_from_db()
    with pytest.raises((NotAllowed, WrongState)):
        actions.hand_in_dossier(row, by=web.account)
    with pytest.raises(NotAllowed):
        actions.write_form(row, by=web.account, person=PERSON, answers={})


@pytest.mark.django_db
def test_withdrawn_by_its_filer_and_only_before_the_result(web):
    row = web.handed_in()
    with clock.at(at(8)):
        row = actions.withdraw(row, by=web.account, reason="Nộp nhầm thủ tục")
    assert (row.state, row.closed_at) == ("withdrawn", at(8))
    Dossier.objects.filter(pk=row.pk).update(state="result_ready")
    with pytest.raises(WrongState):
        actions.withdraw(row, by=web.account, reason="Đổi ý")


# --- the clock -----------------------------------------------------------------------------------
@pytest.mark.django_db
def test_handed_in_on_a_sunday_the_clock_runs_from_acceptance(web):
    row = web.handed_in(at(6, hour=22))  # a Sunday night
    assert (row.submitted_at, row.due_at) == (at(6, hour=22), None)
    with clock.at(at(7, hour=8)):
        row = actions.accept(row, by=web.place.clerk)
    desk = web.place.taken(at(7, hour=8))
    assert (row.accepted_at, row.due_at) == (at(7, hour=8), desk.due_at)


@pytest.mark.django_db
def test_accepted_after_the_cutoff_it_counts_from_the_next_day(web):
    web.place.point.cutoff = at(7, hour=15).time()
    web.place.point.save()
    row = web.handed_in(at(7, hour=20))
    with clock.at(at(7, hour=16, minute=30)):
        late = actions.accept(row, by=web.place.clerk)
    morning = web.place.taken(at(8, hour=8))
    assert late.due_at.date() == morning.due_at.date()


@pytest.mark.django_db
def test_a_supplement_answered_at_night_moves_the_due_date_as_at_the_counter(web):
    row, twin = web.asked_for_more(), web.place.at_work()
    with clock.at(at(9)):
        actions.request_supplement(twin, by=web.place.case, reasons="Thiếu bản sao.")
    with clock.at(at(12, hour=23)):  # a Saturday night
        actions.add_paper(row, by=web.account, stream=png("green"), name="sao.png")
        row = actions.answer_supplement(row, by=web.account)
        twin = actions.receive_supplement(twin, by=web.place.clerk)
    assert row.state == "in_progress"
    assert row.due_at == twin.due_at > row.original_due_at


# --- supplement ----------------------------------------------------------------------------------
@pytest.mark.django_db
def test_an_answer_to_a_request_carries_files_that_its_officer_reads(web):
    row = web.asked_for_more()
    with clock.at(at(10)):
        with pytest.raises(BadInput):
            actions.answer_supplement(row, by=web.account)
        paper = actions.add_paper(row, by=web.account, stream=png("green"), name="sao.png")
        assert (paper.round, paper.order, paper.title) == (1, 0, "Bổ sung lần 1")
        file = paper.item.versions.get()
        assert file not in Version.objects.visible_to(web.place.case)
        row = actions.answer_supplement(row, by=web.account, note="Gửi bản sao")
    assert (row.state, row.paused) == ("in_progress", False)
    assert file in Version.objects.visible_to(web.place.case)
    assert row.supplements.get().answered_at == at(10)
    assert row.movements.last().note == "Gửi bản sao"


# --- messages ------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_the_filer_is_told_at_every_turn_and_nothing_private_is_in_it(web):
    row = web.asked_for_more()
    with clock.at(at(10)):
        actions.add_paper(row, by=web.account, stream=png("green"), name="sao.png")
        actions.answer_supplement(row, by=web.account)
        for verb in (actions.propose,):
            verb(row, by=web.place.case)
        actions.approve(row, by=web.place.unit_head)
        actions.sign(row, by=web.place.head)
    told = list(Notice.objects.filter(recipient=web.account).order_by("pk"))
    heads = [one.title.split(":")[0] for one in told]
    assert heads == ["Đã nhận hồ sơ nộp trực tuyến", "Hồ sơ đã được tiếp nhận",
                     "Hồ sơ cần bổ sung giấy tờ", "Hồ sơ đã có kết quả"]  # fmt: skip
    accepted = told[1]
    assert row.code in accepted.text
    assert "22/9/2020" in accepted.text
    assert all(one.urgent and one.path == f"/nop-ho-so/{row.pk}/" for one in told)
    words = " ".join(one.title + one.text for one in told)
    assert not [private for private in ("Bình", "0912", "Thiếu bản sao") if private in words]


@pytest.mark.django_db
def test_a_late_dossier_brings_an_apology_with_the_new_day(web):
    row = web.at_work()
    with clock.at(at(28)):
        actions.apologise(row, by=web.place.case, new_date=at(30, hour=16), cause="few_staff",
                          reason="Người thụ lý nghỉ ốm")  # fmt: skip
    told = Notice.objects.filter(recipient=web.account).latest("pk")
    assert "Xin lỗi" in told.title
    assert "30/9/2020" in told.text
    assert "nghỉ ốm" not in told.text


@pytest.mark.django_db
def test_a_dossier_of_the_counter_tells_nobody(web):
    web.place.taken()
    assert not Notice.objects.exists()


@pytest.mark.django_db
def test_what_was_filed_is_erased_with_its_applicant(web):
    row = web.accepted()
    Dossier.objects.filter(pk=row.pk).update(state="returned")
    forget(row.applicant, by=web.place.head, reason="Hết thời hạn lưu trữ")
    form = OnlineForm.objects.get()
    assert (form.told_person, form.told_answers) == ({}, {})


def test_the_page_of_a_filer_lies_with_the_portal():
    assert reverse("portal:filed_detail", args=[7]) == "/nop-ho-so/7/"
