"""The counter: who, which procedure, which papers; the due date is seen before it is promised."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from congvu.applicants.models import Applicant
from congvu.applicants.states import ApplicantKind
from congvu.core import clock, formats
from congvu.core.errors import ActionError
from congvu.core.policies import require
from congvu.dossiers import receiving
from congvu.dossiers.actions import receive
from congvu.dossiers.forms import IntakeForm
from congvu.dossiers.models import Dossier, ReceivingPoint
from congvu.dossiers.policies import may_receive
from congvu.dossiers.views.common import crumb_list, explain
from congvu.procedures.models import ProcedureVersion

NEW = "moi"


@dataclass
class Desk:
    """What is known so far: the address carries it, so that going back loses nothing."""

    points: list[ReceivingPoint]
    point: ReceivingPoint | None = None
    people: list[Applicant] = field(default_factory=list)
    person: Applicant | None = None
    new: bool = False
    versions: list[ProcedureVersion] = field(default_factory=list)
    version: ProcedureVersion | None = None

    @property
    def ready(self) -> bool:
        """Whether somebody and something are chosen."""
        return bool(self.point and self.version and (self.person or self.new))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def counter(request: HttpRequest) -> HttpResponse:
    """Search by GET, take in by POST."""
    require(may_receive(request.user))
    desk = looked_up(request)
    form = form_of(request, desk) if desk.ready else None
    status = 200
    if request.method == "POST":
        status = 422
        if form is not None and form.is_valid():
            try:
                dossier = taken_in(request, desk, form)
            except ActionError as error:
                explain(form, error)
                status = error.status
            else:
                messages.success(request, told(dossier))
                return redirect(dossier)
    context = {"desk": desk, "form": form, "asked": request.GET,
               "crumbs": [crumb_list(), {"label": "Tiếp nhận hồ sơ"}]}  # fmt: skip
    return render(request, "dossiers/counter.html", context, status=status)


def looked_up(request: HttpRequest) -> Desk:
    """Point, applicant and procedure as far as the address says."""
    asked = request.GET
    served = ReceivingPoint.objects.served_by(request.user).open().select_related("unit")
    desk = Desk(list(served))
    chosen = [one for one in desk.points if str(one.pk) == asked.get("diem")]
    desk.point = next(iter(chosen or desk.points), None)
    if desk.point is not None:
        find_person(desk, request.user, asked)
        find_procedure(desk, asked)
    return desk


def find_person(desk: Desk, user: Any, asked: Any) -> None:
    """The only one found is taken at once; nobody found is somebody new."""
    words, choice = asked.get("q_nguoi", "").strip(), asked.get("nguoi", "")
    desk.people = receiving.applicants_found(user, words)
    desk.person = next((one for one in desk.people if str(one.pk) == choice), None)
    if not choice and len(desk.people) == 1 and receiving.is_number(words):
        desk.person = desk.people[0]
    desk.new = choice == NEW or bool(words and not desk.people)


def find_procedure(desk: Desk, asked: Any) -> None:
    """The only one found is taken at once."""
    on = timezone.localdate(clock.now())
    desk.versions = receiving.procedures_found(desk.point, on, asked.get("q_thu_tuc", ""))  # type: ignore[arg-type]
    choice = asked.get("thu_tuc", "")
    fitting = [one for one in desk.versions if str(one.pk) == choice] if choice else desk.versions
    desk.version = fitting[0] if len(fitting) == 1 else None


def form_of(request: HttpRequest, desk: Desk) -> IntakeForm:
    """The form for what was chosen; what was typed in search is not typed again."""
    version, point = desk.version, desk.point
    unit = version.procedure.resolver.pk  # type: ignore[union-attr]
    limits = list(version.limits.all())  # type: ignore[union-attr]
    words = request.GET.get("q_nguoi", "").strip()
    name = {} if receiving.is_number(words) else {"name": words}
    return IntakeForm(
        request.POST if request.method == "POST" else None,
        limits=receiving.previewed(limits, unit, point, clock.now()),  # type: ignore[arg-type]
        components=list(version.components.all()),  # type: ignore[union-attr]
        new=desk.new,
        initial={"sets": version.sets or 1} | (name or number_typed(words)),  # type: ignore[union-attr]
    )


def number_typed(words: str) -> dict[str, str]:
    """A number that begins like a phone's, else one of identity."""
    bare = "".join(sign for sign in words if sign.isdecimal())
    if words.startswith("+") or (bare.startswith("0") and len(bare) < 12):
        return {"phone": words}
    kind = ApplicantKind.ORGANISATION if len(bare) in (10, 13) else ApplicantKind.PERSON
    return {"identity_number": words, "kind": kind}


def taken_in(request: HttpRequest, desk: Desk, form: IntakeForm) -> Dossier:
    """One action, whether the applicant is known or new."""
    return receive(
        point=desk.point,  # type: ignore[arg-type]
        procedure=desk.version.procedure,  # type: ignore[union-attr]
        by=request.user,
        applicant=desk.person,
        person=form.person(),
        **form.filing(),
    )


def told(dossier: Dossier) -> str:
    """What the officer reads out."""
    day = formats.date(timezone.localdate(dossier.due_at))
    return f"Đã tiếp nhận hồ sơ {dossier.code}, hẹn trả kết quả ngày {day}."
