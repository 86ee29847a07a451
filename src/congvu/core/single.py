"""One row in one statement, its SQL made once for each model.

Putting an INSERT together costs the ORM some twenty times what the database needs to run it. Like
:mod:`congvu.core.bulk`, and used by it: no ``save`` is called and no signal sent.
"""

from functools import cache
from typing import Any

from django.db import connections, models, transaction


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
    meta, connection = obj._meta, connections[using]
    drawn = obj.pk is None
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
    sql = statement(type(obj), drawn, unless, connection.vendor)
    with transaction.mark_for_rollback_on_error(using), connection.cursor() as cursor:
        cursor.execute(sql, values)
        if not cursor.rowcount:
            return False
        if drawn:
            obj.pk = key_drawn(cursor, connection)
    obj._state.adding, obj._state.db = False, using
    return True


def key_drawn(cursor: Any, connection: Any) -> int:
    """The key the database drew for the row just inserted."""
    return cursor.fetchone()[0] if connection.vendor == "postgresql" else cursor.lastrowid


@cache
def statement(model: type[models.Model], drawn: bool, unless: str, vendor: str) -> str:
    """The INSERT of one row of a model."""
    meta, quote = model._meta, connections["default"].ops.quote_name
    fields = [f for f in meta.concrete_fields if not (drawn and f is meta.pk)]
    names = ", ".join(quote(f.column) for f in fields)
    marks = ", ".join(["%s"] * len(fields))
    told = f" RETURNING {quote(meta.pk.column)}" if drawn and vendor == "postgresql" else ""
    return f"INSERT INTO {quote(meta.db_table)} ({names}) VALUES ({marks}){unless}{told}"  # noqa: S608 our own names


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
    with transaction.mark_for_rollback_on_error(using), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"{update} RETURNING {column}", [by, *wanted])
        else:  # older ones do not know RETURNING; the one writer holds the lock
            cursor.execute(update, [by, *wanted])
            cursor.execute(f"SELECT {column} FROM {table} WHERE {where}", wanted)  # noqa: S608 our own names
        row = cursor.fetchone()
    return row[0] if row else None
