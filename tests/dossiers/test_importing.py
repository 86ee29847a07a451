"""Lists of other systems: facts with their source, all or nothing, again and again."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from congvu.core.errors import BadInput, NotAllowed, WrongState
from congvu.core.imports import ImportRefused
from congvu.core.models import LogEntry
from congvu.core.workdays import ZONE
from congvu.dossiers.actions import (
    add_source,
    discard_list,
    import_list,
    map_list,
    rehearse_list,
    remember_source,
    stage_list,
    take_in_list,
)
from congvu.dossiers.errors import ListHasProblems
from congvu.dossiers.lists.columns import moment
from congvu.dossiers.lists.words import STATE_WORDS, applicant_label
from congvu.dossiers.models import Difference, Dossier, ImportRun, SourceSystem
from congvu.dossiers.states import Channel, DossierState, Lateness, RunState
from congvu.organizations.states import Role
from congvu.procedures.models import Procedure
from tests.dossiers.factories import at
from tests.dossiers.lists import HEADINGS, real_dates, renamed, row, workbook
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(place):
    """The procedure of the list is in our catalogue, ten working days."""
    Procedure.objects.filter(pk=place.procedure.pk).update(code="1.001")
    return place


@pytest.fixture
def clerk(known):
    return known.clerk


@pytest.fixture
def system(clerk):
    return add_source(by=clerk, name="Hệ thống một cửa điện tử tỉnh")


def taken(system, by, *rows, **fields):
    return import_list(workbook(rows or [row(1)], **fields), system, by=by, name="ds.xlsx")


@pytest.mark.parametrize("two_headers", [True, False])
def test_an_exported_list_becomes_facts(system, clerk, known, two_headers):
    report = taken(system, clerk, row(1), real_dates(2), two_headers=two_headers)
    assert (report.created, report.updated, report.reading.skipped_count) == (2, 0, 3)
    fact = Dossier.objects.get(code__endswith="-0001")
    assert (fact.source, fact.unit, fact.state) == (system, known.unit, DossierState.RETURNED)
    assert (fact.accepted_at, fact.source_due_at) == (at(8, 9, 8, 30), at(22, 9, 17))
    assert (fact.due_at, fact.original_due_at) == (at(22, 9, 17), at(22, 9, 17))
    assert (fact.lateness, fact.difference) == (Lateness.EARLY, Difference.NONE)
    assert (fact.applicant_label, fact.applicant) == ("Nguyễn V. A.", None)
    assert fact.channel == Channel.ONLINE and fact.source_words["state"] == "Đã trả kết quả"
    assert fact.run == report.run and report.run.file_name == "ds.xlsx"
    log = LogEntry.objects.filter(action="dossiers.import")
    assert log.count() == 2 and "một cửa điện tử" in log[0].reason
    assert "Văn An" not in json.dumps([*log.values("changes", "label")], ensure_ascii=False)


def test_the_same_list_again_changes_nothing(system, clerk):
    taken(system, clerk, row(1), row(2))
    before = LogEntry.objects.filter(action="dossiers.import").count()
    again = taken(system, clerk, row(1), row(2))
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
    assert LogEntry.objects.filter(action="dossiers.import").count() == before
    assert [run.has_news for run in ImportRun.objects.order_by("pk")] == [True, False]


def test_a_later_list_updates_and_the_log_tells_what(system, clerk):
    open_row = {"finished": None, "returned": None, "state": "Đang xử lý"}
    taken(system, clerk, row(1, **open_row), row(2))
    report = taken(system, clerk, row(1, due="25/09/2020"), row(2))
    assert (report.created, report.updated, report.unchanged) == (0, 1, 1)
    fact = Dossier.objects.get(code__endswith="-0001")
    assert (fact.state, fact.source_due_at) == (DossierState.RETURNED, at(25, 9, 0))
    change = LogEntry.objects.filter(action="dossiers.import").order_by("pk").last().changes
    assert change["state"] == ["in_progress", "returned"]
    assert change["difference"] == ["none", "ours_earlier"] and "source_due_at" in change


def test_the_page_folds_its_history_and_tells_only_what_changed(system, clerk, client_of):
    open_row = {"finished": None, "returned": None, "state": "Đang xử lý"}
    taken(system, clerk, row(1, **open_row))
    taken(system, clerk, row(1, due="25/09/2020"))
    fact = Dossier.objects.get()
    answer = client_of(officer(Role.SECRETARY)).get(fact.get_absolute_url())
    newest, first = answer.context["entries"]
    told = {one.label.lower(): (one.before, one.after) for one in newest.details}
    assert told["trạng thái"] == ("Đang giải quyết", "Đã trả kết quả")
    assert "mã hồ sơ" not in told and "lần nhập gần nhất" not in told
    assert first.details == []
    page = answer.content.decode()
    assert "<summary>Lịch sử: 2 lần nhập</summary>" in page


def test_the_same_code_of_another_system_is_another_dossier(system, clerk):
    other = add_source(by=clerk, name="Cổng Dịch vụ công quốc gia")
    taken(system, clerk)
    assert taken(other, clerk).created == 1 and Dossier.objects.count() == 2


@pytest.mark.parametrize(
    "fields,difference",
    [
        ({"due": "22/9/2020"}, Difference.NONE),
        ({"due": "21/9/2020"}, Difference.OURS_LATER),
        ({"due": "25/9/2020"}, Difference.OURS_EARLIER),
        ({"due": ""}, Difference.NO_SOURCE_DATE),
        ({"procedure": "9.999", "name": "Khác"}, Difference.UNKNOWN_PROCEDURE),
        ({"received": "08/09/2018", "due": "22/9/2018"}, Difference.UNKNOWN_LIMIT),
    ],
)
def test_their_day_is_kept_and_ours_stands_beside_it(system, clerk, fields, difference):
    report = taken(system, clerk, row(1, **fields))
    fact = Dossier.objects.get()
    assert fact.difference == difference
    assert report.different == (difference != Difference.NONE)
    assert Dossier.objects.disputed().exists() == bool(report.different)
    assert fact.due_at == (fact.source_due_at or fact.original_due_at)


def test_timeliness_goes_by_the_day_that_was_promised(system, clerk):
    taken(system, clerk, row(1, due="18/9/2020"), row(2, due="25/9/2020", finished="25/9/2020",
                                                      returned="25/9/2020"))  # fmt: skip
    found = Dossier.objects.order_by("code").values_list("lateness", flat=True)
    assert [*found] == [Lateness.OVERDUE, Lateness.ON_TIME]


@pytest.mark.parametrize(
    "fields,column,part",
    [
        ({"received": "31/02/2020"}, "received_at", "Không có ngày"),
        ({"received": ""}, "received_at", "Thiếu ngày tiếp nhận"),
        ({"received": "hôm qua"}, "received_at", "không phải là ngày"),
        ({"received": "08/09/2020 25:00"}, "received_at", "Không có giờ"),
        ({"code": ""}, "code", "Thiếu mã hồ sơ"),
        ({"finished": "01/09/2020"}, "finished_at", "trước ngày tiếp nhận"),
        ({"returned": "20/09/2020"}, "returned_at", "trước ngày có kết quả"),
        ({"finished": "", "returned": ""}, "finished_at", "thiếu ngày có kết quả"),
        ({"state": "Đang xử lý"}, "state", "đã có ngày kết quả"),
        ({"state": "Đang chờ sao"}, "state", "Chưa biết trạng thái"),
        ({"unit": "Phòng Không có"}, "unit", "Chưa biết đơn vị"),
        ({"fee": "nhiều"}, "fee", "không phải là số"),
        ({"due": "#REF!"}, "due_at", "lỗi công thức"),
    ],
)
def test_one_doubtful_cell_and_nothing_is_taken_in(system, clerk, fields, column, part):
    data = workbook([row(1), row(2, **fields)])
    problems = rehearse_list(data, system, by=clerk).reading.problems
    assert [(p.column, p.row) for p in problems] == [(column, 9)]
    assert part in problems[0].message
    with pytest.raises(ListHasProblems, match="dòng 9"):
        import_list(data, system, by=clerk)
    assert not Dossier.objects.exists() and not ImportRun.objects.exists()


def test_a_code_twice_in_one_list_is_a_problem(system, clerk):
    with pytest.raises(ListHasProblems, match="trùng với dòng 8"):
        taken(system, clerk, row(1), row(1))


def test_a_list_without_its_columns_or_rows_is_refused(system, clerk):
    with pytest.raises(ListHasProblems, match="Không thấy cột: Mã hồ sơ"):
        import_list(b"a;b\n1;2\n", system, by=clerk)
    with pytest.raises(ImportRefused, match="Không thấy cột"):
        import_list(b"1;2\n3;4\n", system, by=clerk)
    with pytest.raises(BadInput):
        import_list(workbook([]), system, by=clerk)


def test_headings_are_remembered_per_system(system, clerk):
    taken(system, clerk)
    system.refresh_from_db()
    assert system.columns["code"] == "Mã hồ sơ" and system.columns["unit"] == "Đơn vị giải quyết"
    csv = "Ký hiệu;Vào lúc;Ra lúc;Trạng thái\nA-1;08/09/2020;21/09/2020;Đã trả\n"
    own = add_source(by=clerk, name="Phần mềm cũ")
    with pytest.raises(ListHasProblems):
        import_list(csv, own, by=clerk)
    columns = {"code": "Ký hiệu", "received_at": "Vào lúc", "finished_at": "Ra lúc"}
    own = remember_source(own, by=clerk, columns=columns)
    assert import_list(csv, own, by=clerk).created == 1
    assert import_list(csv.replace("A-1", "A-2"), own, by=clerk).created == 1


def again(system, by, heading, *rows, **fields):
    """The same list once more with the due date under another heading, or under none."""
    system.refresh_from_db()
    data = renamed(workbook(rows or [row(1)], two_headers=False), "Ngày hẹn trả", heading)
    return rehearse_list(data, system, by=by), data


def test_another_usual_heading_is_found_and_no_promised_date_is_lost(system, clerk):
    taken(system, clerk, two_headers=False)
    report, data = again(system, clerk, "Hạn trả")
    assert report.good and report.reading.found["due_at"] == "Hạn trả"
    assert import_list(data, system, by=clerk).unchanged == 1
    fact = Dossier.objects.get()
    assert (fact.source_due_at, fact.due_at) == (at(22, 9, 17), at(22, 9, 17))


def test_a_heading_that_is_gone_is_asked_for_and_never_erases_a_date(system, clerk):
    taken(system, clerk, two_headers=False)
    report, data = again(system, clerk, "Trả vào ngày")
    assert not report.good and report.reading.vanished == {"due_at": "Ngày hẹn trả"}
    [problem] = report.reading.problems
    assert problem.column == "due_at" and "“Ngày hẹn trả”, tệp này không còn" in problem.message
    with pytest.raises(ListHasProblems):
        import_list(data, system, by=clerk)
    system.refresh_from_db()
    mapped = remember_source(system, by=clerk, columns={"due_at": "Trả vào ngày"})
    assert import_list(data, mapped, by=clerk).unchanged == 1
    report, data = again(system, clerk, None)
    assert report.reading.vanished == {"due_at": "Trả vào ngày"}
    system.refresh_from_db()
    without = remember_source(system, by=clerk, columns={"due_at": None})
    assert import_list(data, without, by=clerk).unchanged == 1
    fact = Dossier.objects.get()
    assert (fact.source_due_at, fact.due_at) == (at(22, 9, 17), at(22, 9, 17))


def test_what_a_list_has_no_column_for_stays_as_it_is_known(system, clerk, known):
    taken(system, clerk, row(1, unit=known.unit.name, fee="50000"))
    before = {f.attname: f.value_from_object(Dossier.objects.get()) for f in Dossier._meta.fields}
    csv = "Mã hồ sơ;Ngày tiếp nhận\n000.00.15.H33-200908-0001;08/09/2020 08:30\n"
    system.refresh_from_db()
    forgotten = remember_source(system, by=clerk, columns=dict.fromkeys(system.columns))
    assert import_list(csv, forgotten, by=clerk).unchanged == 1
    after = {f.attname: f.value_from_object(Dossier.objects.get()) for f in Dossier._meta.fields}
    assert after == before and after["state"] == DossierState.RETURNED and after["fee"] == 50000


@pytest.mark.parametrize(
    "state,ends,expected",
    [
        ("Đang xử lý", "21/09/2020;22/09/2020", DossierState.RETURNED),
        ("Chờ bổ sung", ";", DossierState.AWAITING_SUPPLEMENT),
        ("Có kết quả", "21/09/2020;22/09/2020", DossierState.RETURNED),
        ("Rút hồ sơ", "21/09/2020;", DossierState.WITHDRAWN),
    ],
)
def test_without_a_column_of_states_dates_only_lead_onward(system, clerk, state, ends, expected):
    finished = "21/09/2020" if state == "Có kết quả" else None
    taken(system, clerk, row(1, state=state, finished=finished, returned=None))
    system.refresh_from_db()
    forgotten = remember_source(system, by=clerk, columns=dict.fromkeys(system.columns))
    head = "Mã hồ sơ;Ngày tiếp nhận;Ngày có kết quả;Ngày trả"
    import_list(f"{head}\n000.00.15.H33-200908-0001;08/09/2020;{ends}\n", forgotten, by=clerk)
    assert Dossier.objects.get().state == expected


def test_a_remembered_heading_goes_before_the_usual_ones(system, clerk):
    csv = "Mã hồ sơ;Ngày tiếp nhận;Ngày hẹn trả;Hạn nội bộ\nA-1;08/09/2020;22/09/2020;18/09/2020\n"
    mapped = remember_source(system, by=clerk, columns={"due_at": "Hạn nội bộ"})
    import_list(csv, mapped, by=clerk)
    assert Dossier.objects.get().source_due_at == at(18, 9, 0)


def test_words_and_units_are_remembered_per_system(system, clerk, known):
    data = workbook([row(1, state="Xong hẳn", unit="P. NCC"), row(2, unit="Sở khác")])
    first = rehearse_list(data, system, by=clerk)
    assert first.reading.unknown_states == {"Xong hẳn": 1}
    assert first.unknown_units == {"Sở khác": 1}
    system = remember_source(
        system, by=clerk, words={"Xong hẳn": "returned"},
        units={"P. NCC": known.unit.pk, "Sở khác": 0},
    )  # fmt: skip
    assert import_list(data, system, by=clerk).created == 2
    units = Dossier.objects.order_by("code").values_list("unit", flat=True)
    assert [*units] == [known.unit.pk, None]


@pytest.mark.parametrize(
    "word,channel",
    [
        ("DVCTT mức độ 4", Channel.ONLINE),
        ("Dịch vụ công trực tuyến mức độ 3", Channel.ONLINE),
        ("Toàn trình", Channel.ONLINE),
        ("BCCI", Channel.POST),
        ("Qua bưu điện", Channel.POST),
        ("Tại quầy", Channel.DIRECT),
        ("TRỰC TUYẾN", Channel.ONLINE),
    ],
)
def test_ways_of_filing_are_known_in_the_words_of_their_time(system, clerk, word, channel):
    taken(system, clerk, row(1, channel=word))
    fact = Dossier.objects.get()
    assert fact.channel == channel
    ours = "" if word == "TRỰC TUYẾN" else word  # our own word is not kept twice
    assert fact.source_words.get("channel", "") == ours


def test_an_unknown_way_of_filing_is_asked_for_and_remembered(system, clerk):
    data = workbook([row(1, channel="Kiosk"), row(2, channel="Kiosk"), row(3, channel="")])
    report = rehearse_list(data, system, by=clerk)
    assert report.reading.unknown_channels == {"Kiosk": 2} and report.reading.problem_count == 1
    with pytest.raises(ListHasProblems, match="Chưa biết hình thức nộp 'Kiosk'"):
        import_list(data, system, by=clerk)
    system = remember_source(system, by=clerk, channels={"Kiosk": Channel.GUIDED_AT_COUNTER})
    report = import_list(data, system, by=clerk)
    assert report.created == 3 and report.reading.unsaid_channels == 1
    found = Dossier.objects.order_by("code").values_list("channel", "source_words__channel")
    guided = (Channel.GUIDED_AT_COUNTER, "Kiosk")
    assert [*found] == [guided, guided, (Channel.DIRECT, None)]


@pytest.mark.parametrize(
    "fields",
    [
        {"channels": {"A": "gone"}},
        {"words": {"A": "gone"}},
        {"units": {"A": 999999}},
        {"columns": {"gone": "A"}},
        {"columns": {"code": ""}},
    ],
)
def test_only_what_exists_is_remembered(system, clerk, fields):
    with pytest.raises(BadInput):
        remember_source(system, by=clerk, **fields)


def test_a_list_of_more_than_one_stretch(system, clerk, monkeypatch):
    monkeypatch.setattr("congvu.dossiers.lists.comparing.CHUNK", 3)
    rows = [row(n) for n in range(1, 9)]
    assert taken(system, clerk, *rows).created == 8
    assert taken(system, clerk, *rows, row(9)).created == 1


def test_only_those_who_answer_for_lists_take_them_in(system, known, administrator):
    for user in (known.case, known.unit_head, administrator, officer(Role.VIEWER)):
        with pytest.raises(NotAllowed):
            import_list(workbook([row(1)]), system, by=user)
        with pytest.raises(NotAllowed):
            rehearse_list(workbook([row(1)]), system, by=user)
        with pytest.raises(NotAllowed):
            add_source(by=user, name="A")
        with pytest.raises(NotAllowed):
            remember_source(system, by=user)


def test_the_command_takes_in_and_rehearses(known, tmp_path):
    file = tmp_path / "ds.xlsx"
    file.write_bytes(workbook([row(1), row(2)]))

    def run(*words):
        out = StringIO()
        call_command("import-dossiers", str(file), "--system", "Tỉnh", *words, stdout=out)
        return json.loads(out.getvalue())

    trial = run("--dry-run")
    assert (trial["created"], trial["written"]) == (2, False)
    assert not Dossier.objects.exists() and not SourceSystem.objects.exists()
    assert run()["created"] == 2 and run()["unchanged"] == 2
    assert LogEntry.objects.filter(action="dossiers.import", actor=None).count() == 2
    file.write_bytes(workbook([row(3, received="x")]))
    with pytest.raises(CommandError, match="chưa nhập"):
        run()
    with pytest.raises(CommandError, match="không đọc được"):
        call_command("import-dossiers", str(tmp_path / "no"), "--system", "Tỉnh")


def test_the_command_is_told_columns_and_words_and_remembers_them(known, tmp_path):
    file = tmp_path / "ds.csv"
    file.write_text("Ký hiệu;Vào lúc;Lối vào\nA-1;08/09/2020;Kiosk\n", encoding="utf-8")
    words = ["--column", "code=Ký hiệu", "--column", "received_at=Vào lúc",
             "--column", "channel=Lối vào", "--channel", "Kiosk=online"]  # fmt: skip

    def run(*words):
        out = StringIO()
        try:
            call_command("import-dossiers", str(file), "--system", "Cũ", *words, stdout=out)
        finally:
            found.append(json.loads(out.getvalue() or "{}"))

    found = []
    with pytest.raises(CommandError, match="chưa nhập"):
        run()
    assert found[-1]["missing_columns"] == ["code", "received_at"]
    assert found[-1]["headings"] == ["Ký hiệu", "Vào lúc", "Lối vào"]
    run(*words, "--dry-run")
    assert found[-1]["good"] and not SourceSystem.objects.exists()
    run(*words)
    run()
    assert (found[-2]["created"], found[-1]["unchanged"]) == (1, 1)
    assert Dossier.objects.get().channel == Channel.ONLINE
    for wrong in ("--column=code", "--column=gone=A", "--channel=A=gone"):
        with pytest.raises(CommandError):
            run(wrong)


@pytest.mark.parametrize(
    "text,expected",
    [
        ("08/09/2020 08:30", (2020, 9, 8, 8, 30)),
        ("8/9/2020", (2020, 9, 8, 0, 0)),
        ("08:30 08/09/2020", (2020, 9, 8, 8, 30)),
        ("08-09-2020, 8h05", (2020, 9, 8, 8, 5)),
        ("2020-09-08 08:30:15", (2020, 9, 8, 8, 30)),
        (dt.datetime(2020, 9, 8, 8, 30), (2020, 9, 8, 8, 30)),
        (dt.date(2020, 9, 8), (2020, 9, 8, 0, 0)),
    ],
)
def test_moments_as_lists_write_them(text, expected):
    assert moment(text) == dt.datetime(*expected, tzinfo=ZONE)
    assert moment("") is None


def test_every_state_has_a_word_and_each_word_one_state():
    assert set(STATE_WORDS.values()) == set(DossierState)
    assert len(HEADINGS) == len(row(1))


@pytest.mark.parametrize(
    "name,label",
    [("Nguyễn Văn An", "Nguyễn V. A."), ("Công ty TNHH Ánh", "Công ty TNHH Ánh"), ("", "")],
)
def test_applicants_of_lists_are_shortened(name, label):
    assert applicant_label(name) == label


def test_a_waiting_list_belongs_to_those_who_take_lists_in(system, clerk, known):
    run = stage_list(workbook([row(1)]), system, by=clerk, name="ds.xlsx")
    assert run.state == RunState.WAITING and run.created == 1
    for user in (known.case, known.unit_head):
        with pytest.raises(NotAllowed):
            stage_list(workbook([row(1)]), system, by=user, name="ds.xlsx")
        for verb in (map_list, take_in_list, discard_list):
            with pytest.raises(NotAllowed):
                verb(run, by=user)
    assert take_in_list(run, by=clerk).state == RunState.TAKEN_IN
    for verb in (map_list, take_in_list, discard_list):
        with pytest.raises(WrongState):
            verb(run, by=clerk)
