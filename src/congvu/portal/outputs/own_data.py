"""Everything kept about a citizen, as a workbook for themselves."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils import timezone

from congvu.accounts.policies import tied_since
from congvu.applicants.models import clear, own_applicant
from congvu.applicants.states import KIND_LABELS, PERSONAL_LABELS
from congvu.core import formats
from congvu.core.encrypted import preload_objects
from congvu.core.models import LogEntry
from congvu.core.registry import action_title
from congvu.documents.xlsx import Sheet, SheetColumn, Workbook
from congvu.dossiers import rules
from congvu.dossiers.models import Dossier, OnlineForm
from congvu.dossiers.states import DossierState
from congvu.evidence.models import Attachment
from congvu.petitions.models import Petition
from congvu.petitions.states import PetitionState
from congvu.procedures.models.reading import form_fields_of

LABELS = {"kind": "Loại", "name": "Họ tên, tên tổ chức"} | PERSONAL_LABELS


def own_workbook(user: Any, told: Mapping[str, str], now: dt.datetime) -> Workbook:
    """What was filled in, the dossiers, and what was done with the account."""
    facts = [(LABELS[name], value) for name, value in worded(told).items()]
    facts += [("Địa chỉ đăng nhập", user.email), ("Lập tài khoản lúc", moment(user.date_joined))]
    if since := tied_since(user):
        facts.append(("Gắn với tài khoản định danh điện tử lúc", moment(since)))
    two = (SheetColumn("Mục", 34), SheetColumn("Nội dung", 60))
    return Workbook(
        (
            Sheet("Thông tin", two, facts),
            Sheet("Hồ sơ", DOSSIER_COLUMNS, dossiers_of(user)),
            Sheet("Tờ khai đã điền", FORM_COLUMNS, list(form_lines(user))),
            Sheet("Phản ánh, kiến nghị", PETITION_COLUMNS, petitions_of(user)),
            Sheet("Nhật ký", (SheetColumn("Lúc", 22), SheetColumn("Việc", 50)), log_of(user)),
        ),
        title=f"Dữ liệu của tôi, lập lúc {moment(now)}",
        created=now.replace(tzinfo=None),
    )


DOSSIER_COLUMNS = (
    SheetColumn("Mã hồ sơ", 30),
    SheetColumn("Thủ tục", 60),
    SheetColumn("Trạng thái", 24),
    SheetColumn("Tiếp nhận", 22),
    SheetColumn("Hẹn trả", 22),
)


def dossiers_of(user: Any) -> list[tuple[str, ...]]:
    """Dossiers of the row about oneself, and those filed from this account."""
    own, rows = own_applicant(user), Dossier.objects.filed_from(user)
    if own is not None:
        rows = rows | Dossier.objects.filter(applicant=own)
    rows = rows.select_related("procedure")
    return [
        (str(row), str(row.procedure or ""), row.get_state_display(), moment(row.accepted_at),
         moment(row.due_at))
        for row in rows.order_by("pk")
    ]  # fmt: skip


PETITION_COLUMNS = (
    SheetColumn("Mã", 20),
    SheetColumn("Gửi lúc", 22),
    SheetColumn("Tóm tắt", 50),
    SheetColumn("Nội dung đã gửi", 60),
    SheetColumn("Tên đã ghi", 30),
    SheetColumn("Điện thoại", 18),
    SheetColumn("Thư điện tử", 26),
    SheetColumn("Địa chỉ", 40),
    SheetColumn("Tệp kèm theo", 40),
    SheetColumn("Trạng thái", 26),
    SheetColumn("Trả lời", 60),
    SheetColumn("Ý kiến của bạn", 30),
)
TYPED = ("content", "sender_name", "sender_phone", "sender_email", "sender_address")


def petitions_of(user: Any) -> list[tuple[str, ...]]:
    """What was sent to the office from this account, with the files' names and the answer."""
    rows = list(Petition.objects.sent_from(user).order_by("pk"))
    preload_objects(rows)
    names = files_along(rows)
    return [
        (row.code, moment(row.received_at), row.subject,
         *(clear(getattr(row, name)) for name in TYPED), "; ".join(names.get(row.pk, ())),
         row.get_state_display(), row.answer if row.state == PetitionState.ANSWERED else "",
         " – ".join(filter(None, (row.get_satisfaction_display(), row.satisfaction_note))))
        for row in rows
    ]  # fmt: skip


def files_along(rows: Sequence[Petition]) -> dict[int, list[str]]:
    """Names of the files of each, in three queries."""
    found: dict[int, list[str]] = {}
    for one in Attachment.objects.of(*rows).live().with_files():
        if one.shown is not None:
            found.setdefault(one.object_id, []).append(one.shown.original_name)
    return found


FORM_COLUMNS = (
    SheetColumn("Hồ sơ", 30),
    SheetColumn("Thủ tục", 60),
    SheetColumn("Lưu lần cuối", 22),
    SheetColumn("Mục", 40),
    SheetColumn("Nội dung đã điền", 60),
)
PARTS = ("procedure_version__form_fields", "papers__item__versions")


def filed_any(user: Any) -> bool:
    """Whether this account filled in a form, handed in or not, or sent a petition."""
    filed = Dossier.objects.filed_from(user).exists()
    return filed or Petition.objects.sent_from(user).exists()


def form_lines(user: Any) -> Iterator[tuple[str, ...]]:
    """What was typed into forms and sent with them, drafts among them, each part on its line."""
    rows = OnlineForm.objects.filter(dossier__in=Dossier.objects.filed_from(user))
    related = ("dossier__procedure", "procedure_version")
    forms = list(rows.select_related(*related).prefetch_related(*PARTS).order_by("pk"))
    preload_objects(forms)
    for form in forms:
        row = form.dossier
        head = (number_of(row), str(row.procedure), moment(form.updated_at))
        for label, text in (*person_of(form), *answers_of(form), *files_of(form)):
            yield (*head, label, text)


def number_of(row: Dossier) -> str:
    """How its filer knows a dossier."""
    if row.state == DossierState.DRAFT:
        return "Hồ sơ nháp, chưa nộp"
    return row.code or f"Số nộp {row.pk}"


def person_of(form: OnlineForm) -> list[tuple[str, str]]:
    """Who files, as typed."""
    given = worded(form.told_person)
    return [(label, given[name]) for name, label in LABELS.items() if given.get(name)]


def answers_of(form: OnlineForm) -> list[tuple[str, str]]:
    """The fields of the procedure that were filled in."""
    given = form.told_answers
    return [
        (one.label, rules.answer_words(one, given[one.name]))
        for one in form_fields_of(form.procedure_version)
        if given.get(one.name)
    ]


def files_of(form: OnlineForm) -> list[tuple[str, str]]:
    """The files sent, by the paper each is for."""
    rows = sorted(form.papers.all(), key=lambda one: one.pk)
    return [(one.title, one.item.current.original_name) for one in rows if one.item.current]


def worded(given: Mapping[str, str]) -> dict[str, str]:
    """Facts about a person with their kind in words."""
    words = {str(kind): label for kind, label in KIND_LABELS.items()}
    known = given.get("kind") in words
    return dict(given) | ({"kind": words[given["kind"]]} if known else {})


def log_of(user: Any) -> list[tuple[str, str]]:
    """What was done with this account, newest first."""
    rows = LogEntry.objects.filter(actor=user).order_by("-pk")[:1000]
    return [(moment(row.at), action_title(row.action) or row.action) for row in rows]


def moment(at: dt.datetime | None) -> str:
    """09:41 08/9/2020 in the office's zone; empty when it has not come."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return f"{local:%H:%M} {formats.date(local.date())}"
