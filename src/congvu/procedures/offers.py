"""What procedures tell the packages below: whose files these are, which anybody may download."""

from typing import Any

from congvu.organizations.policies import is_staff
from congvu.procedures.models import Component, Leaflet, Procedure
from congvu.procedures.policies import may_keep, may_keep_unit
from congvu.procedures.states import FIXED


def register_files(evidence: Any) -> None:
    """Tell the file store who reads the forms of a procedure: every officer, once published all."""
    evidence.register(
        "procedures.procedure",
        readable=Procedure.objects.visible_to,
        few=True,
        sees_all=is_staff,
        may_attach=may_keep,
        label=lambda row: f"Thủ tục {row}",
    )
    evidence.register(
        "procedures.leaflet",
        readable=Leaflet.objects.visible_to,
        few=True,
        sees_all=is_staff,
        may_attach=may_keep_leaflet,
        related=("procedure_version", "unit"),
    )
    evidence.register_published(is_template)


def may_keep_leaflet(user: Any, row: Leaflet) -> bool:
    """Who records what the unit gives out."""
    return may_keep_unit(user, row.unit_id)


def is_template(file: Any) -> bool:
    """Whether a file is a form of a version that was published at some time."""
    return Component.objects.filter(file=file, procedure_version__state__in=FIXED).exists()
