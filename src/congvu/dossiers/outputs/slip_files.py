"""A slip as Word: in the office's own form where it has one for that day and law."""

from congvu.documents.docx import render_slip_docx
from congvu.documents.slip import PrintedSlip
from congvu.documents.template import render_slip_template
from congvu.dossiers import rules
from congvu.organizations.models import Unit
from congvu.stationery.models import template_for
from congvu.stationery.states import SLIP_FACTS


def slip_word(slip: PrintedSlip, kind: str, unit: Unit | None) -> bytes:
    """The slip of a kind in the form of its own day, so a slip of 2020 stays one of 2020."""
    form = rules.slip_form(kind, slip.date)
    template = template_for(kind, unit, slip.date, form.law if form else "")
    if template is None:
        return render_slip_docx(slip)
    return render_slip_template(template.read(), slip, SLIP_FACTS)
