"""Django's migrate; what it leans on is put in place first: lost guards, the table of the cache."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from congvu.core import guards


class Command(Migrate):
    """As Django's."""

    def handle(self, *args: Any, **options: Any) -> None:
        guards.install(options["database"])
        if not (options["plan"] or options["check_unapplied"]):
            call_command("createcachetable", database=options["database"], verbosity=0)
            for label in self.first(options):
                super().handle(*args, **{**options, "app_label": label, "run_syncdb": False})
        super().handle(*args, **options)

    def first(self, options: dict[str, Any]) -> tuple[str, ...]:
        """Libraries with many migrations go first into an empty database: each of their steps
        draws up every model that is related to what it changes, and by then there are few."""
        known = MigrationRecorder(connections[options["database"]]).has_table()
        return () if known or options["app_label"] else settings.MIGRATE_FIRST
