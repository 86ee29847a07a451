"""One small form per verb, made from a table: what it asks is what its action takes."""

from typing import Any

from django import forms

from congvu.accounts.models import User
from congvu.core import clock
from congvu.core.day_fields import DateField
from congvu.core.number_fields import WholeNumberField
from congvu.organizations.models import Seat
from congvu.petitions import rules
from congvu.petitions.actions import suggested
from congvu.petitions.forms import fields
from congvu.petitions.models import Petition
from congvu.petitions.policies import may_give_to
from congvu.petitions.states import PERSONAL, SATISFACTION_LABELS

MOST_DAYS = 120


class VerbForm(forms.Form):
    """What a verb asks about one petition."""

    def __init__(self, verb: str, row: Petition, user: Any, data: Any = None) -> None:
        super().__init__(data, initial=known(verb, row))
        self.verb = verb
        self.fields |= ASKS[verb](row, user)


def known(verb: str, row: Petition) -> dict[str, Any]:
    """What is there already; numbers and addresses as masks."""
    if verb == "publish":
        question, answer = suggested(row)
        return {"question": row.public_question or question, "answer": row.public_answer or answer}
    if verb == "edit":
        shown = {name: str(getattr(row, name)) for name in PERSONAL}
        plain = ("channel", "subject", "procedure", "sender_kind", "sender_hidden")
        name = row.full_name if row.sender_name else ""
        clear = {"content": row.full_content, "sender_name": name}
        return {n: getattr(row, n) for n in plain} | clear | shown
    names = {"classify": ("kind", "about_unit", "procedure"), "propose": ("answer", "outcome"),
             "assign": ("unit",), "record_satisfaction": ("satisfaction",)}  # fmt: skip
    found = {name: getattr(row, name) for name in names.get(verb, ())}
    if verb == "assign":
        found |= {"working_days": row.limit_days, "basis": row.limit_basis}
    return found


def classify(row: Petition, user: Any) -> dict[str, forms.Field]:
    """Kind, and whose conduct it is about."""
    return {
        "kind": fields.kind(needed=True),
        "about_unit": fields.unit("Đơn vị được phản ánh", False, "không phản ánh đơn vị nào"),
        "procedure": fields.procedure(),
    }


def assign(row: Petition, user: Any) -> dict[str, forms.Field]:
    """The unit; the limit as the data say, or the office's own with its basis."""
    units = fields.unit("Đơn vị xử lý", True, "chọn đơn vị")
    allowed = [one.pk for one in units.queryset if may_give_to(user, one)]
    units.queryset = units.queryset.filter(pk__in=allowed)
    return {
        "unit": units,
        "working_days": WholeNumberField(
            label="Trả lời trong (ngày làm việc)", min_value=1, max_value=MOST_DAYS,
            help_text="Tính từ ngày tiếp nhận.",
        ),
        "basis": fields.text(
            "Căn cứ thời hạn", needed=True,
            help_text="Thời hạn khác thì ghi văn bản của cơ quan quy định thời hạn đó.",
        ),
        "note": fields.text("Ý kiến chỉ đạo", most=500),
    }  # fmt: skip


def hand_to(row: Petition, user: Any) -> dict[str, forms.Field]:
    """Those who sit in the unit today."""
    seats = Seat.objects.in_force(clock.today()).filter(unit=row.unit)
    people = User.objects.filter(pk__in=seats.values("user"), is_active=True)
    return {
        "to": forms.ModelChoiceField(
            people.order_by("full_name", "pk"), label="Giao cho", empty_label="chọn người"
        ),
        "note": fields.text("Ý kiến chỉ đạo", most=500),
    }


def propose(row: Petition, user: Any) -> dict[str, forms.Field]:
    """The draft of the answer."""
    choices = [("", "chọn hình thức"), *rules.outcome_choices()]
    return {
        "answer": fields.area("Nội dung trả lời", rows=10, help_text="Như in trên công văn."),
        "outcome": forms.ChoiceField(label="Hình thức xử lý", choices=choices),
    }


def answer(row: Petition, user: Any) -> dict[str, forms.Field]:
    """Number and day of the paper."""
    return {
        "number": fields.text(
            "Số văn bản trả lời", most=100,
            help_text="Theo sổ văn bản đi; để trống nếu trả lời không qua văn bản.",
        ),
        "dated_on": day("Ngày văn bản", needed=False, help_text="Để trống nếu là hôm nay."),
    }  # fmt: skip


def forward(row: Petition, user: Any) -> dict[str, forms.Field]:
    """To whom, by which paper."""
    return {
        "to": fields.text("Cơ quan có thẩm quyền", needed=True),
        "paper": fields.text("Văn bản chuyển (số, ngày)", most=200),
        "note": fields.area("Ghi chú", needed=False),
    }


def refuse(row: Petition, user: Any) -> dict[str, forms.Field]:
    """One of the reasons of the decree."""
    choices = rules.refusal_choices()
    return {
        "refusal": forms.ChoiceField(label="Lý do", choices=choices, widget=forms.RadioSelect),
        "note": fields.area("Đã hướng dẫn người gửi thế nào", needed=False),
    }


def publish(row: Petition, user: Any) -> dict[str, forms.Field]:
    """The texts for everybody, and the word of a person that doubtful names may stand."""
    return {
        "question": fields.area("Nội dung phản ánh, kiến nghị", rows=6),
        "answer": fields.area("Trả lời", rows=8),
        "confirmed": forms.BooleanField(
            label="Tên người còn lại được phép công khai (người giữ chức vụ)", required=False
        ),
    }


def record_satisfaction(row: Petition, user: Any) -> dict[str, forms.Field]:
    """Satisfied or not, and why."""
    choices = SATISFACTION_LABELS.items()
    return {
        "satisfaction": forms.ChoiceField(
            label="Người gửi", choices=choices, widget=forms.RadioSelect
        ),
        "note": fields.text("Người gửi nói gì", most=500),
    }


def extend(row: Petition, user: Any) -> dict[str, forms.Field]:
    """Another day, and why."""
    return {"until": day("Gia hạn đến ngày"), "reason": fields.area("Lý do, văn bản báo người gửi")}


def reason(label: str) -> Any:
    """A verb that asks for a reason only."""
    return lambda row, user: {"reason": fields.area(label, max_length=2000)}


def day(label: str, needed: bool = True, **options: Any) -> DateField:
    """A day."""
    return DateField(label=label, required=needed, **options)


ASKS: dict[str, Any] = {
    "classify": classify,
    "assign": assign,
    "hand_to": hand_to,
    "propose": propose,
    "answer": answer,
    "send_back": reason("Nội dung cần làm lại"),
    "forward": forward,
    "refuse": refuse,
    "publish": publish,
    "unpublish": reason("Lý do gỡ"),
    "record_satisfaction": record_satisfaction,
    "edit": lambda row, user: fields.sender(),
    "extend": extend,
    "withdraw": reason("Người gửi rút khi nào, bằng cách nào"),
    "forget": reason("Căn cứ xóa dữ liệu"),
}
