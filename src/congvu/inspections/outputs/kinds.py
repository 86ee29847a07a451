"""What the office calls each kind of paper: words printed, abbreviation, usual subject."""

from dataclasses import dataclass

from congvu.inspections.states import DOCUMENT_KIND_LABELS, AmendmentKind, DocumentKind
from congvu.stationery.models import DocumentType

# Usual subjects; the officer changes them on the page of the paper.
SUBJECTS = {
    DocumentKind.PLAN: "Kiểm tra công tác cải cách hành chính năm {year}",
    DocumentKind.DECISION: "Về việc thành lập Đoàn kiểm tra công tác cải cách hành chính "
    "năm {year}",
    DocumentKind.AMENDING_DECISION: "Về việc điều chỉnh lịch kiểm tra công tác cải cách hành chính "
    "năm {year}",
    DocumentKind.NOTICE: "Về việc kiểm tra công tác cải cách hành chính năm {year}",
    DocumentKind.MINUTES: "Kiểm tra công tác cải cách hành chính năm {year}",
    DocumentKind.REPORT: "Kết quả kiểm tra công tác cải cách hành chính năm {year}",
    DocumentKind.CONCLUSION: "Kết luận kiểm tra công tác cải cách hành chính năm {year}",
}
# what an amending decision may say besides moving visits
AMENDING = {
    AmendmentKind.TEAM: "Về việc thay đổi thành viên Đoàn kiểm tra công tác cải cách hành chính "
    "năm {year}",
    AmendmentKind.CANCEL_VISIT: "Về việc điều chỉnh đơn vị được kiểm tra công tác cải cách hành "
    "chính năm {year}",
    AmendmentKind.CANCEL: "Về việc hủy đợt kiểm tra công tác cải cách hành chính năm {year}",
}
# (words printed, abbreviation) by NĐ 30/2020 Phụ lục III, until the office's own are loaded
DEFAULTS = {
    DocumentKind.PLAN: ("KẾ HOẠCH", "KH"),
    DocumentKind.DECISION: ("QUYẾT ĐỊNH", "QĐ"),
    DocumentKind.AMENDING_DECISION: ("QUYẾT ĐỊNH", "QĐ"),
    DocumentKind.SCHEDULE: ("LỊCH KIỂM TRA", ""),
    DocumentKind.NOTICE: ("THÔNG BÁO", "TB"),
    DocumentKind.OUTLINE: ("ĐỀ CƯƠNG BÁO CÁO", ""),
    DocumentKind.SELF_REPORT: ("BÁO CÁO", "BC"),
    DocumentKind.MINUTES: ("BIÊN BẢN", "BB"),
    DocumentKind.REPORT: ("BÁO CÁO", "BC"),
    DocumentKind.CONCLUSION: ("THÔNG BÁO", "TB"),
    DocumentKind.REMEDIATION: ("BẢNG THEO DÕI KHẮC PHỤC", ""),
    DocumentKind.MATRIX: ("BẢNG TỔNG HỢP KẾT QUẢ", ""),
    DocumentKind.ARTICLE: ("", ""),
}
# kinds that are tables of our own, whatever the office calls its reports of that name
OURS = (DocumentKind.REMEDIATION, DocumentKind.ARTICLE)
# an amending decision is numbered and named as any decision
SAME_AS = {DocumentKind.AMENDING_DECISION: DocumentKind.DECISION}


@dataclass(frozen=True)
class TypeWords:
    """How one kind is named and numbered."""

    title_words: str
    abbreviation: str
    settings: DocumentType | None = None

    @property
    def draws_number(self) -> bool:
        """Whether numbers are drawn here instead of typed in from the office's book."""
        return self.settings is not None and self.settings.draws_number


def type_of(kind: str) -> TypeWords:
    """The office's words for a kind, else the law's."""
    words, short = DEFAULTS[DocumentKind(kind)]
    settings = None
    if kind not in OURS:
        named = SAME_AS.get(DocumentKind(kind), kind)
        settings = DocumentType.objects.filter(kind=named).first()
    if settings is None:
        return TypeWords(words, short)
    return TypeWords(settings.title_words, settings.abbreviation, settings)


def usual_subject(kind: str, year: int, act: str = "") -> str:
    """The subject an office would write; of an amending decision by what it changes."""
    if act in AMENDING:
        return AMENDING[AmendmentKind(act)].format(year=year)
    template = SUBJECTS.get(DocumentKind(kind), DOCUMENT_KIND_LABELS[DocumentKind(kind)])
    return template.format(year=year)
