"""Many rows in one statement, on both databases. With single rows, triggers and seals the only SQL.

Like the ORM's bulk methods it calls no ``save`` and sends no signals; unlike them it costs
about as much as ``executemany``.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connections, models, transaction
from django.db.models.expressions import DatabaseDefault

from congvu.core import single
from congvu.core.planned import planned_cursor
from congvu.core.values import ready_type

M = TypeVar("M", bound=models.Model)
FEW = 8  # below this the ORM's own INSERT … RETURNING is the shorter way
CHUNK = 5_000


def insert_many(objs: Sequence[M], using: str = "default") -> list[M]:
    """Insert ``objs`` of one model; their keys are set. Constant number of statements."""
    objs = list(objs)
    if not objs:
        return objs
    model = type(objs[0])
    if len(objs) == 1 and single.insert(objs[0], using):
        return objs
    if len(objs) < FEW or not plain_enough(objs):
        return model._base_manager.using(using).bulk_create(objs)
    for obj in objs:
        if obj._state.fields_cache:
            obj._prepare_related_fields_for_save("insert_many")
    fields = [f for f in model._meta.concrete_fields if not f.generated and not defaulted(objs, f)]
    with transaction.atomic(using=using):
        give_keys(objs, using)
        connection = connections[using]
        ready = [adapted(f, taken(f, objs, True), connection) for f in fields]
        insert_columns(model, fields, ready, using)
    for obj in objs:
        obj._state.adding, obj._state.db = False, using
    return objs


def plain_enough(objs: Sequence[models.Model]) -> bool:
    """Whether our own INSERT does what the ORM would: one table, keys all given or all drawn."""
    meta = objs[0]._meta
    drawn = {obj.pk is None for obj in objs}
    mixed = [f for f in meta.concrete_fields if f.has_db_default() and not uniform(objs, f)]
    return (
        not meta.parents
        and not mixed
        and (drawn == {False} or (drawn == {True} and isinstance(meta.pk, models.AutoField)))
    )


def uniform(objs: Sequence[models.Model], field: models.Field) -> bool:
    """Whether all or none of ``objs`` leave ``field`` to the database."""
    return len({isinstance(getattr(o, field.attname), DatabaseDefault) for o in objs}) == 1


def defaulted(objs: Sequence[models.Model], field: models.Field) -> bool:
    """Whether the database fills ``field`` in."""
    return field.has_db_default() and isinstance(getattr(objs[0], field.attname), DatabaseDefault)


def taken(field: models.Field, objs: Sequence[models.Model], adding: bool) -> list:
    """Values of ``field`` to save; files and automatic moments get their chance."""
    dated = isinstance(field, models.DateField | models.TimeField)
    own = field.auto_now or field.auto_now_add if dated else overrides_pre_save(field)
    if own:
        return [field.pre_save(obj, adding) for obj in objs]
    return list(map(attrgetter(field.attname), objs))


def overrides_pre_save(field: models.Field) -> bool:
    """Whether the field wants to see the object before it is saved."""
    return type(field).pre_save is not models.Field.pre_save


def give_keys(objs: Sequence[models.Model], using: str = "default") -> None:
    """Draw one key for each of ``objs`` that has none. Call inside a transaction."""
    if objs[0].pk is None:
        for obj, key in zip(objs, draw_keys(type(objs[0]), len(objs), using), strict=True):
            obj.pk = key


def draw_keys(model: type[models.Model], count: int, using: str = "default") -> list[int]:
    """The next keys of a table, for rows of this very transaction."""
    meta, connection = model._meta, connections[using]
    with planned_cursor(connection) as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [connection.ops.quote_name(meta.db_table), meta.pk.column, count],
            )
            return [key for (key,) in cursor.fetchall()]
        # the one writer holds the lock: nobody draws between
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [meta.db_table])
        last = (cursor.fetchone() or (0,))[0]
        return list(range(last + 1, last + 1 + count))


def insert_columns(
    model: type[models.Model],
    fields: Sequence[models.Field],
    columns: Sequence[Iterable],
    using: str = "default",
) -> None:
    """Insert adapted values, given column by column; what is not named gets its default."""
    connection = connections[using]
    quote = connection.ops.quote_name
    names = ", ".join(quote(f.column) for f in fields)
    table = quote(model._meta.db_table)
    rows = list(zip(*columns, strict=True))
    with cursor_for(rows, connection) as cursor:
        if connection.vendor == "postgresql" and len(rows) >= FEW:
            with (
                connection.wrap_database_errors,
                cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
            ):
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 our own names
            run_each(cursor, sql, rows)


def update_many(
    objs: Sequence[models.Model],
    names: Iterable[str],
    *,
    versions: Sequence[int] | None = None,
    using: str = "default",
) -> int:
    """Save the named fields of ``objs``; how many rows matched.

    With ``versions`` a row is only written while it still has that version.
    """
    if not objs:
        return 0
    meta = objs[0]._meta
    fields = [meta.get_field(name) for name in names]
    keys = [meta.pk] + ([meta.get_field("version")] if versions is not None else [])
    values = [taken(f, objs, False) for f in fields] + [[obj.pk for obj in objs]]
    if versions is not None:
        values.append(list(versions))
    return update_columns(type(objs[0]), fields, keys, values, using)


def update_columns(
    model: type[models.Model],
    fields: Sequence[models.Field],
    keys: Sequence[models.Field],
    columns: Sequence[list],
    using: str = "default",
) -> int:
    """Save ``fields`` of the rows with these ``keys``, values column by column; how many matched.

    The columns are those of the fields, then those of the keys.
    """
    meta, connection = model._meta, connections[using]
    ready = map(adapted, [*fields, *keys], columns, [connection] * len(columns))
    rows = list(zip(*ready, strict=True))
    with transaction.atomic(using=using, savepoint=False), cursor_for(rows, connection) as cursor:
        if connection.vendor == "postgresql" and len(rows) > 1:
            sql = joined_update(meta, fields, keys, connection)
            return sum(run(cursor, sql, rows[i : i + CHUNK]) for i in range(0, len(rows), CHUNK))
        run_each(cursor, single_update(meta, fields, keys, connection), rows)
        return cursor.rowcount


def cursor_for(rows: list, connection: Any) -> Any:
    """A cursor for so many rows; the statement for a single one is asked again and again."""
    return planned_cursor(connection) if len(rows) == 1 else connection.cursor()


def run_each(cursor: Any, sql: str, rows: list) -> None:
    """Run ``sql`` for every row; of one row without what drivers prepare for many."""
    if len(rows) == 1:
        cursor.execute(sql, rows[0])
    else:
        cursor.executemany(sql, rows)


def single_update(meta: Any, fields: Sequence, keys: Sequence, connection: Any) -> str:
    """UPDATE of one row, to be repeated with the next parameters."""
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(f.column)} = %s" for f in fields)
    where = " AND ".join(f"{quote(f.column)} = %s" for f in keys)
    return f"UPDATE {quote(meta.db_table)} SET {sets} WHERE {where}"  # noqa: S608 our own names


def joined_update(meta: Any, fields: Sequence, keys: Sequence, connection: Any) -> str:
    """One UPDATE of many rows, given as a JSON array (PostgreSQL)."""
    quote = connection.ops.quote_name
    every = [*fields, *keys]
    given = [f"(r.v->>{i})::{cast_of(f, connection)}" for i, f in enumerate(every)]
    sets = ", ".join(f"{quote(f.column)} = {g}" for f, g in zip(fields, given, strict=False))
    where = " AND ".join(
        f"t.{quote(f.column)} = {g}" for f, g in zip(keys, given[len(fields) :], strict=True)
    )
    return (
        f"UPDATE {quote(meta.db_table)} t SET {sets}"  # noqa: S608 our own names
        f" FROM jsonb_array_elements(%s::jsonb) r(v) WHERE {where}"
    )


def cast_of(field: models.Field, connection: Any) -> str:
    """Type a text is cast to. Never varchar(n): that cast would cut a text that is too long."""
    if isinstance(field, models.CharField):
        return "text"
    return field.rel_db_type(connection) if field.primary_key else field.db_type(connection)


def run(cursor: Any, sql: str, rows: list[list]) -> int:
    """Run a joined update over ``rows``; how many matched."""
    cursor.execute(sql, [json.dumps(rows, default=text, ensure_ascii=False)])
    return cursor.rowcount


def text(value: Any) -> str:
    """A value JSON does not know, in the notation PostgreSQL reads back."""
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return f"{value // dt.timedelta(microseconds=1)} microseconds"
    value = getattr(value, "obj", value)  # psycopg's wrapper of bytes
    if isinstance(value, bytes | bytearray | memoryview):
        return "\\x" + bytes(value).hex()
    return str(value)


def adapted(field: models.Field, values: list, connection: Any) -> list:
    """``values`` of ``field`` as the database driver takes them; each distinct one made once."""
    if isinstance(field, models.ForeignKey):
        return adapted(field.target_field, values, connection)
    if type(field) is models.JSONField:
        encode = json.JSONEncoder if field.encoder is None else field.encoder
        dump = encode(ensure_ascii=False).encode
        return [v if v is None else dump(v) for v in values]
    kinds = set(map(type, values)) - {type(None)}
    if type(field).__module__.startswith("django.") and kinds <= {ready_type(field)}:
        return values
    if type(field) is models.DateTimeField and kinds == {dt.datetime}:
        return adapted_moments(field, values, connection)
    return memoised(partial(field.get_db_prep_save, connection=connection), values)


def adapted_moments(field: models.DateTimeField, values: list, connection: Any) -> list:
    """Moments as text, each distinct one written once; SQLite's in UTC without the zone."""
    slow = partial(field.get_db_prep_save, connection=connection)
    if connection.vendor == "postgresql":
        return memoised(lambda v: str(v) if v and v.tzinfo is not None else slow(v), values)
    if connection.timezone is not dt.UTC:
        return memoised(slow, values)
    return memoised(lambda v: stored(v) if v and v.tzinfo is not None else slow(v), values)


def stored(moment: dt.datetime) -> str:
    """A moment with its zone as SQLite keeps it."""
    return str(moment if moment.tzinfo is dt.UTC else moment.astimezone(dt.UTC))[:-6]


def memoised(make: Callable[[Any], Any], values: list) -> list:
    """``make`` of each value, called once for equal ones where they can be compared."""
    seen: dict[tuple[type, Any], Any] = {}
    done = []
    for value in values:
        try:
            key = (type(value), value)
            if key not in seen:
                seen[key] = make(value)
            done.append(seen[key])
        except TypeError:  # not hashable
            done.append(make(value))
    return done
