"""Entering procedures and correcting what stands outside of versions."""

from typing import Any

from django.db import transaction
from django.utils.text import slugify

from congvu.core import audit, clock
from congvu.core.errors import BadInput
from congvu.core.policies import require
from congvu.core.search import fold
from congvu.organizations.models import Unit
from congvu.procedures import rules
from congvu.procedures.actions.content import Content, write_content
from congvu.procedures.models import Field, Procedure, ProcedureVersion
from congvu.procedures.policies import may_keep, may_keep_unit

CREATE = "procedures.create_procedure"


def create_procedure(content: Content, *, by: Any, **fields: Any) -> ProcedureVersion:
    """A new procedure with its first draft; ``fields`` are those of Procedure."""
    require(may_keep_unit(by, fields["owner"].pk))
    with transaction.atomic():
        check_procedure(fields)
        procedure = audit.create(Procedure(**fields), by=by, action=CREATE)
        version = ProcedureVersion(procedure=procedure, number=1, name=procedure.name)
        audit.create(version, by=by, action=CREATE)
        return write_content(version, content, by=by, action=CREATE)


def edit_procedure(
    procedure: Procedure, *, by: Any, expected: int | None = None, **fields: Any
) -> Procedure:
    """Correct code, field, competence, units or notes."""
    require(may_keep(by, procedure))
    if "owner" in fields:
        require(may_keep_unit(by, fields["owner"].pk))
    with transaction.atomic():
        held = audit.lock(Procedure.objects.select_related("field"), procedure.pk, expected)
        named = {
            n: fields.get(n, getattr(held, n)) for n in ("code", "name", "owner", "competence")
        }
        check_procedure(named, held)
        return audit.change(held, by=by, action="procedures.edit_procedure", **fields)


def check_procedure(fields: dict[str, Any], held: Procedure | None = None) -> None:
    """Code and name are free, and the level of government still stands."""
    errors: dict[str, str] = {}
    others = Procedure.objects.exclude(pk=held.pk) if held else Procedure.objects.all()
    code, name, owner = fields.get("code", ""), fields["name"].strip(), fields["owner"]
    if code and others.filter(code=code).exists():
        errors["code"] = f"Mã {code} đã có thủ tục khác dùng."
    if not name:
        errors["name"] = "Cần ghi tên thủ tục."
    elif others.filter(owner=owner, name=name).exists():
        errors["name"] = f"{owner} đã có thủ tục mang tên này."
    changed = held is None or held.competence != fields["competence"]
    if changed and not rules.law().competence_holds(fields["competence"], clock.today()):
        errors["competence"] = "Cấp này không còn giải quyết thủ tục từ ngày đã ghi trong luật."
    if errors:
        raise BadInput(fields=errors)


def get_field(name: str, *, by: Any, owner: Unit | None = None) -> Field:
    """The field of that name, tone marks ignored; entered when it is new."""
    wanted = fold(name)
    for known in Field.objects.all():
        if fold(known.name) == wanted:
            return known
    require(may_keep_unit(by, owner.pk if owner else None))
    if not wanted:
        raise BadInput(fields={"field": "Cần ghi lĩnh vực."})
    made = Field(code=free_code(wanted), name=" ".join(name.split()), order=Field.objects.count())
    return audit.create(made, by=by, action="procedures.add_field")


def free_code(words: str) -> str:
    """A code made of the name that no field has yet."""
    base = slugify(words)[:45] or "linh-vuc"
    code, number = base, 2
    while Field.objects.filter(code=code).exists():
        code, number = f"{base}-{number}", number + 1
    return code
