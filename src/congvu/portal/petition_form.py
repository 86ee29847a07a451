"""What somebody fills in who sends a petition, and how it is followed."""

import uuid
from typing import Any

from django import forms

from congvu.applicants.states import KIND_LABELS, ApplicantKind
from congvu.core import clock
from congvu.core.many_files import ManyFiles
from congvu.organizations.models import Unit
from congvu.petitions import rules
from congvu.petitions.actions import Sent, unfit
from congvu.petitions.states import Channel

ABOUT = ("topic", "about_unit", "subject", "content")
SENDER = ("sender_kind", "sender_name", "sender_phone", "sender_email", "sender_address")
HIDDEN = "sender_hidden"


def line(label: str, most: int, *, attrs: dict[str, Any] | None = None, **more: Any) -> Any:
    """One line of text."""
    return forms.CharField(label=label, max_length=most, widget=forms.TextInput(attrs), **more)


class OneOfTwo(forms.CharField):
    """Phone or e-mail: none is needed by itself, so none is called optional; the action asks."""

    def validate(self, value: Any) -> None:
        """Empty is fine here."""


class PetitionForm(forms.Form):
    """What it is about, then who sends it and how they are reached."""

    use_required_attribute = False

    ticket = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    topic = forms.ChoiceField(
        label="Nội dung về",
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn nội dung phản ánh, kiến nghị."},
    )
    about_unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label="Đơn vị liên quan",
        required=False,
        empty_label="Không rõ, hoặc cả cơ quan",
    )
    subject = line(
        "Tóm tắt trong một dòng",
        300,
        help_text="Dòng này hiện ở danh sách, không ghi tên người, số điện thoại.",
        error_messages={"required": "Ghi tóm tắt trong một dòng."},
    )
    content = forms.CharField(
        label="Nội dung",
        max_length=20_000,
        help_text="Việc gì, ở đâu, ngày nào; đề nghị cơ quan làm gì.",
        error_messages={"required": "Ghi nội dung phản ánh, kiến nghị."},
        widget=forms.Textarea({"rows": 8}),
    )
    # read by the view: what was sent is kept before anything of the form is looked at
    files = forms.Field(label="Ảnh, giấy tờ kèm theo", required=False, widget=ManyFiles)
    sender_kind = forms.ChoiceField(
        label="Bạn gửi với tư cách",
        choices=KIND_LABELS.items(),
        initial=ApplicantKind.PERSON,
        widget=forms.RadioSelect,
    )
    sender_name = line(
        "Họ tên, tên tổ chức", 200, attrs={"autocomplete": "name"}, required=False
    )  # fmt: skip
    sender_phone = OneOfTwo(
        label="Điện thoại",
        max_length=30,
        help_text="Cần điện thoại hoặc thư điện tử để trả lời bạn; bốn số cuối dùng để tra cứu.",
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )
    sender_email = OneOfTwo(
        label="Thư điện tử",
        max_length=200,
        help_text="Để trống nếu đã ghi điện thoại.",
        widget=forms.TextInput({"type": "email", "autocomplete": "email"}),
    )
    sender_address = line(
        "Địa chỉ", 300, attrs={"autocomplete": "street-address"}, required=False
    )  # fmt: skip

    sender_hidden = forms.BooleanField(
        label="Không cho đơn vị bị phản ánh biết tên tôi",
        required=False,
        help_text="Tên, điện thoại, địa chỉ chỉ người tiếp nhận và lãnh đạo cơ quan biết. Đơn vị xử"
        " lý vẫn đọc nội dung, tệp gửi kèm: đừng ghi tên ở đó.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = rules.topic_choices()  # type: ignore[attr-defined]
        self.fields["about_unit"].queryset = Unit.objects.in_force(clock.today())  # type: ignore[attr-defined]
        most, each = rules.files_limit()
        words = rules.files_words()
        self.fields["files"].help_text = (
            f"{words[:1].upper()}{words[1:]}; nhiều nhất {most:02d} tệp, mỗi tệp không quá {each}"
            " MB. Mất mạng giữa chừng thì phần đã gửi không phải gửi lại."
        )

    def clean(self) -> dict[str, Any]:
        """What the action would refuse is told together with what is missing."""
        for name, text in unfit(self.sent()).items():
            if name not in self.errors:
                self.add_error(name, text)
        return self.cleaned_data

    def about(self) -> list[Any]:
        """The first part of the page."""
        return [self[name] for name in ABOUT]

    def sender(self) -> list[Any]:
        """The second part."""
        return [self[name] for name in (*SENDER, HIDDEN)]

    @property
    def mark(self) -> uuid.UUID:
        """Its mark, by which it is sent once."""
        return uuid.UUID(self.data["ticket"])

    def told(self, wrong: list[str]) -> bool:
        """Whether it can go; with what is wrong with its files beside what else is."""
        for text in wrong:
            self.add_error("files", text)
        return self.is_valid()

    def anew(self) -> "PetitionForm":
        """The same as typed, with a mark of its own: what goes next is another petition."""
        data = self.data.copy()
        data["ticket"] = str(uuid.uuid4())
        return type(self)(data)

    def sent(self) -> Sent:
        """As the action takes it; what is wrong by itself is left out."""
        names = {"subject", "content", "about_unit", *SENDER, HIDDEN} & self.cleaned_data.keys()
        told = {"subject": "", "content": ""} | {name: self.cleaned_data[name] for name in names}
        kind = rules.kind_of_topic(self.cleaned_data.get("topic", ""))
        return Sent(channel=Channel.PORTAL, kind=kind, **told)


class FollowForm(forms.Form):
    """By what a petition is followed."""

    ma = line(
        "Mã phản ánh, kiến nghị",
        80,
        attrs={"autocomplete": "off", "autocapitalize": "characters"},
        help_text="Ghi trên giấy báo nhận, ví dụ PAKN-2020-0001.",
        error_messages={"required": "Ghi mã phản ánh, kiến nghị."},
    )
    bi_mat = line(
        "Bốn số cuối điện thoại, hoặc thư điện tử đã ghi khi gửi",
        200,
        attrs={"autocomplete": "off"},
        error_messages={"required": "Ghi bốn số cuối điện thoại, hoặc thư điện tử."},
    )


class WithdrawPetitionForm(forms.Form):
    """Why a sender takes it back."""

    reason = forms.CharField(
        label="Lý do rút",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Ghi lý do rút."},
    )
