"""What is asked of somebody who got a result."""

from typing import Any

from django import forms

from congvu.core import clock
from congvu.dossiers.actions.rating import LONGEST
from congvu.dossiers.rules.ratings import scale_on


class RatingForm(forms.Form):
    """Level, reasons, a word of one's own."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        scale = scale_on(clock.today())
        self.fields["level"] = forms.ChoiceField(
            label="Bạn có hài lòng với việc giải quyết hồ sơ này không?",
            choices=scale.levels.items(),
            widget=forms.RadioSelect,
            error_messages={"required": "Chọn một mức hài lòng."},
        )
        self.fields["reasons"] = forms.MultipleChoiceField(
            label="Điều chưa hài lòng, nếu có",
            choices=scale.reasons.items(),
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        self.fields["comment"] = forms.CharField(
            label="Ý kiến khác",
            required=False,
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
