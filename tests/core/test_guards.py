"""The database itself refuses to change the log, and says so when its triggers are gone."""

import pytest
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import DatabaseError, connection, models, transaction

from congvu.core import checks, guards
from congvu.core.models import LogEntry, Seal

pytestmark = pytest.mark.django_db


def make_row() -> LogEntry:
    return LogEntry.objects.create(action="core.test", kind="core.thing", object_id="1")


def make_seal() -> Seal:
    numbers = dict.fromkeys(["floor_id", "ceiling_id", "xid_from", "first_id", "last_id"], 0)
    return Seal.objects.create(position=1, count=0, hash="a" * 64, **numbers)


@pytest.mark.parametrize("make", [make_row, make_seal])
def test_update_and_delete_are_refused(make):
    row = make()
    table = type(row).objects.filter(pk=row.pk)
    field = "action" if isinstance(row, LogEntry) else "merkle_root"
    with pytest.raises(DatabaseError, match="không được sửa"), transaction.atomic():
        table.update(**{field: "x"})
    with pytest.raises(DatabaseError, match="không được xóa"), transaction.atomic():
        table._raw_delete("default")
    assert table.get() == row


@pytest.mark.parametrize("model", [LogEntry, Seal])
def test_truncate_is_refused(model):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    table = model._meta.db_table
    with pytest.raises(DatabaseError, match="không được xóa"), transaction.atomic():
        connection.cursor().execute(f"TRUNCATE {table}")


def test_check_names_each_missing_trigger():
    assert checks.log_guards(databases=["default"]) == []
    name, (table, _) = next(iter(guards.wanted().items()))
    with connection.cursor() as cursor:
        guards.drop(cursor, name, table)
    [error] = checks.log_guards(databases=["default"])
    assert name in error.msg
    assert guards.install() == [name]
    assert checks.log_guards(databases=["default"]) == []


def test_trigger_with_another_text_counts_as_missing():
    if connection.vendor == "postgresql":
        connection.cursor().execute("ALTER TABLE core_seal DISABLE TRIGGER guard_core_seal_change")
        assert guards.missing() == ["guard_core_seal_change"]
    else:
        connection.cursor().execute("DROP TRIGGER guard_core_seal_update")
        connection.cursor().execute(
            "CREATE TRIGGER guard_core_seal_update BEFORE UPDATE ON core_seal BEGIN SELECT 1; END"
        )
        assert guards.missing() == ["guard_core_seal_update"]


@pytest.mark.django_db(transaction=True)
def test_altering_a_column_drops_triggers_and_migrating_puts_them_back():
    old = LogEntry._meta.get_field("action")
    new = models.CharField("thao tác", max_length=120)
    new.set_attributes_from_name("action")
    new.model = LogEntry
    with connection.schema_editor() as editor:
        editor.alter_field(LogEntry, old, new)
    try:
        if connection.vendor == "sqlite":  # the table was remade, silently without triggers
            lost = ["guard_core_logentry_update", "guard_core_logentry_delete"]
            assert guards.missing() == lost
            assert checks.log_guards(databases=["default"])[0].id == "core.E005"
        emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
        assert guards.missing() == []
    finally:
        with connection.schema_editor() as editor:
            editor.alter_field(LogEntry, new, old)
        guards.install()


@pytest.mark.django_db(transaction=True)
def test_migrate_repairs_lost_guards_before_its_own_checks():
    with connection.cursor() as cursor:
        for name, (table, _) in guards.wanted().items():
            guards.drop(cursor, name, table)
    call_command("migrate", verbosity=0)
    assert guards.missing() == []


@pytest.mark.django_db(transaction=True)
def test_transactional_tests_can_empty_the_log():
    make_row()


def test_the_guard_stands_again_after_a_flush():
    assert not LogEntry.objects.filter(action="core.test").exists()
    assert guards.missing() == []


def test_live_server_works_beside_the_guard(live_server):
    make_row()
    assert guards.missing() == []
