"""What whoever filed online is told by e-mail when their dossier moves; nothing private in it."""

from collections.abc import Callable, Sequence

from congvu.dossiers import registry, rules
from congvu.dossiers.models import Dossier
from congvu.notices.actions import notify_many
from congvu.notices.rules import Draft, fit
from congvu.notices.states import Kind

READ_ON = "Nội dung ghi ở trang hồ sơ của bạn."


def sent_words(row: Dossier) -> str:
    """Where it went."""
    return f"Hồ sơ đã gửi đến {row.point}, số nộp {row.pk}. Kết quả kiểm tra sẽ báo qua thư."


def due_words(row: Dossier) -> str:
    """When the result is promised for."""
    if row.due_at is None:
        return "Hồ sơ đã được tiếp nhận."
    kind = " (tạm tính)" if row.provisional else ""
    return f"Mã hồ sơ {row.code}. Hẹn trả kết quả {rules.moment_words(row.due_at)}{kind}."


def promised_words(row: Dossier) -> str:
    """Another day than was promised."""
    day = rules.moment_words(row.promised_at) if row.promised_at else ""
    return f"Hẹn lại ngày trả kết quả: {day}. Lý do ghi ở trang hồ sơ của bạn."


def page_words(row: Dossier) -> str:
    """The rest stands on the page, behind the sign-in."""
    return READ_ON


# verb -> kind, title, text
TOLD: dict[str, tuple[str, str, Callable[[Dossier], str]]] = {
    "submit": (Kind.CHANGE, "Đã nhận hồ sơ nộp trực tuyến", sent_words),
    "resubmit": (Kind.CHANGE, "Đã nhận hồ sơ nộp lại", sent_words),
    "accept": (Kind.CHANGE, "Hồ sơ đã được tiếp nhận", due_words),
    "return_for_completion": (Kind.TASK, "Hồ sơ cần hoàn thiện, chưa tiếp nhận", page_words),
    "refuse": (Kind.RESULT, "Hồ sơ không được tiếp nhận", page_words),
    "request_supplement": (Kind.TASK, "Hồ sơ cần bổ sung giấy tờ", page_words),
    "request_payment": (Kind.TASK, "Hồ sơ chờ nộp phí, lệ phí", page_words),
    "sign": (Kind.RESULT, "Hồ sơ đã có kết quả", page_words),
    "finish": (Kind.RESULT, "Hồ sơ đã có kết quả", page_words),
    "refuse_after_assessment": (Kind.RESULT, "Hồ sơ không đủ điều kiện giải quyết", page_words),
    "stop": (Kind.RESULT, "Hồ sơ dừng giải quyết", page_words),
    "extend": (Kind.CHANGE, "Hồ sơ được gia hạn giải quyết", promised_words),
    "apologise": (Kind.CHANGE, "Xin lỗi vì trả kết quả chậm, hẹn lại ngày trả", promised_words),
}


def tell_filers(rows: Sequence[Dossier], verb: str) -> None:
    """One e-mail for each dossier that an account filed, after the commit."""
    mine = [row for row in rows if row.filed_by_id is not None] if verb in TOLD else []
    if mine:
        notify_many([draft_of(row, verb) for row in mine])


def draft_of(row: Dossier, verb: str) -> Draft:
    """The message; its title names the dossier, never the applicant."""
    kind, title, text = TOLD[verb]
    name = row.code or f"{row.procedure}"
    return Draft(
        to_id=row.filed_by_id,  # type: ignore[arg-type]
        title=fit(f"{title}: {name}", 200),
        text=fit(text(row)),
        kind=kind,
        path=registry.filer_path(row.pk),
        about_kind="dossiers.dossier",
        about_id=str(row.pk),
        urgent=True,
    )
