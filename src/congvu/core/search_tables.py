"""Where ``core.search_index`` looks: a table of words beside every table with a ``search_text``.

SQLite: an FTS5 table. PostgreSQL: a table of vectors with a GIN index, apart, so that a row whose
words stay may be changed as often as needed and no index of words is touched. Triggers fill both.
They are put in place after every ``migrate``, as a remade table loses its triggers.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import connections, models, transaction

ADD = "INSERT INTO {index}(rowid, search_text) VALUES (new.{key}, new.search_text);"
DROP = (
    "INSERT INTO {index}({index}, rowid, search_text) "
    "VALUES ('delete', old.{key}, old.search_text);"
)
SQLITE = {
    "{index}": "CREATE VIRTUAL TABLE {index} USING "
    "fts5(search_text, content='{table}', content_rowid='{key}')",
    "{index}_insert": f"CREATE TRIGGER {{index}}_insert AFTER INSERT ON {{table}} BEGIN {ADD} END",
    "{index}_delete": f"CREATE TRIGGER {{index}}_delete AFTER DELETE ON {{table}} BEGIN {DROP} END",
    "{index}_update": "CREATE TRIGGER {index}_update AFTER UPDATE OF search_text ON {table} "
    f"WHEN old.search_text IS NOT new.search_text BEGIN {DROP} {ADD} END",
}

VECTOR = "to_tsvector('simple'::regconfig, regexp_replace({}, '[^[:alnum:]]+', ' ', 'g'))"
# New words wait in a list that every search reads as well, and that is sorted in when it is full:
# most of what an index costs whoever writes, and short enough that no reader notices.
OPTIONS = "fastupdate=on, gin_pending_list_limit=64"  # kB
# the transition table says of all rows of a statement at once; an update says its column, and so
# is not even asked of where the words are not set
KEPT = """
CREATE FUNCTION {index}_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF TG_OP = 'INSERT' THEN
  INSERT INTO {index} SELECT {key}, {vector} FROM news;
ELSIF TG_OP = 'UPDATE' THEN
  UPDATE {index} SET words = {vector_of_new} WHERE id = NEW.{key};
ELSIF TG_OP = 'DELETE' THEN
  DELETE FROM {index} WHERE id = OLD.{key};
ELSE
  TRUNCATE {index};
END IF;
RETURN NULL; END $$
"""
POSTGRESQL = (
    "CREATE TABLE {index} (id bigint PRIMARY KEY, words tsvector NOT NULL)",
    KEPT,
    "CREATE TRIGGER {index}_insert AFTER INSERT ON {table} REFERENCING NEW TABLE AS news "
    "FOR EACH STATEMENT EXECUTE FUNCTION {index}_kept()",
    "CREATE TRIGGER {index}_update AFTER UPDATE OF search_text ON {table} FOR EACH ROW "
    "WHEN (OLD.search_text IS DISTINCT FROM NEW.search_text) EXECUTE FUNCTION {index}_kept()",
    "CREATE TRIGGER {index}_delete AFTER DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION {index}_kept()",
    "CREATE TRIGGER {index}_truncate AFTER TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION {index}_kept()",
    "INSERT INTO {index} SELECT {key}, {vector} FROM {table}",
    "CREATE INDEX {index}_words ON {index} USING gin (words) WITH ({options})",
)
STANDING = """
SELECT obj_description(w.oid, 'pg_class'),
  (SELECT array_agg(tgname::text ORDER BY tgname) FROM pg_trigger
    WHERE tgrelid = to_regclass(%(table)s) AND tgfoid = to_regproc(%(kept)s) AND tgenabled <> 'D'),
  EXISTS (SELECT FROM pg_index WHERE indrelid = w.oid AND indexrelid = to_regclass(%(words)s))
FROM pg_class w WHERE w.oid = to_regclass(%(index)s) AND w.relkind = 'r'
"""


def searched() -> Iterator[type[models.Model]]:
    """Models with a ``search_text`` of their own."""
    for model in apps.get_models():
        try:
            field = model._meta.get_field("search_text")
        except FieldDoesNotExist:
            continue
        if isinstance(field, models.TextField) and model._meta.managed:
            yield model


def index_of(model: type[models.Model]) -> str:
    """Name of the table of words of a model's table."""
    return f"search_{model._meta.db_table}"


def names_of(model: type[models.Model]) -> dict[str, str]:
    """What the statements are filled in with."""
    meta = model._meta
    return {"index": index_of(model), "table": meta.db_table, "key": meta.pk.column}


def install(using: str = "default") -> list[str]:
    """Put in place what is missing, filled; returns the names of what was made."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    make = install_postgresql if connection.vendor == "postgresql" else install_sqlite
    made = []
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for model in searched():
            if model._meta.db_table in there and make(cursor, names_of(model)):
                made.append(index_of(model))
    return made


def install_postgresql(cursor: Any, names: dict[str, str]) -> bool:
    """The table of vectors and its triggers; False when all of them stand as they should."""
    vectors = {"vector": VECTOR.format("search_text"),
               "vector_of_new": VECTOR.format("NEW.search_text")}  # fmt: skip
    plan = [text.format(**names, **vectors, options=OPTIONS) for text in POSTGRESQL]
    told = hashlib.sha256("\n".join(plan).encode()).hexdigest()
    index, table = names["index"], names["table"]
    asked = {"table": table, "kept": f"{index}_kept", "words": f"{index}_words", "index": index}
    cursor.execute(STANDING, asked)
    events = [f"{index}_{event}" for event in ("delete", "insert", "truncate", "update")]
    if cursor.fetchone() == (told, events, True):
        return False
    cursor.execute("SELECT relkind FROM pg_class WHERE oid = to_regclass(%s)", [index])
    if cursor.fetchone() == ("i",):  # as earlier editions kept it
        cursor.execute(f"DROP INDEX {index}")
    cursor.execute(f"DROP FUNCTION IF EXISTS {index}_kept() CASCADE")  # and the triggers
    cursor.execute(f"DROP TABLE IF EXISTS {index}")
    for statement in (*plan, f"COMMENT ON TABLE {index} IS '{told}'", f"ANALYZE {index}"):
        cursor.execute(statement)
    return True


def install_sqlite(cursor: Any, names: dict[str, str]) -> bool:
    """The FTS5 table and its triggers; False when all of them stand as they should."""
    index = names["index"]
    plan = {name.format(**names): text.format(**names) for name, text in SQLITE.items()}
    marks = ", ".join(["%s"] * len(plan))
    asked = f"SELECT name, sql FROM sqlite_master WHERE name IN ({marks})"  # noqa: S608
    cursor.execute(asked, list(plan))
    stand = dict(cursor.fetchall())
    if stand == plan:
        return False
    for name in stand:
        cursor.execute(f"DROP {'TABLE' if name == index else 'TRIGGER'} IF EXISTS {name}")
    for statement in plan.values():
        cursor.execute(statement)
    cursor.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")  # noqa: S608
    return True


def after_migrate(using: str, **kwargs: Any) -> None:
    """Receiver of ``post_migrate``."""
    install(using)
