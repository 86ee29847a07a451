"""A table with every kind of field the product uses, standing only while a test module runs."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models
from django.test.utils import isolate_apps

from congvu.core.models import Record

with isolate_apps("congvu.core"):

    class Wide(Record):
        name = models.CharField(max_length=40)
        text = models.TextField(blank=True)
        code = models.CharField(max_length=10, null=True)  # noqa: DJ001
        number = models.IntegerField(null=True)
        amount = models.DecimalField(max_digits=9, decimal_places=2, null=True)
        day = models.DateField(null=True)
        hour = models.TimeField(null=True)
        moment = models.DateTimeField(null=True)
        data = models.JSONField(null=True)
        flag = models.BooleanField(null=True)
        mark = models.UUIDField(null=True)
        ratio = models.FloatField(null=True)
        blob = models.BinaryField(null=True)
        other = models.ForeignKey("self", models.PROTECT, null=True)

        class Meta:
            app_label = "core"
            db_table = "test_wide"

        def __str__(self) -> str:
            return self.name


@contextmanager
def standing(blocker) -> Iterator[None]:
    with blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(Wide)
        yield
        with connection.schema_editor() as editor:
            editor.delete_model(Wide)
