"""Every write leaves its log row, and a stale write leaves nothing."""

import datetime as dt
import decimal
import enum

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.core import audit, clock
from congvu.core.errors import StaleSave
from congvu.core.models import LogEntry
from congvu.legal.models import Basis
from tests.core.wide import Wide, standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def table(django_db_setup, django_db_blocker):
    with standing(django_db_blocker):
        yield


@pytest.fixture
def officer():
    return get_user_model().objects.create(username="officer", full_name="Lê Thị An")


def basis(**fields) -> Basis:
    return Basis(**{"number": "35/KH-LĐTBXH", "issuer": "Sở", "subject": "Kế hoạch"} | fields)


def last() -> LogEntry:
    return LogEntry.objects.order_by("-id").first()


def test_create_logs_every_field(officer):
    obj = audit.create(basis(), by=officer, action="legal.add_basis", reason="theo kế hoạch")
    row = last()
    assert (row.actor, row.actor_name) == (officer, "Lê Thị An")
    assert (row.action, row.kind, row.object_id) == ("legal.add_basis", "legal.basis", str(obj.pk))
    assert (row.label, row.reason) == ("35/KH-LĐTBXH", "theo kế hoạch")
    assert row.changes["number"] == [None, "35/KH-LĐTBXH"]
    assert not {"id", "version", "search_text"} & row.changes.keys()


def test_change_logs_before_and_after_and_raises_the_version(officer):
    obj = audit.create(basis(), by=officer, action="legal.add_basis")
    moment = dt.datetime(2020, 3, 17, 2, tzinfo=dt.UTC)
    with clock.at(moment):
        audit.change(
            obj, by=officer, action="legal.edit", subject="Mới", issued_on=dt.date(2020, 3, 17)
        )
    assert last().changes == {"subject": ["Kế hoạch", "Mới"], "issued_on": [None, "2020-03-17"]}
    assert last().at == moment
    obj.refresh_from_db()
    assert (obj.version, obj.subject, obj.updated_at) == (2, "Mới", moment)


def test_nothing_differs_nothing_is_written(officer):
    obj = audit.create(basis(), by=officer, action="legal.add_basis")
    before = last()
    with CaptureQueriesContext(connection) as queries:
        audit.change(obj, by=officer, action="legal.edit", subject="Kế hoạch")
    assert not [q for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert (last(), obj.version) == (before, 1)


def test_second_of_two_savers_is_refused_and_nothing_is_half_done(officer):
    obj = audit.create(basis(), by=officer, action="legal.add_basis")
    mine, theirs = Basis.objects.get(), Basis.objects.get()
    audit.change(theirs, by=officer, action="legal.edit", subject="của họ")
    rows = LogEntry.objects.count()
    with pytest.raises(StaleSave) as error:
        audit.change(mine, by=officer, action="legal.edit", subject="của tôi")
    assert error.value.details["current"].subject == "của họ"
    assert (mine.subject, mine.version) == ("Kế hoạch", 1)
    assert LogEntry.objects.count() == rows
    obj.refresh_from_db()
    assert obj.subject == "của họ"


def test_one_stale_object_stops_all(officer):
    objs = audit.create_many(
        [basis(number=str(i)) for i in range(10)], by=officer, action="legal.add_basis"
    )
    Basis.objects.filter(pk=objs[7].pk).update(version=5, subject="khác")
    with pytest.raises(StaleSave) as error:
        audit.change_many([(o, {"subject": "mới"}) for o in objs], by=officer, action="legal.edit")
    assert error.value.details["current"] == objs[7]
    assert not Basis.objects.filter(subject="mới").exists()


def test_lock_refuses_another_version(officer):
    obj = audit.create(basis(), by=officer, action="legal.add_basis")
    from django.db import transaction

    with transaction.atomic():
        assert audit.lock(Basis.objects.all(), obj.pk, expected=1) == obj
        with pytest.raises(StaleSave):
            audit.lock(Basis.objects.all(), obj.pk, expected=2)


def test_queries_do_not_grow_with_the_number(officer):
    def count(n, offset):
        with CaptureQueriesContext(connection) as queries:
            objs = audit.create_many(
                [basis(number=f"{offset + i}") for i in range(n)], by=officer, action="a.b"
            )
            audit.change_many([(o, {"subject": "x"}) for o in objs], by=officer, action="a.c")
        return len(queries)

    assert count(10, 0) == count(200, 1000)


def test_remove_keeps_the_last_values(officer):
    obj = audit.create(basis(), by=officer, action="legal.add_basis")
    pk = obj.pk
    audit.remove(obj, by=officer, action="legal.remove", reason="nhập nhầm")
    row = last()
    assert (row.object_id, row.reason) == (str(pk), "nhập nhầm")
    assert row.changes["subject"] == ["Kế hoạch", None]
    assert not Basis.objects.exists()


def test_remove_of_a_stale_copy_is_refused(officer):
    obj = audit.create(basis(), by=officer, action="legal.add_basis")
    Basis.objects.update(version=2)
    with pytest.raises(StaleSave):
        audit.remove(obj, by=officer, action="legal.remove")
    assert Basis.objects.exists()


def test_note_tells_what_happened_without_a_change(officer):
    obj = audit.create(basis(), by=officer, action="legal.add_basis")
    audit.note(obj, by=None, action="legal.print", copies=3, day=dt.date(2020, 8, 25))
    assert last().changes == {"+copies": [None, 3], "+day": [None, "2020-08-25"]}
    assert last().actor is None


def test_a_user_is_logged_too_though_it_has_no_version(officer):
    audit.change(officer, by=officer, action="accounts.edit", title="Phó Chánh Văn phòng")
    officer.refresh_from_db()
    assert officer.title == "Phó Chánh Văn phòng"
    assert last().kind == "accounts.user"
    fresh = audit.create(
        get_user_model()(username="b", full_name="B"), by=officer, action="accounts.add"
    )
    assert not {"password", "last_login", "phone_index"} & last().changes.keys()
    assert fresh.pk


def test_logged_values_are_the_same_before_saving_and_after_loading(officer):
    class State(enum.StrEnum):
        DRAFT = "draft"

    seven = dt.timezone(dt.timedelta(hours=7))
    obj = Wide(
        name=State.DRAFT,
        amount=decimal.Decimal("1.5"),
        day="2020-08-25",
        moment=dt.datetime(2020, 8, 25, 7, 30, tzinfo=seven),
        data={"k": (1, 2)},
        number="7",
        blob=b"abc",
        ratio=1,
    )
    audit.create(obj, by=officer, action="core.test")
    logged = {k: v[1] for k, v in last().changes.items()}
    fresh = Wide.objects.get(pk=obj.pk)
    assert logged == {c.name: c.of(fresh) for c in audit.columns(Wide).values()}
    assert (logged["amount"], logged["moment"]) == ("1.50", "2020-08-25T00:30:00+00:00")
    assert (logged["data"], logged["number"]) == ({"k": [1, 2]}, 7)
    rows = LogEntry.objects.count()
    audit.change(fresh, by=officer, action="core.test", amount=decimal.Decimal("1.500"))
    assert LogEntry.objects.count() == rows


def test_model_may_offer_a_cheaper_label(officer):
    class Labelled(Basis):
        log_label = lambda self: "nhãn"  # noqa: E731

        class Meta:
            proxy = True
            app_label = "legal"

    try:
        assert audit.label_of(Labelled(number="1")) == "nhãn"
    finally:
        Labelled._meta.apps.all_models["legal"].pop("labelled")
        Labelled._meta.apps.clear_cache()
