"""One small form per verb, made from a table: what it asks is what its action takes."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from congvu.accounts.models import User
from congvu.core import clock
from congvu.core.day_fields import DateField, DateTimeField
from congvu.dossiers.models import ApologyDraft, Dossier
from congvu.dossiers.states import (
    CAUSE_FIRST,
    CAUSE_LABELS,
    PAUSE_LABELS,
    RETURN_WAY_LABELS,
    Cause,
    DossierState,
    PauseReason,
    ReturnWay,
)
from congvu.organizations.models import Seat, Unit
from congvu.organizations.states import Role
from congvu.procedures.models import Step, TimeLimit

RESULT = ("cause", "cause_note", "note")
ASKS: dict[str, tuple[str, ...]] = {
    "submit": (),
    "check": (),
    "return_for_completion": ("reason",),
    "resubmit": (),
    "refuse": ("reason",),
    "accept": ("limit",),
    "transfer": ("unit",),
    "assign": ("to", "note"),
    "hand_over": ("to", "step", "note"),
    "request_supplement": ("reasons", "answer_by"),
    "receive_supplement": ("note",),
    "request_opinion": ("of", "paper"),
    "receive_opinion": ("note",),
    "request_payment": ("paper",),
    "receive_payment": ("note",),
    "propose": ("note",),
    "approve": ("note",),
    "send_back": ("reason",),
    "sign": RESULT,
    "finish": RESULT,
    "refuse_after_assessment": ("reason", "cause", "cause_note"),
    "post_result": ("note",),
    "return_result": ("way", "taker", "authority", "note"),
    "withdraw": ("reason",),
    "stop": ("reason",),
    "pause": ("reason", "paper", "since"),
    "resume": ("note",),
    "extend": ("until", "paper", "reason"),
    "apologise": ("new_date", "cause", "cause_note", "reason"),
}
PAPER_NEEDED = ("pause", "extend")
LABELS = {
    ("return_for_completion", "reason"): "Giấy tờ còn thiếu, nội dung cần hoàn thiện",
    ("send_back", "reason"): "Nội dung cần làm lại",
    ("apologise", "reason"): "Lý do chậm trả, ghi trên phiếu xin lỗi",
    ("request_payment", "paper"): "Thông báo nộp phí, lệ phí (số, ngày)",
}
WORKERS = (Role.CASE_OFFICER, Role.UNIT_HEAD, Role.ONE_STOP_OFFICER)


class VerbForm(forms.Form):
    """What a verb asks about one dossier, or about many at once."""

    def __init__(self, verb: str, rows: Sequence[Dossier], data: Any = None) -> None:
        super().__init__(data, initial=drafted(verb, rows))
        self.verb, self.rows = verb, rows
        asked = ASKS[verb]
        if self.cause_first:
            asked = ("cause", "cause_note", *asked)
        for name in asked:
            if made := FIELDS[name](self):
                made.label = LABELS.get((verb, name), made.label)
                self.fields[name] = made

    @property
    def late(self) -> bool:
        """Whether one of them is over its due date, so that a cause must be named."""
        now = clock.now()
        return any(row.due_at and row.due_at < now for row in self.rows)

    @property
    def cause_first(self) -> bool:
        """Whether the verb waits until it is said why they are late."""
        now = clock.now()
        late = any(row.is_overdue(now) and not row.cause for row in self.rows)
        return self.verb in CAUSE_FIRST and late

    def values(self) -> dict[str, Any]:
        """What the action takes; a new day ends at the hour the due date ends at."""
        given = {
            name: value for name, value in self.cleaned_data.items() if value not in ("", None)
        }
        for name in ("until", "new_date"):
            if name in given:
                given[name] = at_the_hour_of(self.rows[0], given[name])
        return given


def drafted(verb: str, rows: Sequence[Dossier]) -> dict[str, Any]:
    """What was drafted for an apology, to be corrected."""
    if verb != "apologise":
        return {}
    draft = ApologyDraft.objects.filter(dossier=rows[0]).first()
    if draft is None:
        return {}
    day = timezone.localdate(draft.new_date)
    return {"new_date": day, "reason": draft.reason} if day > clock.today() else {}


def at_the_hour_of(row: Dossier, day: dt.date) -> dt.datetime:
    """A day as the moment office ends, as the due date was promised."""
    hour = timezone.localtime(row.due_at or clock.now()).time()
    return timezone.make_aware(dt.datetime.combine(day, hour))


def area(label: str, needed: bool = True) -> forms.CharField:
    """Several lines."""
    box = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, required=needed, max_length=2000, widget=box)


def reason_of(form: VerbForm) -> forms.Field:
    """In words; for a pause one of the two the law knows."""
    if form.verb != "pause":
        return area("Lý do")
    kinds = (PauseReason.COORDINATION, PauseReason.FORCE_MAJEURE)
    choices = [(kind, PAUSE_LABELS[kind]) for kind in kinds]
    return forms.ChoiceField(label="Vì sao tạm dừng", choices=choices, widget=forms.RadioSelect)


def cause_of(form: VerbForm) -> forms.Field | None:
    """Obligatory with an apology and of what is late; else not asked."""
    if form.verb != "apologise" and not form.late:
        return None
    choices = [("", "chọn nguyên nhân"), *CAUSE_LABELS.items()]
    known = form.rows[0].cause
    return forms.ChoiceField(label="Nguyên nhân trễ", choices=choices, initial=known)


def cause_note_of(form: VerbForm) -> forms.Field | None:
    """Said where the cause is another one."""
    if "cause" not in form.fields:
        return None
    return forms.CharField(
        label=f"Nói rõ nếu chọn “{CAUSE_LABELS[Cause.OTHER]}”", required=False, max_length=500
    )


def paper_of(form: VerbForm) -> forms.Field:
    """Number and day of a paper."""
    needed = form.verb in PAPER_NEEDED
    return forms.CharField(label="Văn bản (số, ngày)", required=needed, max_length=200)


def to_of(form: VerbForm) -> forms.Field:
    """Those who sit in the unit today; in the small mode at the counter too."""
    units = {row.unit_id for row in form.rows}
    if form.verb == "assign":
        units |= {row.point.unit_id for row in form.rows if row.point and row.point.small}
    seats = Seat.objects.in_force(clock.today()).filter(unit__in=units, role__in=WORKERS)
    people = User.objects.filter(pk__in=seats.values("user"), is_active=True)
    people = people.order_by("full_name", "pk")
    return forms.ModelChoiceField(people, label="Giao cho", empty_label="chọn người")


def step_of(form: VerbForm) -> forms.Field | None:
    """The steps of the process, where all go by one."""
    versions = {row.procedure_version_id for row in form.rows}
    steps = Step.objects.filter(process__versions__in=versions) if len(versions) == 1 else ()
    choices = [("", "giữ nguyên bước"), *((one.order, f"{one.order}. {one.name}") for one in steps)]
    if len(choices) == 1:
        return None
    return forms.TypedChoiceField(label="Bước", choices=choices, coerce=int, required=False)


def limit_of(form: VerbForm) -> forms.Field | None:
    """The variants of the version in force; the normal one where none is chosen."""
    versions = form.rows[0].procedure.versions.in_force(clock.today())  # type: ignore[union-attr]
    limits = TimeLimit.objects.filter(procedure_version__in=versions)
    return forms.ModelChoiceField(
        limits, label="Trường hợp", required=False, empty_label="thông thường"
    )


def unit_of(form: VerbForm) -> forms.Field:
    """Another unit than the procedure's."""
    units = Unit.objects.in_force(clock.today())
    return forms.ModelChoiceField(
        units, label="Đơn vị giải quyết", required=False, empty_label="theo thủ tục"
    )


def day_of(label: str, needed: bool = True) -> DateField:
    """A day."""
    return DateField(label=label, required=needed)


def way_of(form: VerbForm) -> forms.Field:
    """How the result is given out; what was posted most likely came by post."""
    posted = all(row.state == DossierState.BY_POST for row in form.rows)
    return forms.ChoiceField(
        label="Cách nhận kết quả",
        choices=RETURN_WAY_LABELS.items(),
        initial=ReturnWay.POST if posted else ReturnWay.APPLICANT,
        widget=forms.RadioSelect,
    )


FIELDS: dict[str, Any] = {
    "reason": reason_of,
    "reasons": lambda form: area("Lý do, giấy tờ cần bổ sung"),
    "note": lambda form: area("Ghi chú", needed=False),
    "paper": paper_of,
    "of": lambda form: forms.CharField(label="Cơ quan được lấy ý kiến", max_length=200),
    "to": to_of,
    "step": step_of,
    "limit": limit_of,
    "unit": unit_of,
    "cause": cause_of,
    "cause_note": cause_note_of,
    "way": way_of,
    "taker": lambda form: forms.CharField(
        label="Người nhận, nếu không phải người nộp", required=False, max_length=200
    ),
    "authority": lambda form: forms.CharField(
        label="Giấy ủy quyền (số, ngày, nơi cấp) hoặc số vận đơn", required=False, max_length=200,
        help_text="Không ghi họ tên ở đây: người nhận ghi ở ô trên.",
    ),
    "answer_by": lambda form: day_of("Bổ sung trước ngày", needed=False),
    "until": lambda form: day_of("Gia hạn đến ngày"),
    "new_date": lambda form: day_of("Hẹn lại ngày"),
    "since": lambda form: DateTimeField(
        label="Thông báo cho người nộp lúc", required=False,
        help_text="Để trống nếu là bây giờ.",
    ),
}  # fmt: skip
