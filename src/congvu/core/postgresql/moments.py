"""Reading moments: the driver's loader for a chosen time zone takes ten times as long as needed.

Django subclasses the driver's Python one, a regular expression for every value; a page of fifty
dossiers reads some four hundred.
"""

import datetime as dt
from typing import Any

from django.db.backends.postgresql.psycopg_any import BaseTzLoader
from psycopg.abc import Buffer
from psycopg.adapt import AdaptersMap


class UtcLoader(BaseTzLoader):  # type: ignore[misc]
    """Of a session in UTC; whatever Python cannot read itself is left to the driver."""

    timezone = dt.UTC

    def load(self, data: Buffer) -> dt.datetime:
        """A moment as the server writes it in its ISO style."""
        try:
            read = dt.datetime.fromisoformat(str(data, "ascii"))
        except ValueError:
            return super().load(data)
        return read if read.tzinfo is dt.UTC else super().load(data)


def with_moments(params: dict[str, Any], timezone: Any) -> dict[str, Any]:
    """What a connection is opened with: another zone than UTC keeps Django's loader."""
    if timezone is not dt.UTC:
        return params
    adapters = AdaptersMap(params["context"])
    adapters.register_loader("timestamptz", UtcLoader)
    return params | {"context": adapters}
