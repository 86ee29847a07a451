"""After the conclusion: reporting a remedy, judging it, more time, explaining."""

from typing import Any

from django import forms

from congvu.core.day_fields import DateField
from congvu.inspections.forms.base import ActionForm, ReasonForm
from congvu.inspections.forms.finding import text_area
from congvu.inspections.states import RECHECK_LABELS


class RemedyForm(ActionForm):
    """What the unit did, and when it was done."""

    text = forms.CharField(label="Biện pháp đã làm, kết quả", max_length=4000, widget=text_area(4))
    done_on = DateField(label="Ngày hoàn thành")


class AcceptForm(ActionForm):
    """Accepting needs no words."""

    note = forms.CharField(label="Ý kiến", max_length=2000, required=False, widget=text_area(2))


class RecheckForm(ActionForm):
    """What the team found of a recommendation."""

    result = forms.ChoiceField(
        label="Kết quả kiểm tra lại", choices=RECHECK_LABELS.items(), widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="Ghi chú",
        max_length=2000,
        required=False,
        widget=text_area(3),
        help_text="Phải ghi khi chưa thực hiện hoặc mới thực hiện một phần.",
    )


class ExtendForm(ReasonForm):
    """A new day; the original one stays beside it."""

    due_on = DateField(label="Hạn mới")
    field_order = ("version", "due_on", "reason")


class ExplanationForm(ActionForm):
    """The unit's own words, about one finding or the whole draft."""

    text = forms.CharField(label="Nội dung giải trình", max_length=8000, widget=text_area(5))
    finding = forms.ModelChoiceField(
        label="Về phát hiện", queryset=None, required=False, empty_label="Toàn bộ dự thảo"
    )


class ApplyForm(ActionForm):
    """What becomes of the finding an accepted explanation speaks of."""

    finding = forms.ModelChoiceField(label="Phát hiện", queryset=None, empty_label=None)
    outcome = forms.ChoiceField(
        label="Sửa thế nào",
        choices=[("reworded", "Sửa lời phát hiện"), ("withdrawn", "Rút phát hiện")],
        initial="reworded",
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label="Nội dung phát hiện sau khi sửa",
        max_length=4000,
        required=False,
        widget=text_area(4),
        help_text="Không cần ghi nếu rút phát hiện.",
    )

    def __init__(self, *args: Any, findings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finding"].queryset = findings

    def done(self) -> str:
        """What was done, in a sentence."""
        withdrawn = self.cleaned_data["outcome"] == "withdrawn"
        return "Đã rút phát hiện." if withdrawn else "Đã sửa phát hiện theo giải trình."


class AnswerForm(ActionForm):
    """What the team says to an explanation."""

    answer_text = forms.CharField(label="Ý kiến của đoàn", max_length=4000, widget=text_area(3))
    accepted = forms.TypedChoiceField(
        label="Kết quả",
        choices=[("1", "Tiếp thu"), ("0", "Không tiếp thu")],
        coerce=lambda text: text == "1",
        widget=forms.RadioSelect,
    )
