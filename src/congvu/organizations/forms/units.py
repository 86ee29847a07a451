"""Forms about units."""

from typing import Any

from django import forms

from congvu.core import clock
from congvu.core.day_fields import DateField
from congvu.core.row_fields import RowsField
from congvu.organizations.models import Unit

ON_HELP = "Ngày đơn vị mới bắt đầu hoạt động; đơn vị cũ kết thúc vào ngày liền trước."


class UnitForm(forms.ModelForm):
    """What is written about a unit."""

    class Meta:
        model = Unit
        fields = [
            "name",
            "short_name",
            "symbol",
            "kind",
            "parent",
            "address",
            "superior_name",
            "locality",
            "order",
            "valid_from",
            "decision",
        ]
        field_classes = {"valid_from": DateField}
        help_texts = {
            "short_name": "Ghi đúng như cơ quan thường viết, ví dụ Phòng LĐVL&GDNN.",
            "symbol": "Dùng trong số ký hiệu văn bản.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Unit.objects.in_force(clock.today())

    def _post_clean(self) -> None:
        """The action checks; the object on the page stays as it is."""


class CloseForm(forms.Form):
    """The last day of a unit."""

    on = DateField(label="Ngày hoạt động cuối cùng")
    decision = forms.CharField(label="Quyết định", max_length=200)


class RenameForm(forms.Form):
    """New names by a decision."""

    name = forms.CharField(label="Tên đầy đủ mới", max_length=300)
    short_name = forms.CharField(label="Tên gọi tắt mới", max_length=150)
    symbol = forms.CharField(label="Ký hiệu mới", max_length=30)
    on = DateField(label="Từ ngày", help_text=ON_HELP)
    decision = forms.CharField(label="Quyết định", max_length=200)


class MergeForm(forms.Form):
    """This unit and others become one."""

    others = RowsField(
        label="Sáp nhập cùng", queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    name = forms.CharField(label="Tên đầy đủ của đơn vị mới", max_length=300)
    short_name = forms.CharField(label="Tên gọi tắt", max_length=150)
    symbol = forms.CharField(label="Ký hiệu", max_length=30)
    on = DateField(label="Từ ngày", help_text=ON_HELP)
    decision = forms.CharField(label="Quyết định", max_length=200)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Unit.objects.in_force(clock.today()).inspectable().exclude(pk=unit.pk)
        self.fields["others"].queryset = others


class SplitForm(forms.Form):
    """Several units come out of one: a line each."""

    parts = forms.CharField(
        label="Các đơn vị mới",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Mỗi dòng một đơn vị: tên đầy đủ | tên gọi tắt | ký hiệu.",
    )
    on = DateField(label="Từ ngày", help_text=ON_HELP)
    decision = forms.CharField(label="Quyết định", max_length=200)

    def clean_parts(self) -> list[dict[str, str]]:
        """The lines as drafts of units."""
        drafts = []
        for line in self.cleaned_data["parts"].splitlines():
            cells = [cell.strip() for cell in line.split("|")]
            if any(cells):
                if len(cells) != 3 or not all(cells):
                    raise forms.ValidationError(f"Dòng “{line}” cần đủ ba phần, cách nhau bởi |.")
                drafts.append(dict(zip(("name", "short_name", "symbol"), cells, strict=True)))
        return drafts
