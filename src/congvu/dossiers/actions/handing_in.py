"""Handing in what was written at home, and answering a request for more papers."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from congvu.applicants.actions import keep_own, register_filer
from congvu.applicants.models import Applicant, clear, own_applicant
from congvu.applicants.rules import identity_problem, phone_problem, short_name
from congvu.applicants.states import KIND_LABELS, ApplicantKind
from congvu.core import audit, clock
from congvu.core.encrypted import normal
from congvu.core.errors import BadInput, WrongState
from congvu.core.personal import find_by
from congvu.core.policies import require
from congvu.core.search import fold
from congvu.dossiers import registry, rules
from congvu.dossiers.actions.case import receive_supplement
from congvu.dossiers.actions.filing import OTHER_PAPER, filed_here, held, round_of
from congvu.dossiers.actions.moving import Change, move
from congvu.dossiers.errors import NewVersion, Unfinished
from congvu.dossiers.models import Dossier, OnlineForm, OnlinePaper
from congvu.dossiers.policies import is_filer, may
from congvu.dossiers.rules.papers import kept_paper, purpose_of_paper
from congvu.dossiers.states import DossierState
from congvu.evidence.actions import hand_in
from congvu.procedures.models.reading import form_fields_of


def hand_in_dossier(dossier: Dossier, *, by: Any, expected: int | None = None) -> Dossier:
    """Complete as far as the applicant can tell: to the counter, which checks it."""
    with transaction.atomic():
        row, form = held(dossier, expected)
        verb = "submit" if row.state == DossierState.DRAFT else "resubmit"
        require(may(by, verb, row))
        point = counter_of(row, form)
        refuse_unfinished(form)
        news = {
            "point": point,
            "unit": point.resolver_of(row.procedure),
            "submitted_at": clock.now(),
            "papers": papers_of_form(form),
            **applicant_of(row, form, point, by),
        }
        send_files(row, form, 0, by)
        return move(row, verb, lambda _: Change(news), by=by)


def counter_of(row: Dossier, form: OnlineForm) -> Any:
    """Where it goes: known once it was there; else a counter that takes this procedure in."""
    if row.point is not None:
        return row.point
    told = filed_here(row.procedure)
    if told.version.pk != form.procedure_version_id:
        raise NewVersion
    point = form.goes_to(told.points)
    if point is None:
        raise Unfinished((Unfinished.__doc__ or "").strip(), fields=unfinished(form))
    return point


def refuse_unfinished(form: OnlineForm) -> None:
    """Every part that is missing, each by its name."""
    if wrong := unfinished(form):
        raise Unfinished((Unfinished.__doc__ or "").strip(), fields=wrong)


def unfinished(form: OnlineForm, points: Sequence[Any] | None = None) -> dict[str, str]:
    """What is still missing, by field: ``point``, of the person, ``o_…``; papers as ``g_…``.

    ``points`` are the counters of today, where they are known already.
    """
    person = form.told_person
    found = point_problems(form, points) | person_problems(person)
    fields = form_fields_of(form.procedure_version)
    wrong = rules.answer_problems(fields, form.told_answers)
    found |= {f"o_{name}": text for name, text in wrong.items()}
    there = {one.order for one in form.papers.all() if one.round == 0}
    for one in form.procedure_version.components.all():
        if one.required and not one.condition and one.order not in there:
            found[f"g_{one.order}"] = f"Còn thiếu tệp của giấy tờ này: {one.title}."
    return found


def point_problems(form: OnlineForm, known: Sequence[Any] | None) -> dict[str, str]:
    """Of several counters one is chosen before it goes there."""
    if form.dossier.point_id is not None:
        return {}
    points = counters_of(form) if known is None else known
    asked = len(points) > 1 and form.goes_to(points) is None
    return {"point": "Chọn nơi tiếp nhận hồ sơ."} if asked else {}


def counters_of(form: OnlineForm) -> Sequence[Any]:
    """Where a draft may go today."""
    return registry.online(form.dossier.procedure, clock.today()).points


def person_problems(person: Mapping[str, str]) -> dict[str, str]:
    """What is missing or can't be right about whoever files."""
    kind = person.get("kind", "")
    if kind not in KIND_LABELS:
        return {"kind": "Chọn cá nhân hay tổ chức."}
    number, phone = person.get("identity_number", ""), person.get("phone", "")
    told = {
        "name": "" if person.get("name") else "Ghi họ tên hoặc tên tổ chức.",
        "identity_number": identity_problem(kind, number)
        if number
        else "Ghi số định danh cá nhân hoặc mã số doanh nghiệp.",
        "phone": phone_problem(phone) if phone else "Ghi số điện thoại để tra cứu hồ sơ.",
        "address": "" if person.get("address") else "Ghi địa chỉ.",
    }
    return {name: text for name, text in told.items() if text}


def papers_of_form(form: OnlineForm) -> list[dict[str, Any]]:
    """Papers of the list that came with files, as a dossier keeps them."""
    there = set(form.papers.filter(round=0).values_list("order", flat=True))
    listed = [
        kept_paper(one) for one in form.procedure_version.components.all() if one.order in there
    ]
    return listed + ([{"order": 0, "title": OTHER_PAPER}] if 0 in there else [])


def applicant_of(row: Dossier, form: OnlineForm, point: Any, by: Any) -> dict[str, Any]:
    """Whose dossier it is. A number known under another name binds nothing: the counter asks."""
    person = form.told_person
    at_counters = find_by(Applicant, "identity_number", person["identity_number"])
    known = at_counters.living().filter(account=None).first()
    doubtful = known is not None and not is_same(known, person)
    if doubtful != form.doubtful:
        audit.change(form, by=by, action="dossiers.write_form", doubtful=doubtful)
    label = short_name(person["kind"], person["name"])
    if mine := own_row(person, by):
        return {"applicant": mine, "applicant_label": label}
    if known is not None and not doubtful:
        return {"applicant": known, "applicant_label": label}
    if doubtful:
        person = {name: text for name, text in person.items() if name != "identity_number"}
        if row.applicant is not None and is_same(row.applicant, person):
            return {"applicant_label": label}
    person = {"kind": ApplicantKind.PERSON, **person}
    made = register_filer(by=by, at=point.unit, **person)
    return {"applicant": made, "applicant_label": label}


def own_row(person: Mapping[str, str], by: Any) -> Applicant | None:
    """The row of the account itself, made by its first filing; None when it files for another."""
    own = own_applicant(by)
    if own is None:
        facts = {name: text for name, text in person.items() if name != "email"}
        return keep_own(by=by, **facts)
    same = normal(clear(own.identity_number)) == normal(person["identity_number"])
    return own if same and is_same(own, person) else None


def is_same(known: Applicant, person: Mapping[str, str]) -> bool:
    """Whether this is somebody entered before. Name and number alone are known to many: papers of
    a known row bear its phone, so that must be the same too."""
    phone = clear(known.phone)
    same_phone = not phone or normal(phone) == normal(person.get("phone", ""))
    return fold(known.full_name) == fold(person["name"]) and same_phone


def send_files(row: Dossier, form: OnlineForm, number: int, by: Any) -> int:
    """Loose files become the dossier's: from now on the counter reads them; how many."""
    fresh = list(form.papers.filter(round=number, sent_at=None).select_related("item"))
    if fresh:
        pairs = [(one.item, purpose_of(one)) for one in fresh]
        hand_in(pairs, row, by=by)
        moment = clock.now()
        changes = [(one, {"sent_at": moment}) for one in fresh]
        audit.change_many(changes, by=by, action="dossiers.send_paper")
    return len(fresh)


def purpose_of(paper: OnlinePaper) -> str:
    """What the file is kept for, as photos of the counter are."""
    if paper.round:
        return paper.title
    return purpose_of_paper({"order": paper.order, "title": paper.title})


def answer_supplement(
    dossier: Dossier, *, by: Any, note: str = "", expected: int | None = None
) -> Dossier:
    """The filer's answer to a request for more papers: the clock goes on as the version says."""
    with transaction.atomic():
        row, form = held(dossier, expected)
        require(may(by, "receive_supplement", row) and is_filer(by, row))
        number = round_of(row)
        if not number:
            raise WrongState("Hồ sơ không còn chờ bổ sung. Hãy tải lại trang.")
        if not send_files(row, form, number, by):
            raise BadInput(fields={"file": "Tải lên ít nhất một tệp trước khi gửi bổ sung."})
        told = note.strip()[:1000] or "Người nộp bổ sung trực tuyến"
        return receive_supplement(row, by=by, note=told)
