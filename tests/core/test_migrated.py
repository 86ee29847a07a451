"""The suite's tables are made from the models; an installation's come from its migrations.

Only our own are compared: those of libraries carry their history (a wider key, a collation).
"""

import json
from itertools import chain, zip_longest

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.state import ModelState, ProjectState

from congvu.core.management.commands.migrate import new_models_alone
from tests.core.home import installation

TABLES = """
import json, re
from django.apps import apps
from django.db import connection
KINDS = ("columns", "primary_key", "unique", "foreign_key", "check", "type", "options")
OURS = {model._meta.db_table for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("congvu.")}
def plain(default):
    "Without casts and brackets, which PostgreSQL sets anew when a dump comes back"
    return default and re.sub(r"::[a-z ]+|[()]|\\[\\]", "", str(default))
def columns(cursor, table):
    rows = connection.introspection.get_table_description(cursor, table)
    return sorted([r.name, str(r.type_code), r.display_size, r.internal_size, r.precision,
                   r.scale, r.null_ok, plain(r.default), r.collation] for r in rows)
def rules(cursor, table):
    found = connection.introspection.get_constraints(cursor, table).values()
    told = [[one.get(kind) for kind in KINDS] for one in found]
    return sorted(json.dumps([sorted(one[0] or []), *one[1:]]) for one in told)
def told():
    with connection.cursor() as cursor:
        names = OURS & set(connection.introspection.table_names(cursor))
        return {name: [columns(cursor, name), rules(cursor, name)] for name in sorted(names)}
"""


@pytest.mark.slow
@pytest.mark.django_db
def test_migrations_make_the_tables_that_the_models_ask_for(tmp_path):
    with installation(tmp_path, migrated=True) as home:
        migrated = json.loads(home.python(TABLES + "print(json.dumps(told()))"))
    here: dict = {}
    exec(TABLES, here)
    made = json.loads(json.dumps(here["told"]()))
    assert set(migrated) == set(made) and len(made) > 90
    pairs = {name: zip_longest(chain(*migrated[name]), chain(*made[name])) for name in made}
    told = [(name, *pair) for name in made for pair in pairs[name] if pair[0] != pair[1]]
    assert told == [], json.dumps(told[:3])
    assert connection.vendor in ("sqlite", "postgresql")


def test_in_an_empty_database_a_new_model_is_drawn_up_alone():
    """And what it leads to knows of it all the same."""
    usual = ProjectState.add_model
    state = ProjectState.from_apps(apps)
    basis = state.apps.get_model("legal", "Basis")
    fields = [
        ("id", models.AutoField(primary_key=True)),
        ("basis", models.ForeignKey("legal.Basis", models.CASCADE)),
    ]
    with new_models_alone():
        state.add_model(ModelState("legal", "Note", fields))
    assert ProjectState.add_model is usual
    note = state.apps.get_model("legal", "Note")
    assert state.apps.get_model("legal", "Basis") is basis
    assert note._meta.get_field("basis").related_model is basis
    assert note in {one.related_model for one in basis._meta.related_objects}
    state.remove_model("legal", "note")
