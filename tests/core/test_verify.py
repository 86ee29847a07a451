"""verify names exactly what is not as it was written."""

import datetime as dt
import io
import json

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.core import audit, guards, personal, registry, seals
from congvu.core.models import LogEntry, Seal, VerifyRun
from congvu.core.registry import Fault
from congvu.core.verify import run_all
from congvu.legal.models import Basis

pytestmark = pytest.mark.django_db(transaction=True)
User = get_user_model()


@pytest.fixture
def officer():
    return User.objects.create(username="officer", full_name="Lê Thị An")


@pytest.fixture
def bases(officer):
    objs = [
        Basis(number=f"{i}/KH", issuer="Sở", subject="Kế hoạch", issued_on=dt.date(2020, 3, 17))
        for i in range(12)
    ]
    audit.create_many(objs, by=officer, action="legal.add")
    seals.seal_now()
    audit.change_many([(o, {"note": "đã đọc"}) for o in objs[:5]], by=officer, action="legal.edit")
    seals.seal_now()
    return objs


def faults() -> list[str]:
    return [fault["message"] for fault in run_all().faults]


def tamper(sql: str, *values) -> None:
    with guards.lifted(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_clean(bases):
    run = run_all()
    assert (run.fault_count, run.first_fault, run.faults) == (0, "", [])
    assert (run.rows, run.values) == (17, 12 * 10)
    assert run.finished_at >= run.started_at


def test_one_byte_in_a_log_row(bases):
    row = LogEntry.objects.order_by("id")[6]
    tamper("UPDATE core_logentry SET reason = 'x' WHERE id = %s", row.pk)
    [text] = faults()
    assert f"Dòng nhật ký số {row.pk} đã bị sửa" in text
    assert "legal.basis" in text and Seal.objects.first().short_code in text


def test_one_byte_in_the_changes_of_a_log_row(bases):
    row = LogEntry.objects.order_by("id").last()
    changes = json.dumps(row.changes | {"note": ["", "đã đọD"]})
    tamper("UPDATE core_logentry SET changes = %s WHERE id = %s", changes, row.pk)
    first, second = faults()
    assert f"Dòng nhật ký số {row.pk} đã bị sửa" in first
    assert f"legal.basis {row.object_id}" in second and "trường note" in second


def test_a_removed_and_an_inserted_log_row(bases):
    row = LogEntry.objects.order_by("id")[6]
    tamper("DELETE FROM core_logentry WHERE id = %s", row.pk)
    texts = faults()
    assert f"Dòng nhật ký số {row.pk} đã mất" in texts[0]
    assert any(f"legal.basis {row.object_id}" in t for t in texts[1:]) is (
        row.action != "legal.edit"
    )
    row.save(force_insert=True)
    assert faults() == []
    LogEntry.objects.create(
        pk=-5, action="x", kind="k", object_id="1", changes={"a": [1, None]}, xid=row.xid
    )
    [text] = faults()
    assert "nằm ngoài mọi mã xác thực" in text


def test_one_byte_in_a_seal(bases):
    tamper("UPDATE core_seal SET count = count + 1 WHERE position = 1")
    assert "Mã xác thực số 1" in faults()[0] and "đã bị sửa" in faults()[0]


def test_one_byte_in_the_root(bases):
    tamper("UPDATE core_seal SET merkle_root = %s WHERE position = 2", "0" * 64)
    texts = faults()
    assert any("Mã xác thực số 2" in t and "đã bị sửa" in t for t in texts)
    assert any("Gốc Merkle của mã xác thực số 2" in t for t in texts)


def test_a_seal_taken_out_of_the_chain(bases, officer):
    audit.note(bases[0], by=officer, action="legal.print")
    seals.seal_now()
    tamper("DELETE FROM core_seal WHERE position = 2")
    texts = faults()
    assert "Thiếu mã xác thực số 2" in texts[0]
    tamper("DELETE FROM core_seal")


def test_a_seal_forged_with_a_right_hash_breaks_the_chain(bases):
    seal = Seal.objects.get(position=1)
    seal.made_at += dt.timedelta(days=1)
    seal.hash = seals.hash_of(seal)
    tamper(
        "UPDATE core_seal SET made_at = %s, hash = %s WHERE position = 1", seal.made_at, seal.hash
    )
    [text] = faults()
    assert "Mã xác thực số 2" in text and "mã xác thực số 1 đã bị thay" in text


def test_a_value_changed_behind_the_log(bases):
    Basis.objects.filter(pk=bases[3].pk).update(issued_on=dt.date(2020, 3, 18))
    run = run_all()
    [fault] = run.faults
    made = LogEntry.objects.get(action="legal.add", object_id=str(bases[3].pk))
    assert (fault["kind"], fault["object_id"]) == ("legal.basis", str(bases[3].pk))
    assert (fault["field"], fault["log_row"]) == ("issued_on", made.pk)
    assert "2020-03-18" in fault["message"] and "2020-03-17" in fault["message"]
    assert run.first_fault == fault["message"]


def test_a_record_created_or_removed_behind_the_log(bases):
    Basis.objects.bulk_create([Basis(number="lạ", issuer="x", subject="y")])
    stranger = Basis.objects.get(number="lạ")
    assert faults() == [f"legal.basis {stranger.pk} (căn cứ pháp lý) không có trong nhật ký."]
    stranger.delete()
    Basis.objects.filter(pk=bases[0].pk).delete()
    [text] = faults()
    assert f"legal.basis {bases[0].pk}" in text and "đã mất" in text


def test_a_record_removed_through_the_log_is_no_fault(bases, officer):
    audit.remove(bases[0], by=officer, action="legal.remove")
    assert faults() == []


def test_a_user_is_compared_as_far_as_the_log_knows_it(bases, officer):
    assert faults() == []  # made without the log: nothing to compare
    audit.change(officer, by=officer, action="accounts.edit", title="Chuyên viên")
    User.objects.update(title="Giám đốc")
    [text] = faults()
    assert "accounts.user" in text and "title" in text


def test_a_personal_value_is_compared_by_fingerprint(officer):
    a, b = audit.create_many(
        [User(username=n, full_name=n, phone=f"091234567{i}") for i, n in enumerate("ab")],
        by=officer,
        action="accounts.add",
    )
    assert faults() == []
    User.objects.filter(pk=a.pk).update(phone=b.phone)  # a ciphertext from another person
    [text] = faults()
    assert "phone" in text and "0912" not in text
    User.objects.filter(pk=a.pk).update(phone=a.phone)
    personal.erase(b, by=officer, reason="theo yêu cầu")
    assert faults() == []


def test_registered_checks_take_part(bases, monkeypatch):
    monkeypatch.setattr(registry, "_checks", {})

    def check(tally):
        tally.files += 3
        yield Fault("evidence.version", "7", "Tệp số 7 đã bị sửa.")

    def broken(tally):
        raise ValueError("hỏng")
        yield

    registry.register_check("tệp", check)
    registry.register_check("khác", broken)
    run = run_all()
    assert (run.files, run.fault_count) == (3, 2)
    assert run.first_fault == "Tệp số 7 đã bị sửa."
    assert "khác" in run.faults[1]["message"] and "hỏng" in run.faults[1]["message"]


def test_command_says_so_and_fails(bases):
    out, err = io.StringIO(), io.StringIO()
    call_command("verify", stdout=out, stderr=err)
    assert "Không có sai lệch: 17 dòng nhật ký" in out.getvalue()
    assert "Đang kiểm tra" in err.getvalue()
    Basis.objects.filter(pk=bases[3].pk).update(subject="khác")
    with pytest.raises(SystemExit) as stop:
        call_command("verify", stdout=out, stderr=err)
    assert stop.value.code == 1
    assert "trường subject" in err.getvalue()
    assert VerifyRun.objects.count() == 2


def test_queries_do_not_grow_with_rows(officer):
    def count(numbers):
        objs = [Basis(number=f"x{i}", issuer="Sở", subject="y") for i in numbers]
        audit.create_many(objs, by=officer, action="legal.add")
        with CaptureQueriesContext(connection) as queries:
            assert run_all().fault_count == 0
        return len(queries)

    assert count(range(1)) == count(range(1, 300))
