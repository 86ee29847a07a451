"""Django's migrate; what it leans on is put in place first: lost guards, the table of the cache."""

from typing import Any

from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate

from congvu.core import guards


class Command(Migrate):
    """As Django's."""

    def handle(self, *args: Any, **options: Any) -> None:
        guards.install(options["database"])
        if not (options["plan"] or options["check_unapplied"]):
            call_command("createcachetable", database=options["database"], verbosity=0)
        super().handle(*args, **options)
