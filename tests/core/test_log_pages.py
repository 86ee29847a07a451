"""The log, the seal line and the whole check on screen."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.core import audit, clock, history, log_filter, registry, seals
from congvu.core.models import JobRun, LogEntry, VerifyRun
from congvu.core.verify import run_all
from congvu.legal.models import Basis

pytestmark = pytest.mark.django_db
User = get_user_model()
LIST = "core:log_list"


@pytest.fixture
def administrator():
    return User.objects.create_superuser("admin", full_name="Quản trị", email="a@b.vn")


@pytest.fixture
def officer():
    return User.objects.create(username="officer", full_name="Lê Thị Ánh")


@pytest.fixture
def page(client, administrator):
    client.force_login(administrator)

    def get(name=LIST, *args, **query):
        return client.get(reverse(name, args=args), query)

    return get


def add(n, by, action="legal.add_basis"):
    objs = [Basis(number=f"{i:03}/KH", issuer="Sở", subject="Kế hoạch") for i in range(n)]
    return audit.create_many(objs, by=by, action=action)


def text(response) -> str:
    return response.content.decode()


def test_list_shows_who_did_what(page, officer):
    [basis] = add(1, officer)
    audit.change(basis, by=officer, action="legal.edit_basis", subject="Mới", reason="sửa lỗi")
    body = text(page())
    assert "Lê Thị Ánh" in body and "001/KH" not in body
    assert "Sửa căn cứ pháp lý" in body and "Thêm căn cứ pháp lý" in body
    assert "<del>Kế hoạch</del> → Mới" in body and "Lý do: sửa lỗi" in body


@pytest.mark.parametrize("name,args", [(LIST, []), ("core:verify_detail", [1])])
def test_officers_without_the_right_are_refused(client, officer, name, args):
    VerifyRun.objects.create(pk=1)
    client.force_login(officer)
    assert client.get(reverse(name, args=args)).status_code == 403


@pytest.mark.parametrize(
    "name,args", [(LIST, []), ("core:verify_detail", [1]), ("core:system", [])]
)
def test_visitors_are_turned_away_and_post_is_refused(client, officer, name, args):
    assert client.get(reverse(name, args=args)).status_code == 302
    client.force_login(officer)
    assert client.post(reverse(name, args=args)).status_code == 405


def test_a_package_above_may_let_others_read(client, officer, monkeypatch):
    monkeypatch.setattr(registry, "_log_readers", [])
    registry.register_log_reader(lambda user: user.username == "officer")
    assert registry.may_see_log(officer)
    assert not registry.may_see_log(User.objects.create(username="other"))
    assert not registry.may_see_log(None)
    client.force_login(officer)
    assert client.get(reverse(LIST)).status_code == 200


def test_filters(page, officer, administrator):
    day = dt.datetime(2020, 8, 25, 17, 30, tzinfo=dt.UTC)  # 26 August in Việt Nam
    with clock.at(day):
        [old] = add(1, officer, action="legal.load")
    Basis.objects.all().delete()
    add(3, administrator)
    audit.change(officer, by=administrator, action="accounts.edit", title="Chuyên viên")

    def count(**query):
        return len(page(**query).context["entries"])

    assert count() == 5
    assert count(kind="legal.basis") == 4
    assert count(action="accounts.edit") == 1
    assert count(actor="le thi anh") == 1
    assert count(actor="khong co ai") == 0
    assert count(day="26/8/2020") == 1
    assert count(day="25/8/2020") == 0
    assert count(kind="legal.basis", actor="admin", day="") == 3


@pytest.mark.parametrize("query", [{"day": "hôm qua"}, {"kind": "x.y"}])
def test_a_wrong_filter_explains_itself(page, query):
    response = page(**query)
    assert response.status_code == 422
    assert response.context["form"].errors


def test_pages_by_key_lead_forth_and_back(page, officer, monkeypatch):
    monkeypatch.setattr(log_filter, "PAGE", 4)
    add(10, officer)
    keys = list(LogEntry.objects.order_by("-id").values_list("id", flat=True))

    def shown(**query):
        context = page(**query).context
        pks = [entry.pk for entry in context["entries"]]
        return pks, context["previous_cursor"], context["next_cursor"]

    first, before, after = shown()
    assert (first, before, after) == (keys[:4], None, keys[3])
    second, before, after = shown(sau=after)
    assert (second, before, after) == (keys[4:8], keys[4], keys[7])
    third, _, end = shown(sau=after)
    assert (third, end) == (keys[8:], None)
    back, before, after = shown(truoc=keys[4])
    assert (back, before, after) == (keys[:4], None, keys[3])
    assert shown(sau="x; DROP TABLE")[0] == keys[:4]


def test_queries_do_not_grow_with_rows(page, officer):
    def count():
        with CaptureQueriesContext(connection) as queries:
            page()
        return len(queries)

    add(1, officer)
    one = count()
    Basis.objects.all().delete()
    add(40, officer)
    assert count() == one <= 12


def test_history_resolves_what_is_pointed_to(officer, django_assert_max_num_queries):
    new = audit.create(
        Basis(number="mới", issuer="Sở", subject="x", confirmed=True), by=officer, action="a.b"
    )
    [old] = add(1, officer)
    audit.change(old, by=officer, action="legal.edit", replaced_by=new, reason="thay thế")
    with django_assert_max_num_queries(2):
        newest, first = history.rows_of(old)
    assert (newest.title, newest.reason) == ("Sửa căn cứ pháp lý", "thay thế")
    assert newest.details == [history.Detail("được thay bằng", "", "mới")]
    assert "ghi chú" not in [d.label for d in first.details]  # empty: not shown


def test_history_speaks_of_every_kind_of_value(officer):
    [basis] = add(1, officer)
    audit.change(
        basis, by=None, action="legal.edit", issued_on=dt.date(2020, 3, 17), confirmed=True
    )
    officer.phone = ""
    audit.change(officer, by=None, action="accounts.edit", phone="0912345678", kind="citizen")
    LogEntry.objects.create(
        kind="gone.model", object_id="1", action="gone.add", changes={"a": [1, None], "b": [2, [1]]}
    )
    audit.note(basis, by=None, action="legal.print", copies=2)
    shown = {
        d.label: (d.before, d.after)
        for e in history.entries_of(LogEntry.objects.order_by("pk"))
        for d in e.details
    }
    assert shown["ngày ban hành"] == ("", "17/3/2020")
    assert shown["đã đối chiếu bản gốc"] == ("không", "có")
    assert shown["điện thoại"] == ("", "(không hiển thị)")
    assert shown["loại"][1] == "Công dân, tổ chức"
    assert (shown["a"], shown["b"], shown["copies"]) == (("1", ""), ("2", "1 mục"), ("", "2"))


def test_registered_words_come_first(officer, monkeypatch):
    monkeypatch.setattr(registry, "_action_titles", {})
    registry.register_action_titles({"legal.add_basis": "Nhập căn cứ"})
    [basis] = add(1, officer)
    assert history.rows_of(basis)[0].title == "Nhập căn cứ"


def test_system_page_before_and_after_the_first_seal(page, client, officer):
    assert "chưa được xác thực lần nào" in text(page("core:system"))
    add(2, officer)
    with clock.at(dt.datetime(2020, 8, 25, 2, 41, tzinfo=dt.UTC)):
        seal = seals.seal_now()
    run_all()
    body = text(page("core:system"))
    line = f"Nhật ký đã xác thực lúc 09:41 ngày 25/8/2020 · mã {seal.short_code}"
    assert line in body
    assert "Kiểm tra toàn bộ</button>" in body and "không có sai lệch" in body
    client.force_login(officer)
    body = text(client.get(reverse("core:system")))
    assert line in body and "Kiểm tra toàn bộ</button>" not in body


def test_administrator_asks_for_a_whole_check(client, administrator):
    client.force_login(administrator)
    response = client.post(reverse("core:verify_start"))
    job = JobRun.objects.get(name="core.verify")
    assert response.url == reverse("core:job_progress", args=[job.pk])
    assert (job.owner, LogEntry.objects.get().action) == (
        administrator,
        "core.ask_for_verification",
    )
    assert client.get(reverse("core:verify_start")).status_code == 405


def test_an_officer_may_not_start_a_whole_check(client, officer):
    client.force_login(officer)
    assert client.post(reverse("core:verify_start")).status_code == 403
    assert not JobRun.objects.exists()


def test_result_page_lists_every_fault(page, officer):
    [basis] = add(1, officer)
    Basis.objects.update(subject="đổi lén")
    run = run_all()
    body = text(page("core:verify_detail", run.pk))
    assert "trường subject" in body and "có 1 sai lệch" in body
    assert page("core:verify_detail", 999).status_code == 404
