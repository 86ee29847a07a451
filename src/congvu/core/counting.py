"""How many rows there are, as far as a page needs to know: a count never costs more than the page.

Beyond ``MOST`` nobody reads the figure for its digits, and the database need not look further.
"""

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet, Value

from congvu.core import formats, search

MOST = 10_000


def figures(**asked: QuerySet) -> dict[str, int]:
    """How many rows each has, ``MOST + 1`` where there are more; all in one query."""
    columns, params = [], []
    for rows in asked.values():
        try:
            sql, told = limited(rows)
        except EmptyResultSet:
            sql, told = "SELECT 1 WHERE 1 = 0", ()
        columns.append(f"(SELECT COUNT(*) FROM ({sql}) AS counted)")  # noqa: S608
        params += told
    if not columns:
        return {}
    with connections[next(iter(asked.values())).db].cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)}", params)
        return dict(zip(asked, cursor.fetchone(), strict=True))


def with_words(rows: QuerySet, words: str) -> int:
    """How many of many rows have certain words; of more than ``MOST`` soon told."""
    found = figures(found=search.counted(rows, words))["found"]
    if found > MOST or connections[rows.db].vendor != "sqlite":
        return found
    return figures(found=search.containing(rows, words))["found"]


def limited(rows: QuerySet) -> tuple[str, tuple]:
    """The rows as a query of nothing but their being there, ``MOST + 1`` of them."""
    some = rows.order_by().select_related(None).values_list(Value(1))[: MOST + 1]
    return some.query.get_compiler(rows.db).as_sql()


def told(number: int) -> str:
    """The figure as a page prints it: 9.214; hơn 10.000."""
    return formats.number(number) if number <= MOST else f"hơn {formats.number(MOST)}"
