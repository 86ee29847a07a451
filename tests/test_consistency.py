"""Habits that hold everywhere: templates, names, delete rules, messages, who is turned away."""

import re

import pytest
from django.apps import apps
from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.house import pages, records, shape
from tests.house.layers import (
    FLOORS,
    ROOT,
    SRC,
    package_of,
    python_files,
    template_files,
    template_name,
)

TEMPLATE_LINES = 200
# child.field: the child is a part of that parent and goes with it
PARTS = {
    "core.JobRun.task",
    "dossiers.ImportRun.job",  # the run stays when its job is tidied away
    "dossiers.OnlineForm.dossier",  # a draft thrown away; what was handed in is never deleted
    "dossiers.OnlinePaper.form",
    "evidence.Upload.user",  # an upload not yet finished
    "procedures.Component.procedure_version",
    "procedures.FeeRule.procedure_version",
    "procedures.FormField.procedure_version",
    "procedures.ImportRun.job",  # likewise
    "procedures.Step.process",
    "procedures.TimeLimit.procedure_version",
    "procedures.VersionBasis.procedure_version",
    "portal.NewsPhoto.page",
    "portal.NewsAttachment.page",
}
# pages a visitor who has not signed in may see; everything else turns him away
PUBLIC = re.compile(
    r"^(citizen_|account_|mfa_|socialaccount_|openid_connect_|api:openapi|api:docs|procedures:posting_scan"
    r"|dossiers:rating_link"
    r"|portal:(home|procedure_\w+|tracking|news_list|category|feed|photo|news_\w+|result|text_size"
    r"|robots|sitemap|petition_(answers|send|sent|follow|file|file_open))$|wagtaildocs_)"
)
# Wagtail's rooms under /cms/ have a gate of their own, walked in tests/portal/test_rooms.py
WAGTAIL = re.compile(r"^wagtail")
SAMPLES = {"int": 1, "str": "x", "slug": "x", "uuid": "0" * 32, "path": "x"}


@pytest.fixture(scope="module")
def templates() -> dict[str, str]:
    found = {template_name(p): p.read_text(encoding="utf-8") for p in template_files()}
    assert found
    return found


def test_every_template_compiles(templates):
    """A tag that is not loaded breaks a page only when its branch is drawn."""
    for name in templates:
        get_template(name)


def test_every_template_is_used(templates):
    patterns = {
        regex
        for path in python_files()
        for regex in pages.names_in_python(path.read_text(encoding="utf-8"))
    }
    reached = {t for text in templates.values() for _, t in pages.REACH.findall(pages.bare(text))}
    ours = [name for name in templates if name.split("/")[0] in FLOORS]  # the rest override
    seen = re.compile("|".join(f"(?:{p})" for p in patterns) or "$^")
    assert [n for n in ours if n not in reached and not seen.fullmatch(n)] == []


@pytest.mark.parametrize("check", [pages.load_complaints, pages.inline_complaints])
def test_templates_keep_the_house_style(templates, check):
    assert [c for name, text in templates.items() for c in check(name, text)] == []


def test_blocks_come_in_the_order_of_the_layout(templates):
    assert [c for name in templates for c in pages.block_complaints(name, templates)] == []


def test_templates_are_short(templates):
    lengths = {name: len(text.splitlines()) for name, text in templates.items()}
    assert {name: n for name, n in lengths.items() if n > TEMPLATE_LINES} == {}


def test_names_of_models_and_fields_are_lower_case():
    assert records.name_complaints(apps.get_models()) == []


def test_rows_go_with_their_parent_only_as_parts():
    assert records.delete_complaints(apps.get_models(), PARTS) == []


def test_errors_speak_vietnamese():
    complaints = []
    for path in python_files():
        if path.name == "errors.py":
            complaints += shape.error_complaints(str(path), path.read_text(encoding="utf-8"))
    assert complaints == []


def test_every_action_is_tested():
    texts = [
        p.read_text(encoding="utf-8")
        for p in (ROOT / "tests").rglob("*.py")
        if "house" not in p.parts
    ]
    words = {word for text in texts for word in re.findall(r"\w+", text)}
    missing = []
    for path in python_files():
        folder = path.parent.name == "actions"
        if (folder and path.name != "__init__.py") or path.name == "actions.py":
            names = shape.public_actions(path.read_text(encoding="utf-8"))
            offered = shape.offered(path.with_name("__init__.py")) if folder else set(names)
            missing += [
                f"{path.relative_to(SRC)}: {n}" for n in names if n in offered and n not in words
            ]
    assert missing == []


def addresses(resolver: URLResolver, space: str = "", kinds: dict | None = None):
    """Full name and sample path of every named address."""
    for pattern in resolver.url_patterns:
        known = {**(kinds or {}), **pattern.pattern.converters}
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern, inner, known)
        elif isinstance(pattern, URLPattern) and pattern.name:
            kwargs = {name: sample(converter) for name, converter in known.items()}
            yield f"{space}{pattern.name}", kwargs


def sample(converter: object) -> object:
    """A value the converter accepts."""
    kind = type(converter).__name__.removesuffix("Converter").lower()
    return "00000000-0000-0000-0000-000000000000" if kind == "uuid" else SAMPLES.get(kind, "1")


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_anonymous_visitor_is_turned_away(client, method):
    seen, let_in = 0, []
    for name, kwargs in addresses(get_resolver()):
        if PUBLIC.match(name) or WAGTAIL.match(name):
            continue
        seen += 1
        answer = getattr(client, method)(reverse(name, kwargs=kwargs))
        doors = tuple(reverse(door) for door in ("account_login", "citizen_sign_in"))
        to_sign_in = answer.status_code == 302 and answer["Location"].startswith(doors)
        if not (to_sign_in or answer.status_code in (401, 403, 404, 405)):
            let_in.append(f"{name} answers {answer.status_code}")
    assert seen
    assert let_in == []


def test_files_of_packages_stand_on_a_floor():
    homes = {package_of(path) for path in python_files()} - {""}
    assert homes - {"data"} <= set(FLOORS)
