"""The index behind ``core.search``: words of every ``search_text`` column, kept by the database.

SQLite: an FTS5 table beside the table, filled by triggers. PostgreSQL: a GIN index over the
column. Both are put in place after every ``migrate``, as a remade table loses its triggers.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import connection, connections, models, transaction

from congvu.core.counting import MOST
from congvu.core.search import HAS_WORDS, phrases

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


def question(text: str, vendor: str) -> str:
    """What is asked, in the database's own words."""
    if vendor == "postgresql":
        return f"{' & '.join(' <-> '.join(words) for words in phrases(text))}:*"
    return " AND ".join(f'"{" ".join(words)}"' for words in phrases(text)) + " *"


SIGNS = "[^[:alnum:]]"  # what stands between words
SIGN, END = f"(^|{SIGNS})", f"({SIGNS}|$)"
KEYS = {
    "sqlite": "SELECT rowid AS id FROM {index} WHERE {index} MATCH %s ORDER BY rowid DESC",
    "postgresql": "SELECT {key} AS id FROM {table} WHERE "  # noqa: S608
    + VECTOR.format(column="search_text")
    + " @@ to_tsquery('simple'::regconfig, %s)",
}


FIRST = "(SELECT {key}, search_text FROM {table} ORDER BY {key} DESC LIMIT {most}) AS newest"


def keys_with(
    asked_of: Mapping[int, type[models.Model]], text: str, most: int, newest: int = 0
) -> dict[int, list[int]]:
    """Keys of at most ``most`` rows of each model that have the words: one query for all.

    SQLite tells the newest of them. PostgreSQL tells any, or looks at so many of the ``newest``.
    """
    found: dict[int, list[int]] = {n: [] for n in asked_of}
    parts = []
    for n, model in asked_of.items():
        names = {"key": model._meta.pk.column, "index": index_of(model)}
        names["table"] = model._meta.db_table
        if newest:
            names["table"] = FIRST.format(**names, most=newest)
        keys = KEYS[connection.vendor].format(**names)
        parts.append(f"SELECT {n:d}, id FROM ({keys} LIMIT {most:d}) AS of_{n:d}")  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), [question(text, connection.vendor)] * len(parts))
        for n, key in cursor.fetchall():
            found[n].append(key)
    return found


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
        return "%s", [question(value, connection.vendor)]

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
        """No FTS5 table, which would list all its rows, tens of thousands of common words."""
        column, params = self.process_lhs(compiler, connection)
        return f"{HAS_WORDS}({column}, %s)", [*params, self.rhs]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """No index, which the expression it stands on would bring in, and no vector of words: to
        take a text apart is dear."""
        column, params = self.process_lhs(compiler, connection)
        patterns = [f"{SIGN}{f'{SIGNS}+'.join(words)}{END}" for words in phrases(self.rhs)]
        patterns[-1] = patterns[-1].removesuffix(END)
        told = " AND ".join([f"{column} ~ %s"] * len(patterns))
        return f"({told})", [value for pattern in patterns for value in (*params, pattern)]


@models.TextField.register_lookup
class WordsCounted(Words):
    """``search_text__words_counted``: the same where rows are only counted, and no further than
    some. PostgreSQL then reads rows as its index names them and stops, instead of all of them;
    SQLite lists no more of them than are counted, which may not be all that other filters leave.
    """

    lookup_name = "words_counted"

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        """The first keys out of the FTS5 table."""
        told, params = super().as_sqlite(compiler, connection)
        return f"{told.removesuffix(')')} LIMIT {MOST + 1})", params

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """The expression the index stands on, of the row itself."""
        column, params = self.process_lhs(compiler, connection)
        told, asked = self.matches(column, connection)
        return told, [*params, *asked]
