"""Keeping an office's templates and settings: upload, accept, end, withdraw, load."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from congvu.core import audit
from congvu.core.errors import BadInput
from congvu.core.policies import next_state, require
from congvu.documents.errors import TemplateFault
from congvu.documents.layouts import LAYOUTS
from congvu.documents.template import Problem, lint
from congvu.legal.models import Basis
from congvu.stationery.errors import BadStationery, TemplateHasProblems
from congvu.stationery.models import MEASURES, DocumentType, LayoutRule, Template
from congvu.stationery.outputs import filled, placeholders_for
from congvu.stationery.policies import may_manage
from congvu.stationery.rules import format_faults
from congvu.stationery.states import LIFE, SLIP_KIND_LABELS, DocumentKind

LIMIT = 5 * 1024 * 1024


def upload_template(data: bytes, file_name: str, *, by: Any, **fields: Any) -> Template:
    """Keep a Word file as a draft, with what is wrong in it; ``fields`` are those of Template."""
    require(may_manage(by))
    if len(data) > LIMIT:
        raise BadInput(fields={"file": "Tệp mẫu lớn hơn 5 MB."})
    check_period(fields.get("effective_from"), fields.get("effective_to"))
    problems = problems_of(data, Template(**fields))
    stored = default_storage.save(f"stationery/{uuid.uuid4().hex}.docx", ContentFile(data))
    digest = hashlib.sha256(data).hexdigest()
    template = Template(
        **fields,
        stored_name=stored,
        original_name=file_name.replace("\\", "/").rsplit("/", 1)[-1][:255],
        sha256=digest,
        size=len(data),
        lint=[asdict(problem) for problem in problems],
        uploaded_by=by,
    )
    try:
        return audit.create(template, by=by, action="stationery.upload_template")
    except BaseException:
        default_storage.delete(stored)
        raise


def problems_of(data: bytes, template: Template) -> list[Problem]:
    """What is wrong in a Word file; a form of a slip is filled in once to see."""
    problems = lint(data, placeholders_for(template.kind))
    if not problems and template.kind in SLIP_KIND_LABELS:
        try:
            filled(template, data)
        except TemplateFault as fault:
            problems = [Problem("syntax", "", "", fault.message)]
    return problems


def check_period(start: dt.date | None, end: dt.date | None) -> None:
    """A period does not end before it begins."""
    if start and end and end < start:
        raise BadInput(fields={"effective_to": "Ngày hết hiệu lực phải sau ngày có hiệu lực."})


def accept_template(template: Template, *, by: Any, expected: int | None = None) -> Template:
    """Let a template without faults into use for papers of its period."""
    require(may_manage(by))
    with transaction.atomic():
        held = audit.lock(Template.objects, template.pk, expected)
        state = next_state(LIFE, held.state, "accept")
        if held.lint:
            raise TemplateHasProblems
        return audit.change(held, by=by, action="stationery.accept_template", state=state)


def end_template(
    template: Template, last_day: dt.date, *, by: Any, expected: int | None = None
) -> Template:
    """Use a template for papers up to ``last_day`` only; older papers keep it."""
    require(may_manage(by))
    with transaction.atomic():
        held = audit.lock(Template.objects, template.pk, expected)
        next_state(LIFE, held.state, "end")
        check_period(held.effective_from, last_day)
        return audit.change(held, by=by, action="stationery.end_template", effective_to=last_day)


def withdraw_template(
    template: Template, *, by: Any, reason: str, expected: int | None = None
) -> Template:
    """Take a mistaken template out of use altogether, with the reason."""
    require(may_manage(by))
    if not reason.strip():
        raise BadInput(fields={"reason": "Cần ghi lý do bỏ mẫu."})
    with transaction.atomic():
        held = audit.lock(Template.objects, template.pk, expected)
        state = next_state(LIFE, held.state, "withdraw")
        action = "stationery.withdraw_template"
        return audit.change(held, by=by, action=action, reason=reason, state=state)


def change_type(
    settings: DocumentType, *, by: Any, expected: int | None = None, **fields: Any
) -> DocumentType:
    """Change how the office names and numbers a kind of document."""
    require(may_manage(by))
    if fault := format_faults(fields.get("number_format", settings.number_format)):
        raise BadInput(fields={"number_format": fault})
    with transaction.atomic():
        held = audit.lock(DocumentType.objects, settings.pk, expected)
        return audit.change(held, by=by, action="stationery.change_type", **fields)


def load_settings(data: Mapping[str, Any]) -> tuple[int, int]:
    """Add the types and layouts of a file that are not there yet; the office's own stay.

    Whoever may run commands may do this. Answers how many of each were added.
    """
    types = [new_type(row) for row in data.get("document_types") or []]
    layouts = [new_layout(row) for row in data.get("layout_rules") or []]
    with transaction.atomic():
        have = set(DocumentType.objects.values_list("kind", flat=True))
        kinds = [t for t in types if t.kind not in have]
        audit.create_many(kinds, by=None, action="stationery.load")
        have = set(LayoutRule.objects.values_list("code", flat=True))
        rules = [r for r in layouts if r.code not in have]
        audit.create_many(rules, by=None, action="stationery.load")
    return len(kinds), len(rules)


def new_type(row: Mapping[str, Any]) -> DocumentType:
    """Settings of one kind, unsaved."""
    try:
        made = DocumentType(**row)
        DocumentKind(made.kind)
    except (TypeError, ValueError) as error:
        raise BadStationery(f"document_types: {row!r}: {error}") from error
    if fault := format_faults(made.number_format):
        raise BadStationery(f"document_types: {made.kind}: {fault}")
    return made


def new_layout(row: Mapping[str, Any]) -> LayoutRule:
    """A layout rule, unsaved; its basis is found by number when the office keeps it."""
    told = dict(row)
    basis = Basis.objects.filter(number=told.pop("basis", "")).first()
    try:
        made = LayoutRule(basis=basis, **told)
    except TypeError as error:
        raise BadStationery(f"layout_rules: {row!r}: {error}") from error
    odd = sorted(set(made.measures) - MEASURES)
    if made.code not in LAYOUTS or odd:
        wrong = odd[0] if odd else made.code
        raise BadStationery(f"layout_rules: {made.code}: không có “{wrong}”.")
    return made
