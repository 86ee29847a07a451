"""The index behind ``core.search``: words of every ``search_text`` column, kept by the database.

SQLite: an FTS5 table beside the table, filled by triggers. PostgreSQL: a GIN index over the
column. Both are put in place after every ``migrate``, as a remade table loses its triggers.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import connections, models, transaction

from congvu.core.search import phrases

VECTOR = "to_tsvector('simple'::regconfig, regexp_replace({column}, '[^[:alnum:]]+', ' ', 'g'))"
# New words wait in a list that every search reads as well, and that is sorted in when it is full:
# most of what an index costs whoever writes, and short enough that no reader notices.
OPTIONS = {"fastupdate": "on", "gin_pending_list_limit": "64"}  # kB
TABLE = (
    "CREATE VIRTUAL TABLE {index} USING fts5(search_text, content='{table}', content_rowid='{key}')"
)
ADD = "INSERT INTO {index}(rowid, search_text) VALUES (new.{key}, new.search_text);"
DROP = (
    "INSERT INTO {index}({index}, rowid, search_text) "
    "VALUES ('delete', old.{key}, old.search_text);"
)
TRIGGERS = {
    "insert": f"CREATE TRIGGER {{name}} AFTER INSERT ON {{table}} BEGIN {ADD} END",
    "delete": f"CREATE TRIGGER {{name}} AFTER DELETE ON {{table}} BEGIN {DROP} END",
    "update": "CREATE TRIGGER {name} AFTER UPDATE OF search_text ON {table} "
    f"WHEN old.search_text IS NOT new.search_text BEGIN {DROP} {ADD} END",
}


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
    """Name of the index of a model's table."""
    return f"search_{model._meta.db_table}"


def install(using: str = "default") -> list[str]:
    """Put in place what is missing, filled; returns the names of what was made."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    make = install_postgresql if connection.vendor == "postgresql" else install_sqlite
    made = []
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for model in searched():
            if model._meta.db_table in there and make(cursor, model):
                made.append(index_of(model))
    return made


def install_postgresql(cursor: Any, model: type[models.Model]) -> bool:
    """The GIN index; False when it stands as it should."""
    index, table = index_of(model), model._meta.db_table
    told = ", ".join(f"{name}={value}" for name, value in OPTIONS.items())
    cursor.execute("SELECT reloptions FROM pg_class WHERE oid = to_regclass(%s)", [index])
    found = cursor.fetchone()
    if found is None:
        vector = VECTOR.format(column="search_text")
        cursor.execute(f"CREATE INDEX {index} ON {table} USING gin ({vector}) WITH ({told})")
        return True
    if {*(found[0] or ())} == {f"{name}={value}" for name, value in OPTIONS.items()}:
        return False
    cursor.execute(f"ALTER INDEX {index} SET ({told})")
    return True


def install_sqlite(cursor: Any, model: type[models.Model]) -> bool:
    """The FTS5 table and its triggers; False when all of them stand as they should."""
    index, table = index_of(model), model._meta.db_table
    names = {"index": index, "table": table, "key": model._meta.pk.column}
    plan = {f"{index}_{e}": text.format(name=f"{index}_{e}", **names)
            for e, text in TRIGGERS.items()}  # fmt: skip
    plan = {index: TABLE.format(**names), **plan}
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


@models.TextField.register_lookup
class Words(models.Lookup):
    """``search_text__words="35/KH niêm y"``: every word, the last by its beginning, in any order.

    The index is asked apart, for all rows that have the words. To judge it by itself, and stop at
    the first few rows, is cheap where these are many and ruinous where they are few.
    """

    lookup_name = "words"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> tuple[str, Any]:
        """The question in the database's own words."""
        if connection.vendor == "postgresql":
            return "%s", [f"{' & '.join(' <-> '.join(words) for words in phrases(value))}:*"]
        return "%s", [" AND ".join(f'"{" ".join(words)}"' for words in phrases(value)) + " *"]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        """Keys out of the FTS5 table."""
        index = connection.ops.quote_name(index_of(self.lhs.target.model))
        mark, params = self.get_db_prep_lookup(self.rhs, connection)
        asked = f"SELECT rowid FROM {index} WHERE {index} MATCH {mark}"  # noqa: S608
        return f"{self.key(compiler)} IN ({asked})", params

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        """Keys by the GIN index, as an array: in whose order the first few rows are then read."""
        model, quote = self.lhs.target.model, connection.ops.quote_name
        key, table = quote(model._meta.pk.column), quote(model._meta.db_table)
        column = f"of_words.{quote(self.lhs.target.column)}"
        told, params = self.matches(column, connection)
        asked = f"SELECT of_words.{key} FROM {table} of_words WHERE {told}"  # noqa: S608
        return f"{self.key(compiler)} = ANY(ARRAY({asked}))", params

    def key(self, compiler: Any) -> str:
        """The key of the row that is looked at."""
        quote, model = compiler.quote_name_unless_alias, self.lhs.target.model
        return f"{quote(self.lhs.alias)}.{quote(model._meta.pk.column)}"

    def matches(self, column: str, connection: Any) -> tuple[str, list[str]]:
        """The expression the GIN index stands on."""
        mark, asked = self.get_db_prep_lookup(self.rhs, connection)
        text = f"{VECTOR.format(column=column)} @@ to_tsquery('simple'::regconfig, {mark})"
        return text, list(asked)


@models.TextField.register_lookup
class WordsOfRow(Words):
    """``search_text__words_of_row``: the same of each row by itself, for rows that are few."""

    lookup_name = "words_of_row"

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        """Keys out of the FTS5 table, which must not lead: the plus keeps it from being asked for
        rows first, tens of thousands where a word is common."""
        told, params = super().as_sqlite(compiler, connection)
        return f"+{told}", params

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """No index. To take a text apart into words is dear: only where it has their letters."""
        column, params = self.process_lhs(compiler, connection)
        told, asked = self.matches(column, connection)
        letters = [f"%{word}%" for words in phrases(self.rhs) for word in words]
        near = [f"{column} LIKE %s"] * len(letters)
        of_letters = [value for mark in letters for value in (*params, mark)]
        return f"({' AND '.join([*near, told])})", [*of_letters, *params, *asked]


@models.TextField.register_lookup
class WordsCounted(Words):
    """``search_text__words_counted``: the same where rows are only counted, and no further than
    some. PostgreSQL then reads rows as its index names them and stops, instead of all of them."""

    lookup_name = "words_counted"

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """The expression the index stands on, of the row itself."""
        column, params = self.process_lhs(compiler, connection)
        told, asked = self.matches(column, connection)
        return told, [*params, *asked]
