"""What is asked on the pages of a news item, of the directory, of tracking and of an account."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef

from congvu.applicants.states import KIND_LABELS, ApplicantKind
from congvu.core.day_fields import DateField
from congvu.dossiers.rules import scanned_code
from congvu.organizations.models import Unit
from congvu.portal.directory import in_force, units_with_procedures
from congvu.portal.states import DECISION_LABELS
from congvu.procedures import rules
from congvu.procedures.models import Field
from congvu.procedures.states import AUDIENCE_LABELS, LEVEL_LABELS, Level


class VersionForm(forms.Form):
    """A verb without words: only the version that was on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class PublishForm(VersionForm):
    """Letting out: the very text that was read, and the flags looked at."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class SendBackForm(VersionForm):
    """What has to be written otherwise."""

    note = forms.CharField(
        label="Cần sửa gì",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi rõ cần sửa gì để người soạn biết."},
    )


class WithdrawForm(VersionForm):
    """Why an item goes."""

    reason = forms.CharField(
        label="Lý do gỡ tin",
        max_length=300,
        error_messages={"required": "Ghi lý do gỡ tin."},
    )


class DirectoryForm(forms.Form):
    """What the directory of procedures may be narrowed by; an unknown value narrows nothing."""

    q = forms.CharField(
        label="Tìm thủ tục, không cần gõ dấu",
        required=False,
        max_length=200,
        widget=forms.TextInput({"type": "search"}),
    )
    linh_vuc = forms.ModelChoiceField(
        Field.objects.none(), label="Lĩnh vực", required=False, empty_label="Tất cả"
    )
    doi_tuong = forms.ChoiceField(
        label="Đối tượng", required=False, choices=[("", "Tất cả"), *AUDIENCE_LABELS.items()]
    )
    don_vi = forms.ModelChoiceField(
        Unit.objects.none(), label="Đơn vị", required=False, empty_label="Tất cả"
    )
    muc_do = forms.ChoiceField(label="Mức độ trực tuyến", required=False)

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = in_force(on).filter(procedure__field=OuterRef("pk"))
        self.fields["linh_vuc"].queryset = Field.objects.filter(Exists(held))  # type: ignore[attr-defined]
        self.fields["don_vi"].queryset = units_with_procedures(on)  # type: ignore[attr-defined]
        words = [(level, LEVEL_LABELS[Level(level)]) for level in rules.law().level_words(on)]
        self.fields["muc_do"].choices = [("", "Tất cả"), *words]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """What was asked for and makes sense."""
        self.is_valid()
        return self.cleaned_data


class TrackingForm(forms.Form):
    """By what a dossier is followed."""

    ma = forms.CharField(
        label="Mã hồ sơ",
        max_length=200,
        help_text="Ghi trên giấy tiếp nhận, ví dụ 000.00.15.H33-200908-0001.",
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )
    so_cuoi = forms.RegexField(
        r"^\s*\d{4}\s*$",
        label="Bốn số cuối điện thoại của người nộp",
        error_messages={"invalid": "Ghi đúng bốn chữ số cuối của số điện thoại."},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "size": 6}),
    )

    def clean_ma(self) -> str:
        """A code, also where somebody pastes the whole address of a slip's code to scan."""
        return scanned_code(self.cleaned_data["ma"])


class OwnForm(forms.Form):
    """What citizens say about themselves once, for every filing."""

    kind = forms.ChoiceField(
        label="Bạn nộp hồ sơ với tư cách",
        choices=KIND_LABELS.items(),
        initial=ApplicantKind.PERSON,
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label="Họ tên, tên tổ chức",
        max_length=200,
        error_messages={"required": "Ghi họ tên, hoặc tên tổ chức."},
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    identity_number = forms.CharField(
        label="Số định danh cá nhân, mã số doanh nghiệp",
        max_length=20,
        help_text="12 chữ số trên thẻ căn cước; tổ chức ghi mã số doanh nghiệp.",
        error_messages={"required": "Ghi số định danh cá nhân hoặc mã số doanh nghiệp."},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    phone = forms.CharField(
        label="Điện thoại",
        max_length=20,
        help_text="Để cơ quan gọi khi cần; bốn số cuối dùng để tra cứu hồ sơ.",
        error_messages={"required": "Ghi số điện thoại để cơ quan gọi khi cần."},
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )
    address = forms.CharField(
        label="Địa chỉ",
        max_length=300,
        error_messages={"required": "Ghi địa chỉ nơi ở, hoặc trụ sở của tổ chức."},
        widget=forms.TextInput({"autocomplete": "street-address"}),
    )


class ErasureForm(forms.Form):
    """Before one's data is gone for good."""

    sure = forms.BooleanField(
        label="Tôi hiểu rằng dữ liệu đã xóa không lấy lại được.", required=False
    )


class ForgetForm(forms.Form):
    """On which ground the office erases."""

    reason = forms.CharField(
        label="Căn cứ xóa dữ liệu",
        max_length=300,
        help_text="Ví dụ: hết thời hạn bảo quản, số quyết định.",
        error_messages={"required": "Ghi căn cứ xóa dữ liệu."},
    )


class DecisionForm(forms.Form):
    """Where one procedure is filed from a day on."""

    way = forms.ChoiceField(
        label="Nơi nộp",
        choices=DECISION_LABELS.items(),
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn nơi nộp."},
    )
    valid_from = DateField(label="Từ ngày")
    reason = forms.CharField(
        label="Lý do",
        max_length=500,
        help_text="Hiện cho người dân trên trang thủ tục.",
        error_messages={"required": "Ghi lý do để người dân biết."},
        widget=forms.Textarea({"rows": 3}),
    )
    document = forms.CharField(
        label="Văn bản",
        max_length=300,
        help_text="Loại, số, ngày, cơ quan ban hành. Ví dụ: Thông báo số 15/TB-SLĐ ngày 01/9/2020.",
        error_messages={"required": "Ghi văn bản làm căn cứ."},
    )


class SupplementForm(forms.Form):
    """What is said along with files that were asked for."""

    note = forms.CharField(
        label="Ghi chú cho người thụ lý",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WithdrawFilingForm(forms.Form):
    """Why somebody takes a dossier back."""

    reason = forms.CharField(
        label="Lý do rút hồ sơ",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi lý do rút hồ sơ."},
    )
