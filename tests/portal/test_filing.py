"""Where a dossier is filed: the rule by day, the office's decision, and whether online here."""

import datetime as dt

import pytest

from congvu.core import clock
from congvu.core.errors import BadInput, NotAllowed, WrongState
from congvu.core.models import LogEntry
from congvu.portal import filing
from congvu.portal.actions import decide_filing
from congvu.portal.models import FilingDecision
from congvu.procedures.models import LevelDeclaration
from congvu.procedures.states import Level
from tests.dossiers.factories import at, office
from tests.organizations.factories import UnitFactory
from tests.procedures import factories as f

pytestmark = pytest.mark.django_db
DAY = dt.date(2020, 9, 8)
LATER = dt.date(2026, 1, 5)


@pytest.fixture(autouse=True)
def _the_8th_of_september_2020():
    with clock.at(at(8)):
        yield


@pytest.fixture(scope="module")
def desk_kept(keeping):
    return keeping(office)


@pytest.fixture
def desk(desk_kept):
    return desk_kept.copied()


def declared(procedure, level=Level.LEVEL_3, **period):
    """The procedure with a level from 2020 on."""
    known = {"valid_from": dt.date(2020, 1, 1)} | period
    LevelDeclaration.objects.create(procedure=procedure, level=level, **known)
    return procedure


def decide(procedure, by, way="direct", on=DAY, **more):
    known = {"reason": "Hồ sơ cần bản gốc", "document": "Thông báo 15/TB-SLĐ ngày 01/9/2020"}
    return decide_filing(procedure, way=way, valid_from=on, by=by, **(known | more))


@pytest.mark.parametrize("level", [Level.LEVEL_3, Level.LEVEL_4, Level.PARTIAL, Level.FULL])
def test_with_a_level_a_version_and_a_counter_it_is_filed_online_here(desk, level):
    found = filing.way(declared(desk.procedure, level), DAY)
    assert (found.way, found.online, found.obstacle) == ("here", True, "")
    assert found.version.procedure == desk.procedure and found.points == (desk.point,)


@pytest.mark.parametrize("level", [Level.LEVEL_1, Level.LEVEL_2])
def test_levels_one_and_two_only_inform(desk, level):
    found = filing.way(declared(desk.procedure, level), DAY)
    assert not found.online and found.obstacle == filing.NO_LEVEL


def test_a_level_counts_in_its_time_only(desk):
    ended = declared(desk.procedure, valid_to=dt.date(2020, 9, 7))
    assert filing.way(ended, dt.date(2020, 9, 7)).online
    assert filing.way(ended, DAY).obstacle == filing.NO_LEVEL


def test_without_a_version_in_force_nothing_is_filed_online(desk):
    procedure = declared(desk.procedure)
    desk.procedure.versions.update(effective_from=dt.date(2020, 9, 9))
    assert filing.way(procedure, DAY).obstacle == filing.NOT_IN_FORCE
    assert filing.way(procedure, dt.date(2020, 9, 9)).online


def test_a_suspended_version_is_not_filed_by(desk):
    procedure = declared(desk.procedure)
    desk.procedure.versions.update(state="suspended", suspended_from=DAY)
    assert filing.way(procedure, DAY).obstacle == filing.NOT_IN_FORCE


def test_without_a_counter_nothing_is_filed_online(desk):
    procedure = declared(desk.procedure)
    type(desk.point).objects.update(active=False)
    assert filing.way(procedure, DAY).obstacle == filing.NO_POINT


@pytest.mark.parametrize("kind", ["counter", "department", "department_office"])
def test_the_departments_counter_takes_in_what_divisions_resolve(desk, kind):
    declared(desk.procedure)
    other = UnitFactory(kind=kind)
    type(desk.point).objects.update(unit=other)
    assert filing.way(desk.procedure, DAY).points == (desk.point,)
    type(other).objects.filter(pk=other.pk).update(kind="school")
    assert filing.way(desk.procedure, DAY).obstacle == filing.NO_POINT


def test_what_is_forwarded_is_not_filed_online_here(desk):
    procedure = declared(desk.procedure)
    type(procedure).objects.update(national=True)
    procedure.refresh_from_db()
    assert filing.way(procedure, DAY).online
    found = filing.way(procedure, LATER)
    assert found.forward and not found.online and found.address


def test_the_plain_rule_never_lets_file_online():
    assert not filing.filing(national=False, on=DAY).online


def test_a_decision_of_the_office_goes_before_the_rule_from_its_day(desk, secretary):
    procedure = declared(desk.procedure)
    decide(procedure, secretary, on=dt.date(2020, 9, 10))
    assert filing.way(procedure, dt.date(2020, 9, 9)).online
    found = filing.way(procedure, dt.date(2020, 9, 10))
    assert found.direct and not found.online and found.decision.decided_by == secretary
    assert found.why == "Hồ sơ cần bản gốc." and found.source.startswith("Thông báo 15/TB-SLĐ")


def test_a_national_procedure_may_be_kept_here_and_an_own_one_forwarded(desk, secretary):
    national = declared(f.published(desk.unit, national=True).procedure)
    with clock.at(at(8, 1, year=2026)):
        assert filing.way(national, LATER).forward
        decide(national, secretary, way="here", on=dt.date(2026, 1, 8))
        decide(desk.procedure, secretary, way="forward", on=dt.date(2026, 1, 8))
    day = dt.date(2026, 1, 8)
    assert filing.way(national, day).online
    forwarded = filing.way(desk.procedure, day)
    assert forwarded.forward and forwarded.address.startswith("https://") and forwarded.label
    assert forwarded.track == "Tra cứu tại Cổng Dịch vụ công quốc gia"


def test_the_later_decision_holds_and_the_rule_may_come_back(desk, secretary):
    procedure = declared(desk.procedure)
    decide(procedure, secretary, way="direct")
    decide(procedure, secretary, way="forward")
    assert filing.way(procedure, DAY).forward
    decide(procedure, secretary, way="rule", on=dt.date(2020, 10, 1))
    assert filing.way(procedure, dt.date(2020, 9, 30)).forward
    back = filing.way(procedure, dt.date(2020, 10, 1))
    assert back.online and back.decision is None
    assert FilingDecision.objects.count() == 3


def test_a_decision_is_logged_and_only_for_days_to_come(desk, secretary):
    made = decide(desk.procedure, secretary)
    row = LogEntry.objects.get(kind="portal.filingdecision", object_id=str(made.pk))
    assert row.actor == secretary and row.action == "portal.decide_filing"
    with pytest.raises(BadInput, match="08/9/2020"):
        decide(desk.procedure, secretary, on=dt.date(2020, 9, 7))


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"document": ""}, "document"),
        ({"way": "nowhere"}, "way"),
        ({"reason": "a" * 501}, "reason"),
    ],
)
def test_a_decision_names_reason_and_document(desk, secretary, more, field):
    with pytest.raises(BadInput) as told:
        decide(desk.procedure, secretary, **more)
    assert field in told.value.fields and not FilingDecision.objects.exists()


def test_there_is_nothing_to_end_where_nothing_was_decided(desk, secretary):
    with pytest.raises(WrongState, match="quy định chung"):
        decide(desk.procedure, secretary, way="rule")


@pytest.mark.parametrize("who", ["head", "inspector", "unit_head", "citizen", "outsider"])
def test_nobody_else_decides(desk, who, request):
    with pytest.raises(NotAllowed):
        decide(desk.procedure, request.getfixturevalue(who))


@pytest.mark.parametrize("count", [1, 20])
def test_many_cost_three_queries(desk, count, django_assert_num_queries):
    rows = [declared(f.ProcedureFactory(owner=desk.unit)) for _ in range(count)]
    with django_assert_num_queries(3):
        assert len(filing.ways(rows, DAY)) == count


def test_what_comes_next_is_told_with_its_day():
    assert filing.next_period(national=True, on=DAY).begins == dt.date(2025, 7, 1)
    assert filing.next_period(national=True, on=LATER) is None
    assert filing.next_period(national=False, on=DAY) is None


# --- the page of it -----------------------------------------------------------------------------
PAGE = "/quan-tri/noi-nop/"
FORM = {
    "way": "direct",
    "valid_from": "10/9/2020",
    "reason": "Hồ sơ cần bản gốc",
    "document": "Thông báo 15/TB-SLĐ",
}


def test_the_page_says_what_holds_why_and_what_comes(client_of, secretary, desk):
    text = client_of(secretary).get(PAGE).content.decode()
    for words in ("Nộp tại đây", "Nghị định 61/2018/NĐ-CP", "chưa đối chiếu bản gốc",
                  "Từ 01/7/2025", "Chuyển đến Cổng Dịch vụ công quốc gia", "Nghị định 118/2025",
                  "mọi thủ tục theo quy định chung", "Nơi nộp hồ sơ"):  # fmt: skip
        assert words in text, words


def test_a_procedure_is_found_and_decided_on(client_of, administrator, desk):
    browser = client_of(administrator)
    procedure = declared(desk.procedure)
    type(procedure).objects.update(search_text="cap giay xac nhan")
    text = browser.get(PAGE, {"q": "cap giay xac nhan"}).content.decode()
    path = f"{PAGE}{procedure.pk}/"
    assert path in text and "nộp được" in text
    assert "Không tìm thấy thủ tục nào" in browser.get(PAGE, {"q": "zzz"}).content.decode()
    assert "nộp được" in browser.get(path).content.decode()
    answer = browser.post(path, FORM)
    assert answer.status_code == 302 and answer["Location"] == path
    text = browser.get(PAGE).content.decode()
    assert "Sắp áp dụng" in text and "Thông báo 15/TB-SLĐ" in text
    with clock.at(at(10)):
        text = browser.get(path).content.decode()
        assert "Hôm nay: Chỉ nộp trực tiếp" in text and "chỉ nhận hồ sơ trực tiếp" in text
        public = browser.get(f"/thu-tuc-hanh-chinh/{procedure.pk}/").content.decode()
        assert "Chỉ nộp trực tiếp:" in public and "bản gốc. Căn cứ: Thông báo 15" in public


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"way": ""}, "Chọn nơi nộp."),
        ({"way": "nowhere"}, "nowhere"),
        ({"valid_from": "07/9/2020"}, "từ hôm nay trở đi"),
        ({"valid_from": "31/31/2020"}, "31/31/2020"),
        ({"reason": " "}, "Ghi lý do"),
        ({"document": ""}, "Ghi văn bản"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client_of, secretary, desk, more, words):
    answer = client_of(secretary).post(f"{PAGE}{desk.procedure.pk}/", FORM | more)
    text = answer.content.decode()
    assert answer.status_code == 422 and words in text
    assert all(value in text for name, value in FORM.items() if name not in more)
    assert not FilingDecision.objects.exists()


def test_ending_what_is_not_there_is_told(client_of, secretary, desk):
    answer = client_of(secretary).post(f"{PAGE}{desk.procedure.pk}/", FORM | {"way": "rule"})
    assert answer.status_code == 409 and "quy định chung" in answer.content.decode()


@pytest.mark.parametrize("who", ["head", "unit_head", "outsider", "citizen"])
def test_the_pages_are_not_there_for_others(client_of, desk, request, who):
    browser = client_of(request.getfixturevalue(who))
    for path in (PAGE, f"{PAGE}{desk.procedure.pk}/"):
        assert browser.get(path).status_code == 404
    assert browser.post(f"{PAGE}{desk.procedure.pk}/", FORM).status_code == 404
    assert "/quan-tri/noi-nop/" not in browser.get("/", follow=True).content.decode()


def test_other_methods_are_refused(client_of, secretary, desk):
    browser = client_of(secretary)
    assert browser.post(PAGE).status_code == 405
    assert browser.put(f"{PAGE}{desk.procedure.pk}/").status_code == 405
    assert browser.get(f"{PAGE}999999/").status_code == 404


@pytest.mark.parametrize("count", [1, 20])
def test_the_page_costs_the_same_for_one_and_for_twenty(
    client_of, secretary, desk, count, django_assert_max_num_queries
):
    for _ in range(count):
        decide(f.published(desk.unit).procedure, secretary)
    browser = client_of(secretary)
    browser.get(PAGE, {"q": "cap"})
    with django_assert_max_num_queries(14):
        browser.get(PAGE, {"q": "cap"})
