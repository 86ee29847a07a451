"""A condition on keys that another question tells: asked first, and then looked up one by one."""

from typing import Any

from django.db import models
from django.db.models.lookups import In


@models.AutoField.register_lookup
@models.BigAutoField.register_lookup
class Among(In):
    """``pk__among=rows.values("pk")``: as ``in``, for keys that are few among all there are.

    PostgreSQL guesses how many a question will tell. Where its conditions hang together (taken in
    before a day, ended after it) it guesses fifty times too many and reads the whole table beside
    them. An array it has to ask for first, and finds each row by its key. Only for what leads a
    query: in the middle of one, every row would go through the array.
    """

    lookup_name = "among"

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple]:
        """The keys as an array."""
        told, params = self.process_lhs(compiler, connection)
        asked, more = self.process_rhs(compiler, connection)
        return f"{told} = ANY(ARRAY{asked})", (*params, *more)
