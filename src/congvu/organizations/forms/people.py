"""Forms about people and their seats."""

from typing import Any

from django import forms

from congvu.accounts.models import User
from congvu.core import clock
from congvu.core.day_fields import DateField
from congvu.organizations.models import Unit
from congvu.organizations.states import ROLE_LABELS, Role

ROLES = [(role.value, label) for role, label in ROLE_LABELS.items() if role != Role.CITIZEN]


class UnitChoice(forms.ModelChoiceField):
    """A unit that exists today."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Unit.objects.none(), label="Đơn vị", **kwargs)

    def today(self) -> None:
        """Look the units up anew: forms outlive days."""
        self.queryset = Unit.objects.in_force(clock.today())


class PersonForm(forms.Form):
    """A person; with a first seat when entered."""

    full_name = forms.CharField(label="Họ và tên", max_length=200)
    username = forms.CharField(
        label="Tên đăng nhập", max_length=150, help_text="Ví dụ annv cho Nguyễn Văn An."
    )
    email = forms.EmailField(label="Thư điện tử", required=False)
    title = forms.CharField(label="Chức vụ", max_length=200, required=False)
    unit = UnitChoice()
    role = forms.ChoiceField(label="Vai trò", choices=ROLES)

    def __init__(self, *args: Any, with_seat: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if with_seat:
            self.fields["unit"].today()
        else:
            for name in ("username", "unit", "role"):
                del self.fields[name]


class SeatForm(forms.Form):
    """A seat for somebody."""

    unit = UnitChoice()
    role = forms.ChoiceField(label="Vai trò", choices=ROLES)
    title = forms.CharField(label="Chức vụ ghi trên văn bản", max_length=200, required=False)
    valid_from = DateField(label="Từ ngày")
    decision = forms.CharField(label="Quyết định", max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].today()
        self.fields["valid_from"].initial = clock.today()


class EndSeatForm(forms.Form):
    """The last day of a seat."""

    on = DateField(label="Ngày cuối cùng")
    reason = forms.CharField(label="Lý do, quyết định", max_length=200)


class DelegationForm(forms.Form):
    """Who acts for whom, and by which paper."""

    to = forms.ModelChoiceField(
        label="Người được ủy quyền",
        queryset=User.objects.filter(is_active=True, kind="officer").order_by("full_name", "pk"),
    )
    valid_from = DateField(label="Từ ngày")
    valid_to = DateField(label="Đến hết ngày")
    document = forms.CharField(label="Văn bản ủy quyền", max_length=200)
