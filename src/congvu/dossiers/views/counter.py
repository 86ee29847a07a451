"""The counter: who, which procedure, which papers; the due date is seen before it is promised.

What is typed here, names and numbers of people, is sent in the body of a request and never
stands in an address: addresses are kept by servers, browsers and whoever looks over a shoulder.
"""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from congvu.applicants.models import Applicant
from congvu.applicants.states import ApplicantKind
from congvu.core import clock, formats
from congvu.core.errors import ActionError, UsedTicket
from congvu.core.policies import require
from congvu.dossiers import receiving
from congvu.dossiers.actions import receive, turn_away
from congvu.dossiers.forms import IntakeForm, TurnAwayForm
from congvu.dossiers.in_force import parts_of
from congvu.dossiers.models import Dossier, ReceivingPoint
from congvu.dossiers.models.point import points_served_by
from congvu.dossiers.policies import may_receive
from congvu.dossiers.states import DossierState
from congvu.dossiers.views.common import crumb_list, explain
from congvu.procedures.models import ProcedureVersion

ASKED = "yêu cầu hoàn thiện"
NEW = "moi"
TAKE_IN = "nhan"  # the button that takes in
TURN_AWAY = {"hoan-thien": "return_for_completion", "tu-choi": "refuse"}  # those that do not
ANSWERS = {TAKE_IN, *TURN_AWAY}  # every other POST is a search


@dataclass
class Desk:
    """What is known so far; the forms carry it on."""

    points: list[ReceivingPoint]
    point: ReceivingPoint | None = None
    words: str = ""
    what: str = ""
    people: list[Applicant] = field(default_factory=list)
    person: Applicant | None = None
    new: bool = False
    versions: list[ProcedureVersion] = field(default_factory=list)
    version: ProcedureVersion | None = None

    @property
    def ready(self) -> bool:
        """Whether somebody and something are chosen."""
        return bool(self.point and self.version and (self.person or self.new))

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the next form must send along."""
        who = NEW if self.new else self.person.pk if self.person else ""
        what = self.version.pk if self.version else ""
        point = self.point.pk if self.point else ""
        pairs = {"diem": point, "q_nguoi": self.words, "q_thu_tuc": self.what,
                 "nguoi": who, "thu_tuc": what}  # fmt: skip
        return [(name, str(value)) for name, value in pairs.items()]


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def counter(request: HttpRequest) -> HttpResponse:
    """The empty counter by GET; search and take in by POST."""
    require(may_receive(request.user))
    deed = request.POST.get("viec", "")
    answering, away = deed in ANSWERS, TurnAwayForm(request.POST if deed in TURN_AWAY else None)
    desk = (chosen if answering else looked_up)(request.user, request.POST)
    form = form_of(desk, request.POST if answering else None) if desk.ready else None
    status = 200
    if answering:
        status = 422
        if form is not None and all([form.is_valid(), away.is_valid() or deed == TAKE_IN]):
            try:
                dossier = answered(request, desk, form, away)
            except ActionError as error:
                form, status = refused(desk, form, error), error.status
            else:
                messages.success(request, told(dossier))
                return redirect(dossier)
        find_again(desk, request.user)
    crumbs = [crumb_list(), {"label": "Tiếp nhận hồ sơ"}]
    context = {"desk": desk, "form": form, "away": away, "crumbs": crumbs}
    name = "dossiers/_counter_desk.html" if request.htmx else "dossiers/counter.html"
    return render(request, name, context, status=status)


def chosen(user: Any, asked: QueryDict) -> Desk:
    """Point, applicant and procedure as a form that takes in names them: nothing is searched."""
    desk = begun(user, asked)
    who, on = asked.get("nguoi", ""), timezone.localdate(clock.now())
    if desk.point is not None and who:
        desk.new = who == NEW
        desk.person = None if desk.new else receiving.chosen_applicant(user, desk.words, who)
        desk.version = receiving.chosen_procedure(desk.point, on, asked.get("thu_tuc", ""))
    return desk if desk.ready else looked_up(user, asked)


def find_again(desk: Desk, user: Any) -> None:
    """What was to choose from, for a form that comes back."""
    desk.people = receiving.applicants_found(user, desk.words)
    if desk.point is not None:
        on = timezone.localdate(clock.now())
        desk.versions = receiving.procedures_found(desk.point, on, desk.what)


def begun(user: Any, asked: QueryDict) -> Desk:
    """The point, and what was typed."""
    desk = Desk(points_served_by(user))
    desk.words, desk.what = asked.get("q_nguoi", "").strip(), asked.get("q_thu_tuc", "").strip()
    named = [one for one in desk.points if str(one.pk) == asked.get("diem")]
    desk.point = next(iter(named or desk.points), None)
    return desk


def looked_up(user: Any, asked: QueryDict) -> Desk:
    """Point, applicant and procedure as far as was said."""
    desk = begun(user, asked)
    if desk.point is not None:
        find_person(desk, user, asked.get("nguoi", ""))
        find_procedure(desk, asked.get("thu_tuc", ""))
    return desk


def find_person(desk: Desk, user: Any, choice: str) -> None:
    """The only one found is taken at once; nobody found is somebody new."""
    desk.people = receiving.applicants_found(user, desk.words)
    desk.person = next((one for one in desk.people if str(one.pk) == choice), None)
    if not choice and len(desk.people) == 1 and receiving.is_number(desk.words):
        desk.person = desk.people[0]
    desk.new = choice == NEW or bool(desk.words and not desk.people)


def find_procedure(desk: Desk, choice: str) -> None:
    """The only one found is taken at once."""
    on = timezone.localdate(clock.now())
    desk.versions = receiving.procedures_found(desk.point, on, desk.what)  # type: ignore[arg-type]
    fitting = [one for one in desk.versions if str(one.pk) == choice] if choice else desk.versions
    desk.version = fitting[0] if len(fitting) == 1 else None


def form_of(desk: Desk, data: QueryDict | None) -> IntakeForm:
    """The form for what was chosen; what was typed in search is not typed again."""
    version, point = desk.version, desk.point
    unit = point.resolver_of(version.procedure).pk  # type: ignore[union-attr]
    limits, components = parts_of(version)  # type: ignore[arg-type]
    name = {} if receiving.is_number(desk.words) else {"name": desk.words}
    return IntakeForm(
        data,
        limits=receiving.previewed(limits, unit, point, clock.now()),  # type: ignore[arg-type]
        components=components,
        new=desk.new,
        complete=data is None or data.get("viec") not in TURN_AWAY,
        initial={"sets": version.sets or 1} | (name or number_typed(desk.words)),  # type: ignore[union-attr]
    )


def number_typed(words: str) -> dict[str, str]:
    """A number that begins like a phone's, else one of identity."""
    bare = "".join(sign for sign in words if sign.isdecimal())
    if words.startswith("+") or (bare.startswith("0") and len(bare) < 12):
        return {"phone": words}
    kind = ApplicantKind.ORGANISATION if len(bare) in (10, 13) else ApplicantKind.PERSON
    return {"identity_number": words, "kind": kind}


def answered(request: HttpRequest, desk: Desk, form: IntakeForm, away: TurnAwayForm) -> Dossier:
    """One action, whether the applicant is known or new, taken in or not."""
    filing = {
        "point": desk.point,
        "procedure": desk.version.procedure,  # type: ignore[union-attr]
        "by": request.user,
        "applicant": desk.person,
        "person": form.person(),
        **form.filing(),
    }
    outcome = TURN_AWAY.get(request.POST.get("viec", ""))
    if outcome is None:
        return receive(**filing)
    return turn_away(outcome=outcome, reason=away.cleaned_data["reason"], **filing)


def refused(desk: Desk, form: IntakeForm, error: ActionError) -> IntakeForm:
    """The form with what was refused; one whose ticket is spent gets a fresh one."""
    if isinstance(error, UsedTicket):
        data = form.data.copy()
        data["ticket"] = str(uuid.uuid4())
        form = form_of(desk, data)
    explain(form, error)
    return form


def told(dossier: Dossier) -> str:
    """What the officer reads out, with the slip to print at once."""
    if dossier.accepted_at is None:
        refused = dossier.state == DossierState.REFUSED
        kind, done = ("refusal", "từ chối tiếp nhận") if refused else ("supplement", ASKED)
        words = f"Đã {done} hồ sơ của {dossier.applicant_label.rstrip('.')}."
        return said(dossier, words, "In phiếu", kind)
    day = formats.date(timezone.localdate(dossier.due_at))
    words = f"Đã tiếp nhận hồ sơ {dossier.code}, hẹn trả kết quả ngày {day}."
    return said(dossier, words, "In giấy tiếp nhận", "acceptance")


def said(dossier: Dossier, words: str, label: str, kind: str) -> str:
    """The sentence and the door to its slip, which has the focus: Enter prints."""
    address = reverse("dossiers:dossier_slip", args=[dossier.pk, kind])
    door = '<a class="button button-small" href="{}" autofocus>{}</a>'
    return format_html("{} " + door, words, address, label)
