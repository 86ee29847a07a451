"""The way of a paper, and the one step that comes next: who takes it, with which form."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from congvu.core import clock
from congvu.core.formats import date as date_words
from congvu.inspections import actions
from congvu.inspections.forms import document as forms
from congvu.inspections.models import OfficialDocument
from congvu.inspections.outputs.campaign import office
from congvu.inspections.outputs.frame import symbol_for
from congvu.inspections.outputs.kinds import type_of
from congvu.inspections.policies import may_decide, may_number, may_prepare
from congvu.inspections.states import DocumentKind, DocumentState

D = DocumentState
Act = Callable[[OfficialDocument, Any, Any], OfficialDocument]


@dataclass(frozen=True)
class Step:
    """One verb of the life of a paper."""

    verb: str
    label: str
    who: str
    may: Callable[[Any], bool]
    form: type[Any]
    act: Act
    why: str = ""


def submit(document: OfficialDocument, form: forms.SubmitForm, by: Any) -> OfficialDocument:
    """Trình ký."""
    told = {n: form.cleaned_data[n] for n in ("signer_name", "signer_title", "authority")}
    return actions.submit(document, **told, by=by, expected=form.expected)


def sign(document: OfficialDocument, form: forms.SignForm, by: Any) -> OfficialDocument:
    """Ghi nhận đã ký."""
    names = ("signed_on", "signer_name", "signer_title", "authority")
    told = {n: form.cleaned_data[n] for n in names}
    return actions.sign(document, **told, by=by, expected=form.expected)


def number(document: OfficialDocument, form: forms.NumberForm, by: Any) -> OfficialDocument:
    """Cấp số."""
    told = {n: form.cleaned_data[n] for n in ("number", "symbol", "dated_on")}
    return actions.number(document, **told, by=by, expected=form.expected)


def issue(document: OfficialDocument, form: forms.IssueForm, by: Any) -> OfficialDocument:
    """Phát hành."""
    return actions.issue(
        document,
        issued_on=form.cleaned_data["issued_on"],
        by=by,
        expected=form.expected,
    )


def file_away(document: OfficialDocument, form: Any, by: Any) -> OfficialDocument:
    """Lưu."""
    return actions.file_document(document, by=by, expected=form.expected)


def initial(document: OfficialDocument, form: Any, by: Any) -> OfficialDocument:
    """Ký nháy."""
    return actions.initial(document, by=by, expected=form.expected)


SUBMIT = Step(
    "submit",
    "Trình ký",
    "Thư ký",
    may_prepare,
    forms.SubmitForm,
    submit,
    "Nội dung được chốt khi trình ký; muốn sửa sau đó phải trả lại dự thảo.",
)
SIGN = Step(
    "sign",
    "Ghi nhận đã ký",
    "Lãnh đạo ký, văn thư ghi ngày ký",
    lambda user: may_decide(user) or may_number(user),
    forms.SignForm,
    sign,
    "Ký trên giấy hoặc ký số bên ngoài; ở đây ghi ngày ký và người đã ký.",
)
NUMBER = Step(
    "number",
    "Cấp số",
    "Văn thư",
    may_number,
    forms.NumberForm,
    number,
    "Nhập số, ký hiệu và ngày đúng như sổ của cơ quan.",
)
ISSUE = Step(
    "issue",
    "Phát hành",
    "Văn thư",
    lambda user: may_number(user) or may_decide(user),
    forms.IssueForm,
    issue,
)
FILE = Step(
    "file",
    "Lưu hồ sơ",
    "Văn thư hoặc thư ký",
    lambda user: may_number(user) or may_prepare(user),
    forms.PlainForm,
    file_away,
)
NEXT = {
    D.DRAFT: SUBMIT,
    D.INITIALLED: SUBMIT,
    D.SUBMITTED: SIGN,
    D.SIGNED: NUMBER,
    D.NUMBERED: ISSUE,
    D.ISSUED: FILE,
}
STEPS = {step.verb: step for step in (SUBMIT, SIGN, NUMBER, ISSUE, FILE)}
EFFECTS = {
    DocumentKind.PLAN: "Kế hoạch có hiệu lực, mở được đợt kiểm tra.",
    DocumentKind.DECISION: "Đoàn kiểm tra được thành lập.",
    DocumentKind.NOTICE: "Các đơn vị nhận thông báo và bắt đầu tính hạn báo cáo tự kiểm tra.",
    DocumentKind.REPORT: "Đợt kiểm tra chuyển sang chờ kết luận.",
    DocumentKind.CONCLUSION: "Phiếu đánh giá và minh chứng được khóa; kiến nghị bắt đầu tính hạn.",
}


def next_step(document: OfficialDocument) -> Step | None:
    """What comes next; None when the paper is filed."""
    return NEXT.get(DocumentState(document.state))


def form_for(step: Step, document: OfficialDocument, data: Any = None) -> Any:
    """The form of a step with what is known already."""
    extra: dict[str, Any] = {}
    if step is NUMBER:
        extra["drawn"] = type_of(document.kind).draws_number
    return step.form(data, initial=known(step, document), **extra)


def known(step: Step, document: OfficialDocument) -> dict[str, Any]:
    """What the office would fill in anyway."""
    told: dict[str, Any] = {"version": document.version}
    today = clock.today()
    if step in (SUBMIT, SIGN):
        names = ("signer_name", "signer_title", "authority")
        told |= {name: getattr(document, name) for name in names}
        told["signed_on"] = today
    elif step is NUMBER:
        symbol = document.symbol or symbol_for(document, office())
        told |= {"symbol": symbol, "dated_on": today}
    elif step is ISSUE:
        told["issued_on"] = document.dated_on if document.dated_on else today
    return told


def why_of(step: Step, document: OfficialDocument) -> str:
    """What the step does, in a sentence."""
    return EFFECTS.get(DocumentKind(document.kind), "") if step is ISSUE else step.why


ORDER = (D.DRAFT, D.SUBMITTED, D.SIGNED, D.NUMBERED, D.ISSUED, D.FILED)
NAMES = {
    D.DRAFT: "Dự thảo",
    D.SUBMITTED: "Trình ký",
    D.SIGNED: "Đã ký",
    D.NUMBERED: "Cấp số",
    D.ISSUED: "Phát hành",
    D.FILED: "Lưu",
}


def path_of(document: OfficialDocument) -> list[dict[str, Any]]:
    """The whole way with what was done when; the present state is marked."""
    here = D.DRAFT if document.state == D.INITIALLED else D(document.state)
    told = notes_of(document)
    reached = ORDER.index(here)
    return [
        {
            "label": NAMES[state],
            "done": at < reached or state == D.FILED == here,
            "here": at == reached and here != D.FILED,
            "note": told.get(state, "") if at <= reached else "",
        }
        for at, state in enumerate(ORDER)
    ]


def notes_of(document: OfficialDocument) -> dict[DocumentState, str]:
    """When and by whom, under each state."""
    initials = ", ".join(mark["name"] for mark in document.initials)
    sent = document.submitted_at
    return {
        D.DRAFT: f"ký nháy: {initials}" if initials else "",
        D.SUBMITTED: date_words(timezone.localdate(sent)) if sent else "",
        D.SIGNED: f"{document.signer_name} · {day_words(document.signed_on)}",
        D.NUMBERED: f"{document.code} · {day_words(document.dated_on)}",
        D.ISSUED: day_words(document.issued_on),
    }


def day_words(day: dt.date | None) -> str:
    """08/9/2020, or nothing."""
    return date_words(day) if day else ""
