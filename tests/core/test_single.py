"""core.single writes one row as the ORM would, in one statement."""

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.db.models.functions import Lower
from django.test.utils import CaptureQueriesContext
from hypothesis import given

from congvu.core import single
from congvu.core.models import LogEntry
from tests.core.test_bulk import as_database, rows, stored
from tests.core.wide import Wide, standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def table(django_db_setup, django_db_blocker):
    with standing(django_db_blocker):
        yield


@as_database
@given(rows)
def test_insert_equals_the_orm(values):
    with transaction.atomic():
        ours = Wide(**values)
        assert single.insert(ours)
        assert stored([ours]) == stored([Wide.objects.create(**values)])
        transaction.set_rollback(True)


def test_one_statement_and_the_object_is_as_saved():
    made = Wide(name="một")
    with CaptureQueriesContext(connection) as seen:
        assert single.insert(made)
    assert len(seen) == 1 and made.pk and not made._state.adding
    made.name = "đổi"
    made.save()
    assert Wide.objects.get().name == "đổi"


def test_a_given_key_is_kept_and_a_parent_saved_meanwhile_is_found():
    parent = Wide(name="cha")
    child = Wide(pk=7000, name="con", other=parent)
    parent.save()
    assert single.insert(child)
    assert Wide.objects.get(other=parent).pk == 7000


def test_a_parent_that_is_not_saved_is_refused():
    with pytest.raises(ValueError, match="unsaved"):
        single.insert(Wide(name="con", other=Wide(name="cha")))


def test_what_only_the_orm_understands_is_left_to_it():
    assert not single.insert(LogEntry(action="x", kind="x", object_id="1"))
    assert not single.insert(Wide(name=Lower(models.Value("ABC"))))
    with pytest.raises(TypeError, match="filled in"):
        single.insert_unless_there(LogEntry(action="x", kind="x", object_id="1"))
    with pytest.raises(TypeError, match="expression"):
        single.insert_unless_there(Wide(name=Lower(models.Value("ABC"))))


def test_a_constraint_speaks_and_ends_the_transaction():
    made = Wide.objects.create(name="một")
    with pytest.raises(IntegrityError), transaction.atomic():
        try:
            single.insert(Wide(pk=made.pk, name="hai"))
        finally:
            assert connection.needs_rollback
    assert Wide.objects.get().name == "một"


def test_what_is_there_already_is_not_inserted_again():
    first = Wide(pk=1, name="một")
    assert single.insert_unless_there(first)
    assert not single.insert_unless_there(Wide(pk=1, name="hai"))
    assert Wide.objects.get().name == "một"


def test_other_constraints_speak_there_too():
    with pytest.raises(IntegrityError), transaction.atomic():
        single.insert_unless_there(Wide(name=None))


def test_a_number_is_advanced_and_told():
    made = Wide.objects.create(name="một", number=3)
    other = Wide.objects.create(name="hai", number=3)
    assert single.advance(Wide, "number", 5, name="một", pk=made.pk) == 8
    assert single.advance(Wide, "number", 1, name="ba", pk=made.pk) is None
    made.refresh_from_db()
    other.refresh_from_db()
    assert (made.number, other.number) == (8, 3)


@as_database
@given(rows)
def test_rows_inserted_together_equal_the_orm(values):
    with transaction.atomic():
        first, second = Wide(pk=7001, **values), Wide(name="con", other_id=7001)
        single.insert_rows([single.row_of(first), single.row_of(second)])
        made = Wide.objects.get(other=7001)
        assert made.name == "con"
        assert stored([first]) == stored([Wide.objects.create(**values)])
        transaction.set_rollback(True)


def test_together_is_one_statement_where_the_server_is_another_process():
    made = [single.row_of(Wide(name="một")), single.row_of(Wide(name="hai"))]
    with CaptureQueriesContext(connection) as seen, transaction.atomic():
        single.insert_rows(made)
    written = [one["sql"] for one in seen if "INSERT" in one["sql"]]
    assert len(written) == (1 if connection.vendor == "postgresql" else 2)
    assert Wide.objects.count() == 2


def test_one_that_is_refused_takes_the_others_along():
    made = Wide.objects.create(name="một")
    together = [single.row_of(Wide(name="hai")), single.row_of(Wide(pk=made.pk, name="ba"))]
    with pytest.raises(IntegrityError), transaction.atomic():
        try:
            single.insert_rows(together)
        finally:
            assert connection.needs_rollback
    assert Wide.objects.get().name == "một"


def test_a_row_that_only_the_orm_understands_is_none():
    assert single.row_of(LogEntry(action="x", kind="x", object_id="1")) is None
    assert single.row_of(Wide(name=Lower(models.Value("ABC")))) is None
