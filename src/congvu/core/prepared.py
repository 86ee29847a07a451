"""A queryset whose SQL is made once: for the few reads that stand before every page and save.

Putting a queryset together costs Django some ten times what the database needs to answer it. A
:class:`Prepared` does it once per connection, and afterwards only fills the values in::

    BY_KEY = Prepared(lambda: User.objects.filter(pk=Slot("pk", models.BigAutoField())))
    BY_KEY.first(pk=7)

What comes back is what the queryset would give: model instances, with related ones and deferred
fields, or the tuples of ``values_list``.
"""

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from django.db import connections, models
from django.db.models.query import ModelIterable, get_related_populators
from django.db.transaction import TransactionManagementError

from congvu.core.planned import planned_cursor

T = TypeVar("T")
MOST = 2**63 - 1  # the largest key there can be; a driver refuses to ask for more
KEPT = "congvu_prepared"  # where a connection keeps what was compiled for it


class Slot(models.Expression):
    """Stands in a queryset for a value to come. Whole numbers are only compared for equality."""

    def __init__(self, name: str, field: models.Field) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """A place in the SQL, and this slot among the parameters."""
        return "%s", [self]


class Prepared(Generic[T]):
    """What ``make`` gives, asked again and again with other values in its slots."""

    def __init__(self, make: Callable[[], models.QuerySet]) -> None:
        self.make = make

    def all(self, **values: Any) -> list[T]:
        """The results. Every slot is given its value by name."""
        connection = connections["default"]  # of this thread
        made = vars(connection).setdefault(KEPT, {})
        if self not in made:
            made[self] = Statement(self.make(), connection)
        return made[self].results(values)

    def first(self, **values: Any) -> T | None:
        """The first result, if there is one."""
        return next(iter(self.all(**values)), None)


class Statement:
    """A queryset compiled for one connection."""

    def __init__(self, queryset: models.QuerySet, connection: Any) -> None:
        compiler = queryset.query.get_compiler(connection=connection)
        self.connection = connection
        self.sql, self.parameters = compiler.as_sql()
        columns = [column for column, *_ in compiler.select[: compiler.col_count]]
        self.converters = compiler.get_converters(columns)
        self.convert = compiler.apply_converters
        self.locks = queryset.query.select_for_update
        whole = queryset._iterable_class is ModelIterable
        self.load: Callable[[Any], Any] = loader(compiler) if whole else tuple

    def results(self, values: dict[str, Any]) -> list[Any]:
        """Ask the database, and make of its rows what the queryset would."""
        if self.locks and self.connection.get_autocommit():
            raise TransactionManagementError("Rows are locked inside a transaction only.")
        parameters = [self.filled(p, values) for p in self.parameters]
        if any(type(p) is int and abs(p) > MOST for p in parameters):
            return []
        with planned_cursor(self.connection) as cursor:
            cursor.execute(self.sql, parameters)
            rows: Iterable[Any] = cursor.fetchall()
        if self.converters:
            rows = self.convert(rows, self.converters)
        return list(map(self.load, rows))

    def filled(self, parameter: Any, values: dict[str, Any]) -> Any:
        """The value of a slot as the driver takes it; what is no slot stands as it is."""
        if not isinstance(parameter, Slot):
            return parameter
        field = parameter.output_field
        return field.get_db_prep_value(values[parameter.name], connection=self.connection)


def loader(compiler: Any) -> Callable[[Any], models.Model]:
    """Makes a model instance, and those joined to it, of a row; as Django's own iterable does."""
    info, alias = compiler.klass_info, compiler.connection.alias
    first, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column.target.attname for column, *_ in compiler.select[first:end]]
    from_db = info["model"].from_db
    # the types known here are those of a later Django
    related = get_related_populators(info, compiler.select, alias)  # type: ignore[call-arg]

    def load(row: Any) -> models.Model:
        obj = from_db(alias, names, row[first:end])
        for populator in related:
            populator.populate(row, obj)
        return obj

    return load
