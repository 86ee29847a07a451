"""What becomes of a version: what it lacks, its legal limits, and the verbs."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from congvu.core import clock, history
from congvu.core.errors import ActionError
from congvu.core.formed import expected, number_of, refused
from congvu.core.states import allowed_verbs
from congvu.procedures import actions, rules
from congvu.procedures.forms import DayReasonForm, EntryForm
from congvu.procedures.models import ProcedureVersion
from congvu.procedures.models.reading import (
    facts_of,
    measured_limits,
    sum_problem_of,
    sum_unknown_of,
)
from congvu.procedures.policies import may_keep, may_publish
from congvu.procedures.rules import differences
from congvu.procedures.states import (
    PART_LABELS,
    VERSION_STATE_TONES,
    VERSION_TABLE,
    VersionState,
)
from congvu.procedures.views.doors import crumbs, the_version

# verb -> (button, done, whether a day is asked, whether a reason is, for whom, danger)
VERBS: dict[str, tuple[str, str, str, str, str, bool]] = {
    "submit": ("Trình công bố", "Đã trình.", "", "", "keep", False),
    "publish": ("Công bố", "Đã công bố.", "", "Lý do, nếu các bước dài hơn thời hạn",
                "publish", False),
    "send_back": ("Trả lại để sửa", "Đã trả lại.", "", "Nội dung phải sửa", "publish", False),
    "suspend": ("Tạm ngừng tiếp nhận", "Đã tạm ngừng.", "Tạm ngừng từ ngày", "Lý do",
                "publish", False),
    "resume": ("Tiếp nhận trở lại", "Đã tiếp nhận trở lại.", "", "", "publish", False),
    "repeal": ("Bãi bỏ", "Đã bãi bỏ.", "Hết hiệu lực sau ngày", "Căn cứ, lý do",
               "publish", True),
    "discard": ("Bỏ bản này", "Đã bỏ bản dự thảo.", "", "", "keep", True),
}  # fmt: skip
ONWARD = frozenset({"submit", "publish", "resume"})  # one of them at most in any state


@login_required
@require_safe
def version_life(request: HttpRequest, pk: int) -> HttpResponse:
    """What it lacks, what the law asks of its publication, what may be done now."""
    return life_page(request, the_version(request, pk))


@login_required
@require_POST
def version_verb(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """One verb of its life."""
    version = the_version(request, pk)
    if verb not in VERBS and verb != "entry":
        raise Http404
    form = EntryForm(request.POST) if verb == "entry" else DayReasonForm(request.POST)
    status = 422
    try:
        if form.is_valid():
            act(request, version, verb, form)
            done = VERBS[verb][1] if verb in VERBS else "Đã ghi ngày nhập."
            messages.success(request, done)
            gone = verb == "discard" and not version.procedure.versions.exists()
            return redirect("procedures:procedure_list" if gone else target(version, verb))
    except ActionError as error:
        status, _ = refused(form, error, None)
    return life_page(request, the_version(request, pk), form, verb, status)


def target(version: ProcedureVersion, verb: str) -> str:
    """Where to go on."""
    if verb == "discard":
        return version.procedure.get_absolute_url()
    return reverse("procedures:version_life", args=[version.pk])


def act(request: HttpRequest, version: ProcedureVersion, verb: str, form: forms.Form) -> None:
    """Call the action of a verb."""
    data, told = form.cleaned_data, {"by": request.user, "expected": expected(request)}
    day = data.get("on") or clock.today()
    if verb == "submit":
        actions.submit(version, **told)
    elif verb == "publish":
        actions.publish(version, reason=data["reason"], **told)
    elif verb == "send_back":
        actions.send_back(version, reason=data["reason"], **told)
    elif verb == "suspend":
        actions.suspend(version, day, reason=data["reason"], **told)
    elif verb == "resume":
        actions.resume(version, **told)
    elif verb == "repeal":
        actions.repeal(version, day, reason=data["reason"], **told)
    elif verb == "entry":
        actions.record_entry(version, data["entered_on"], **told)
    else:
        actions.discard_draft(version, **told)


def life_page(
    request: HttpRequest,
    version: ProcedureVersion,
    form: forms.Form | None = None,
    verb: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page, with the refused form in its place."""
    today, facts = clock.today(), facts_of(version)
    keep, too_long = may_keep(request.user, version.procedure), sum_problem_of(version)
    rights = {"keep": keep, "publish": may_publish(request.user, version.procedure.owner)}
    context = {
        "version": version,
        "tone": VERSION_STATE_TONES[VersionState(version.state)],
        "missing": [PART_LABELS[part] for part in rules.missing_parts(facts)],
        "stated": rules.completeness(rules.missing_parts(facts)),
        "sum_problem": too_long,
        "sum_unknown": sum_unknown_of(version),
        "measured": measured_limits(version, today),
        "source": rules.law().publication_source,
        "doors": doors(version, rights, form, verb, explain=bool(too_long)),
        "entry": entry_form(version, keep, form if verb == "entry" else None),
        "refused": form if form is not None else None,
        "can_edit": keep and version.is_draft,
        "history": history.rows_of(version, 10),
        "crumbs": crumbs((version.name[:80], version.get_absolute_url()), "Công bố"),
    }
    return render(request, "procedures/version_life.html", context, status=status)


def doors(
    version: ProcedureVersion,
    rights: dict[str, bool],
    form: forms.Form | None,
    refused_verb: str,
    *,
    explain: bool,
) -> list[dict[str, Any]]:
    """What this person may do now, each with the fields it asks for; what leads on comes first.

    ``explain``: its steps are longer than the limit, and publication needs a reason.
    """
    allowed, found = set(allowed_verbs(VERSION_TABLE, version.state)), []
    for verb, (button, _, day, reason, whose, danger) in VERBS.items():
        if verb not in allowed or not rights[whose]:
            continue
        asked = form if verb == refused_verb and form is not None else DayReasonForm(prefix=None)
        asked.auto_id = f"id_{verb}_%s"
        asked.fields["on"].label, asked.fields["reason"].label = day, reason
        asked.fields["reason"].required = verb != "publish"
        if verb == "publish" and not explain:
            reason = ""
        found.append({"verb": verb, "button": button, "day": day, "reason": reason,
                      "form": asked, "danger": danger, "primary": verb in ONWARD})  # fmt: skip
    return found


def entry_form(version: ProcedureVersion, keep: bool, form: forms.Form | None) -> forms.Form | None:
    """Asked for while a published version of the national database has no day of entry."""
    if not (keep and version.is_fixed and version.procedure.national):
        return None
    return form or EntryForm(initial={"entered_on": version.entered_on})


@login_required
@require_safe
def version_diff(request: HttpRequest, pk: int) -> HttpResponse:
    """What a version changes against the one before it, or against the one asked for."""
    version = the_version(request, pk)
    others = version.procedure.versions.exclude(pk=pk).order_by("-number")
    old = others.filter(number=number_of(request.GET.get("voi"))).first()
    old = old or others.filter(number__lt=version.number).first()
    found = []
    if old is not None:
        before = ProcedureVersion.objects.with_parts().get(pk=old.pk)
        found = differences(facts_of(before), facts_of(version))
    context = {
        "version": version,
        "old": old,
        "others": others,
        "differences": found,
        "crumbs": crumbs((version.name[:80], version.get_absolute_url()), "So sánh"),
    }
    return render(request, "procedures/version_diff.html", context)
