"""What the code on a posted sheet or a leaflet leads to: public, says whether it still holds."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from congvu.core import clock
from congvu.procedures import actions, rules
from congvu.procedures.models import Leaflet, Posting, ProcedureVersion
from congvu.procedures.models.reading import facts_of
from congvu.procedures.policies import may_keep_unit
from congvu.procedures.states import LEAFLET_STATE_LABELS, SHEET_STATE_LABELS, SheetState


@require_safe
def posting_scan(request: HttpRequest, mark: str) -> HttpResponse:
    """Of a posted sheet or a leaflet: current, outdated or ended, with what holds today."""
    related = ("unit", "procedure_version__procedure")
    posted = Posting.objects.select_related(*related).filter(mark=mark).first()
    sheet = posted or Leaflet.objects.select_related(*related).filter(mark=mark).first()
    if sheet is None:
        return render(request, "procedures/posting_unknown.html", status=404)
    version = sheet.procedure_version
    held = ProcedureVersion.objects.in_force(clock.today()).filter(procedure=version.procedure_id)
    current = held.with_parts().order_by("-number").first()
    state = rules.sheet_state(version.pk, current.pk if current else None)
    facts = facts_of(current) if current else None
    label, tone = (SHEET_STATE_LABELS if posted else LEAFLET_STATE_LABELS)[state]
    staff = request.user.is_authenticated and may_keep_unit(request.user, sheet.unit_id)
    context = {
        "sheet": sheet,
        "what": "Bản niêm yết" if posted else "Tờ rơi",
        "posted": posted,
        "version": version,
        "current": current,
        "label": label,
        "tone": tone,
        "good": state == SheetState.CURRENT,
        "facts": facts,
        "limits": [(one, rules.limit_words(one)) for one in facts.limits] if facts else [],
        "components": [(one, rules.copies_words(one)) for one in facts.components] if facts else [],
        "sets": rules.sets_words(facts.sets) if facts else "",
        "can_tick": staff and posted and posted.taken_down_on is None,
        "ticked": posted and posted.seen_on == clock.today(),
    }
    return render(request, "procedures/posting_scan.html", context)


@login_required
@require_POST
def posting_seen(request: HttpRequest, mark: str) -> HttpResponse:
    """Tick the sheet in front of which one stands."""
    rows = Posting.objects.visible_to(request.user).select_related("unit")
    sheet = get_object_or_404(rows, mark=mark)
    actions.check_board(sheet.unit, [sheet], by=request.user)
    messages.success(request, "Đã ghi: thấy bản này trên bảng hôm nay.")
    return redirect(sheet)
