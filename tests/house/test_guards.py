"""The guards complain about what they guard against, and about nothing else."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.test.utils import isolate_apps

from tests.house import imports, pages, records, shape
from tests.house.layers import below, floors

HOUSE = """
[importlinter:contract:house]
layers =
    config | cli
    desk | api
    core
"""
OWNERS = {
    "desk/home.html": {"desk"},
    "core/page.html": {"core"},
    "legal/_basis_row.html": {"legal"},
    "legal/basis_list.html": {"legal"},
}


def test_floors_are_read_from_the_contract():
    assert floors(HOUSE) == {"core": 0, "desk": 1, "api": 1, "config": 2, "cli": 2}


@pytest.mark.parametrize(
    ("upper", "lower", "allowed"),
    [
        ("desk", "core", True),
        ("core", "desk", False),
        ("desk", "api", False),
        ("desk", "desk", True),
        ("core", "django", True),
    ],
)
def test_below_follows_the_arrows(upper, lower, allowed):
    assert below(upper, lower) is allowed


@pytest.mark.parametrize(
    ("importer", "imported", "complaints"),
    [
        ("congvu.inspections.actions", "congvu.legal.models", 0),
        ("congvu.inspections.actions", "congvu.legal.models.basis", 0),
        ("congvu.inspections.actions", "congvu.legal.views", 1),
        ("congvu.inspections.actions", "congvu.legal", 1),
        ("congvu.inspections.actions", "congvu.inspections.outputs", 0),
        ("congvu.inspections.actions", "congvu.core.jobs.queue", 0),
        ("congvu.config.urls", "congvu.legal.urls", 0),
    ],
)
def test_only_doors_are_entered(importer, imported, complaints):
    assert len(imports.door_complaints([(importer, imported)])) == complaints


@isolate_apps("congvu.core")
def test_a_foreign_key_upwards_is_found():
    class High(models.Model):
        __module__ = "congvu.inspections.models"

        class Meta:
            app_label = "inspections"

    class Low(models.Model):
        __module__ = "congvu.core.models"
        up = models.ForeignKey(High, models.PROTECT)
        kind = models.ForeignKey(ContentType, models.PROTECT)

        class Meta:
            app_label = "core"

    assert len(imports.foreign_key_complaints([High, Low])) == 1


@isolate_apps("congvu.core")
def test_delete_rules_and_names_are_found():
    class Box(models.Model):
        __module__ = "congvu.core.models"
        inner = models.ForeignKey("self", models.CASCADE, verbose_name="Hộp trong")
        code = models.CharField("CCHC", max_length=3)

        class Meta:
            app_label = "core"
            verbose_name = "hộp"

    assert len(records.delete_complaints([Box], set())) == 1
    assert records.delete_complaints([Box], {"core.Box.inner"}) == []
    assert [c.split()[0] for c in records.name_complaints([Box])] == ["core.Box.inner"]


@pytest.mark.parametrize(
    ("text", "complaints"),
    [
        ('{% extends "core/page.html" %}', 0),
        ('{% include "legal/_basis_row.html" %}', 0),
        ('{% include "legal/basis_list.html" %}', 1),
        ('{% extends "legal/basis_list.html" %}', 1),
        ('{# {% extends "legal/basis_list.html" %} #}', 0),
        ('{% include "django/forms/p.html" %}', 0),
    ],
)
def test_templates_reach_only_down(text, complaints):
    assert len(pages.reach_complaints("x.html", "inspections", text, OWNERS)) == complaints


def test_a_fragment_of_a_package_above_is_refused():
    text = '{% include "legal/_basis_row.html" %}'
    assert pages.reach_complaints("x.html", "accounts", text, OWNERS)


def test_addresses_above_are_found_in_both_languages():
    python = 'def f():\n    return redirect("desk:home", 1)\n'
    assert pages.url_names_in_python(python) == ["desk:home"]
    names = pages.url_names_in_template("{% url 'desk:home' %}{% url \"account_login\" %}")
    assert len(pages.url_complaints("x", "legal", names)) == 1
    assert pages.url_complaints("x", "desk", names) == []


@pytest.mark.parametrize(
    ("text", "complaints"),
    [
        ('<p style="color:red">', 1),
        ("<style>p{}</style>", 1),
        ("<script>alert(1)</script>", 1),
        ('<script type="module" src="/x.js"></script>', 0),
        ('<button onclick="go()">', 1),
        ('<button hx-on:click="go()">', 1),
        ('<a href="javascript:go()">', 1),
        ('<p class="style" data-once="1">style=</p>', 0),
    ],
)
def test_inline_code_is_found(text, complaints):
    assert len(pages.inline_complaints("x.html", text)) == complaints


@pytest.mark.parametrize(
    ("text", "complaints"),
    [
        ("{% load a %}\n{% load b %}", 0),
        ("{% load b %}\n{% load a %}", 1),
        ("{% load a b %}", 1),
        ("{% load x from z %}", 0),
    ],
)
def test_loads_stand_alone_and_sorted(text, complaints):
    assert len(pages.load_complaints("x.html", text)) == complaints


def test_blocks_out_of_order_are_found():
    texts = {
        "core/page.html": "{% block title %}{% endblock %}{% block content %}{% endblock %}",
        "a.html": '{% extends "core/page.html" %}{% block title %}{% block content %}',
        "b.html": '{% extends "a.html" %}{% block content %}{% block title %}',
    }
    assert pages.block_complaints("a.html", texts) == []
    assert len(pages.block_complaints("b.html", texts)) == 1


def test_long_files_functions_and_hidden_imports_are_found():
    assert shape.file_complaints("x", "a\n" * 500) == []
    assert len(shape.file_complaints("x", "a\n" * 501)) == 1
    assert len(shape.function_complaints("x", "def f():\n" + "    a\n" * 50)) == 1
    assert len(shape.function_complaints("x", "def f():\n    import os\n")) == 1
    assert shape.function_complaints("x", "def ready(self):\n    import os\n") == []


def test_actions_are_the_public_verbs():
    text = "def go(x, *, by): pass\ndef _no(x, by): pass\ndef helper(x): pass\n"
    assert shape.public_actions(text) == ["go"]


def test_english_errors_are_found():
    good = 'class A(Exception):\n    """Không được phép."""\n'
    bad = 'class A(Exception):\n    """Not allowed."""\nclass B(Exception): pass\n'
    assert shape.error_complaints("x", good) == []
    assert len(shape.error_complaints("x", bad)) == 2


def test_names_of_templates_are_read_from_strings_and_f_strings():
    regexes = pages.names_in_python('a = "x/y.html"\nb = f"x/email/{kind}.body.txt"\n')
    assert regexes == ["x/y\\.html", "x/email/[\\w/.-]+\\.body\\.txt"]
