"""Django's migrate; what it leans on is put in place first: lost guards, the table of the cache."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState

from congvu.core import guards


class Command(Migrate):
    """As Django's."""

    def handle(self, *args: Any, **options: Any) -> None:
        guards.install(options["database"])
        if options["plan"] or options["check_unapplied"]:
            super().handle(*args, **options)
            return
        call_command("createcachetable", database=options["database"], verbosity=0)
        known = MigrationRecorder(connections[options["database"]]).has_table()
        with nullcontext() if known else new_models_alone():
            # Libraries with many migrations go first into an empty database: each of their steps
            # draws up every model that is related to what it changes, and by then there are few.
            for label in () if known or options["app_label"] else settings.MIGRATE_FIRST:
                super().handle(*args, **{**options, "app_label": label, "run_syncdb": False})
            super().handle(*args, **options)


@contextmanager
def new_models_alone() -> Iterator[None]:
    """For a new model Django draws up anew all that it leads to, which by its users is nearly
    everything. Nothing leads to a new one yet: inside, it is drawn up alone."""
    usual = ProjectState.add_model

    def add_model(state: ProjectState, model: ModelState) -> None:
        known = (model.app_label, model.name_lower) in state.models
        drawn = None if known else vars(state).pop("apps", None)
        usual(state, model)
        if drawn is not None:
            state.apps = drawn
            drawn.render_multiple([model])

    ProjectState.add_model = add_model
    try:
        yield
    finally:
        ProjectState.add_model = usual
