"""Finding words: the lookups behind ``core.search``, and the keys of what has them.

Where the words are kept: ``core.search_tables``.
"""

from collections.abc import Mapping
from typing import Any

from django.db import connection, models

from congvu.core.counting import MOST
from congvu.core.search import HAS_WORDS, phrases
from congvu.core.search_tables import index_of


def question(text: str, vendor: str) -> str:
    """What is asked, in the database's own words."""
    if vendor == "postgresql":
        return f"{' & '.join(' <-> '.join(words) for words in phrases(text))}:*"
    return " AND ".join(f'"{" ".join(words)}"' for words in phrases(text)) + " *"


SIGNS = "[^[:alnum:]]"  # what stands between words
SIGN, END = f"(^|{SIGNS})", f"({SIGNS}|$)"
KEYS = {
    "sqlite": "SELECT rowid AS id FROM {index} WHERE {index} MATCH %s",
    "postgresql": "SELECT id FROM {index} WHERE words @@ to_tsquery('simple'::regconfig, %s)",
}
NEWEST = {"sqlite": " ORDER BY rowid DESC", "postgresql": ""}
FIRST = "(SELECT id, words FROM {index} ORDER BY id DESC LIMIT {most}) AS newest"


def keys_with(
    asked_of: Mapping[int, type[models.Model]], text: str, most: int, newest: int = 0
) -> dict[int, list[int]]:
    """Keys of at most ``most`` rows of each model that have the words: one query for all.

    SQLite tells the newest of them. PostgreSQL tells any, or looks at so many of the ``newest``.
    """
    found: dict[int, list[int]] = {n: [] for n in asked_of}
    parts = []
    for n, model in asked_of.items():
        index = index_of(model)
        if newest:
            index = FIRST.format(index=index, most=newest)
        keys = KEYS[connection.vendor].format(index=index) + NEWEST[connection.vendor]
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

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        """Keys out of the FTS5 table."""
        told, params = self.keys(connection)
        return f"{self.key(compiler)} IN ({told})", params

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        """Keys out of the table of vectors, as an array: in whose order the first few rows are
        then read."""
        told, params = self.keys(connection)
        return f"{self.key(compiler)} = ANY(ARRAY({told}))", params

    def key(self, compiler: Any) -> str:
        """The key of the row that is looked at."""
        quote, model = compiler.quote_name_unless_alias, self.lhs.target.model
        return f"{quote(self.lhs.alias)}.{quote(model._meta.pk.column)}"

    def keys(self, connection: Any) -> tuple[str, list[str]]:
        """Which rows have the words: the question to the table of words, and what is asked."""
        index = connection.ops.quote_name(index_of(self.lhs.target.model))
        asked = question(self.rhs, connection.vendor)
        return KEYS[connection.vendor].format(index=index), [asked]


@models.TextField.register_lookup
class WordsOfRow(Words):
    """``search_text__words_of_row``: the same of each row by itself, for rows that are few."""

    lookup_name = "words_of_row"

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        """No FTS5 table, which would list all its rows, tens of thousands of common words."""
        column, params = self.process_lhs(compiler, connection)
        return f"{HAS_WORDS}({column}, %s)", [*params, self.rhs]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """No vectors of other rows, and none of this: to take a text apart is dear."""
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
        """The table of vectors beside the row, which can be read no further than is counted."""
        told, asked = self.keys(connection)
        return f"{self.key(compiler)} IN ({told})", asked
