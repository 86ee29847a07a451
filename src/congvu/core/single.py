"""One row in one statement, its SQL made once for each model.

Putting an INSERT together costs the ORM some twenty times what the database needs to run it. Like
:mod:`congvu.core.bulk`, and used by it: no ``save`` is called and no signal sent.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from django.db import connections, models, transaction

from congvu.core.planned import planned_cursor


@cache
def plain_model(model: type[models.Model]) -> bool:
    """One table, every column filled in by us, the key drawn by the database or given."""
    meta = model._meta
    return not meta.parents and not any(
        field.generated or field.has_db_default() for field in meta.concrete_fields
    )


def insert(obj: models.Model, using: str = "default") -> bool:
    """Insert ``obj`` and set its key; False, and nothing done, where only the ORM knows how."""
    return plain_model(type(obj)) and stored(obj, using, "") is not None


def insert_unless_there(obj: models.Model, using: str = "default") -> bool:
    """Insert ``obj`` where no constraint of uniqueness forbids it; whether that was done.

    Whoever inserts the same at the same moment is waited for.
    """
    if not plain_model(type(obj)):
        raise TypeError(f"{type(obj).__name__}: its columns are not all filled in here")
    done = stored(obj, using, " ON CONFLICT DO NOTHING")
    if done is None:
        raise TypeError(f"{type(obj).__name__}: a value is an expression")
    return done


def stored(obj: models.Model, using: str, unless: str) -> bool | None:
    """Whether a row was inserted; None for values that only the ORM understands."""
    connection, drawn = connections[using], obj.pk is None
    values = values_of(obj, connection)
    if values is None:
        return None
    sql = statement(type(obj), drawn, unless, connection.vendor)
    with transaction.mark_for_rollback_on_error(using), planned_cursor(connection) as cursor:
        cursor.execute(sql, values)
        if not cursor.rowcount:
            return False
        if drawn:
            obj.pk = key_drawn(cursor, connection)
    obj._state.adding, obj._state.db = False, using
    return True


def values_of(obj: models.Model, connection: Any) -> list | None:
    """What stands in the columns of a new row, its key left out where the database draws it."""
    meta, drawn = obj._meta, obj.pk is None
    if drawn and not isinstance(meta.pk, models.AutoField):
        return None
    if obj._state.fields_cache:
        obj._prepare_related_fields_for_save("insert")
    values = []
    for field in meta.concrete_fields:
        if drawn and field is meta.pk:
            continue
        value = field.pre_save(obj, True)
        if hasattr(value, "as_sql"):
            return None
        values.append(field.get_db_prep_save(value, connection))
    return values


class Row(NamedTuple):
    """A row to insert: its table, the fields that are filled in, and their values as adapted."""

    model: type[models.Model]
    fields: tuple[models.Field, ...]
    values: Sequence[Any]


def row_of(obj: models.Model, using: str = "default") -> Row | None:
    """The row of an object; None where only the ORM knows how."""
    values = values_of(obj, connections[using]) if plain_model(type(obj)) else None
    return None if values is None else Row(type(obj), filled(type(obj), obj.pk is None), values)


def insert_rows(rows: Sequence[Row], using: str = "default") -> None:
    """Insert rows of different tables; on PostgreSQL in one statement.

    Call inside a transaction: rows that point at each other are compared at its end.
    """
    connection = connections[using]
    one_by_one = connection.vendor != "postgresql"
    parts = [[row] for row in rows] if one_by_one else [list(rows)]
    with transaction.mark_for_rollback_on_error(using), planned_cursor(connection) as cursor:
        for part in parts:
            sql = joined(tuple((row.model, row.fields) for row in part))
            cursor.execute(sql, [value for row in part for value in row.values])


@cache
def joined(tables: tuple[tuple[type[models.Model], tuple[models.Field, ...]], ...]) -> str:
    """One INSERT, the others before it in its WITH."""
    *before, last = [into(model, fields) for model, fields in tables]
    named = ", ".join(f"r{number} AS ({sql})" for number, sql in enumerate(before))
    return f"WITH {named} {last}" if named else last


def into(model: type[models.Model], fields: Sequence[models.Field]) -> str:
    """The INSERT of one row with these fields."""
    quote = connections["default"].ops.quote_name
    names = ", ".join(quote(f.column) for f in fields)
    marks = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608 our own names


def filled(model: type[models.Model], drawn: bool) -> tuple[models.Field, ...]:
    """The fields we fill in: all, but for a key that the database draws."""
    return tuple(f for f in model._meta.concrete_fields if not (drawn and f is model._meta.pk))


def key_drawn(cursor: Any, connection: Any) -> int:
    """The key the database drew for the row just inserted."""
    return cursor.fetchone()[0] if connection.vendor == "postgresql" else cursor.lastrowid


@cache
def statement(model: type[models.Model], drawn: bool, unless: str, vendor: str) -> str:
    """The INSERT of one row of a model."""
    key = connections["default"].ops.quote_name(model._meta.pk.column)
    told = f" RETURNING {key}" if drawn and vendor == "postgresql" else ""
    return f"{into(model, filled(model, drawn))}{unless}{told}"


def advance(
    model: type[models.Model], name: str, by: int, /, using: str = "default", **keys: Any
) -> int | None:
    """Add to a number of the one row with these keys, and lock it; what it is now.

    None where there is no such row. Call inside a transaction.
    """
    meta, connection = model._meta, connections[using]
    quote = connection.ops.quote_name
    fields = [meta.pk if key == "pk" else meta.get_field(key) for key in keys]
    column = quote(meta.get_field(name).column)
    where = " AND ".join(f"{quote(field.column)} = %s" for field in fields)
    wanted = [f.get_db_prep_save(v, connection) for f, v in zip(fields, keys.values(), strict=True)]
    table = quote(meta.db_table)
    update = f"UPDATE {table} SET {column} = {column} + %s WHERE {where}"  # noqa: S608 our own names
    with transaction.mark_for_rollback_on_error(using), planned_cursor(connection) as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"{update} RETURNING {column}", [by, *wanted])
        else:  # older ones do not know RETURNING; the one writer holds the lock
            cursor.execute(update, [by, *wanted])
            cursor.execute(f"SELECT {column} FROM {table} WHERE {where}", wanted)  # noqa: S608 our own names
        row = cursor.fetchone()
    return row[0] if row else None
