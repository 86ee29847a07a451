"""Django's migrate; guards lost before are put back first, so that its own checks pass."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate

from congvu.core import guards


class Command(Migrate):
    """As Django's."""

    def handle(self, *args: Any, **options: Any) -> None:
        guards.install(options["database"])
        super().handle(*args, **options)
