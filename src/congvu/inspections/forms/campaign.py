"""Forms of the team, the schedule and its changes."""

from collections.abc import Sequence
from typing import Any

from django import forms

from congvu.core.day_fields import DateField
from congvu.core.number_fields import WholeNumberField
from congvu.core.widgets import TimeInput
from congvu.inspections.forms.base import ReasonForm
from congvu.inspections.states import SESSION_LABELS, TEAM_ROLE_LABELS

NONE = [("", "–")]


def named(form: forms.Form, what: str) -> None:
    """Every input of a table's row says which column and row it is."""
    for field in form.fields.values():
        field.widget.attrs["aria-label"] = f"{field.label}: {what}"


class MemberForm(forms.Form):
    """One member: picked from the officers, or typed."""

    person = forms.ChoiceField(label="Cán bộ", required=False)
    name = forms.CharField(label="Họ và tên", max_length=200, required=False)
    title = forms.CharField(label="Chức vụ", max_length=200, required=False)
    unit = forms.ChoiceField(label="Đơn vị công tác", required=False)
    role = forms.ChoiceField(label="Nhiệm vụ", choices=TEAM_ROLE_LABELS.items(), required=False)
    areas = forms.MultipleChoiceField(label="Nội dung phụ trách", required=False)

    def __init__(
        self, *args: Any, people: Sequence, units: Sequence, areas: Sequence, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [*NONE, *people]
        self.fields["unit"].choices = [*NONE, *units]
        self.fields["areas"].choices = areas
        named(self, f"dòng {self.prefix[1:]}")


class TeamPasteForm(forms.Form):
    """A team from Word or Excel."""

    text = forms.CharField(
        label="Dán danh sách đoàn từ Word hoặc Excel",
        help_text="Dòng đầu là tên cột: Họ và tên, Chức vụ, Đơn vị công tác, Nhiệm vụ, "
        "Nội dung phụ trách.",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class VisitForm(forms.Form):
    """One line of the schedule. Hours left empty take those of the session."""

    day = DateField(label="Ngày", required=False)
    session = forms.ChoiceField(label="Buổi", choices=SESSION_LABELS.items(), required=False)
    starts_at = forms.TimeField(label="Từ", widget=TimeInput, required=False)
    ends_at = forms.TimeField(label="Đến", widget=TimeInput, required=False)
    place = forms.CharField(label="Địa điểm", max_length=300, required=False)
    departs_at = forms.TimeField(label="Xuất phát", widget=TimeInput, required=False)
    vehicle = forms.CharField(label="Xe", max_length=100, required=False)
    driver = forms.CharField(label="Lái xe", max_length=100, required=False)
    participants = forms.CharField(label="Thành phần mời dự", required=False)
    acting_secretary = forms.ChoiceField(label="Thư ký buổi này", required=False)

    def __init__(self, *args: Any, visit: Any, team: Sequence, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"v{visit.pk}", **kwargs)
        self.visit, self.clash = visit, ""
        others = [(m.pk, m.name) for m in team if m.unit_id != visit.unit_id]
        self.fields["acting_secretary"].choices = [("", "theo đoàn"), *others]
        named(self, str(visit.unit))

    def clean(self) -> dict[str, Any]:
        """The end comes after the beginning."""
        given = super().clean()
        starts, ends = given.get("starts_at"), given.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", "Giờ kết thúc phải sau giờ bắt đầu.")
        return given


class PlaceForm(forms.Form):
    """Whether one member is at a visit; why not, and who does their part."""

    present = forms.BooleanField(label="Có mặt", required=False)
    reason = forms.CharField(label="Lý do vắng", max_length=300, required=False)
    substitute = forms.ChoiceField(label="Người làm thay", required=False)

    def __init__(self, *args: Any, member: Any, team: Sequence, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"m{member.pk}", **kwargs)
        self.member = member
        others = [(m.pk, m.name) for m in team if m.pk != member.pk]
        self.fields["substitute"].choices = [("", "không có"), *others]
        named(self, member.name)


class TravelForm(forms.Form):
    """Minutes between two places, typed once per pair."""

    from_place = forms.ChoiceField(label="Từ")
    to_place = forms.ChoiceField(label="Đến")
    minutes = WholeNumberField(label="Số phút", min_value=0, max_value=1440)

    def __init__(self, *args: Any, places: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("from_place", "to_place"):
            self.fields[name].choices = [(place, place) for place in places]


class PostponeForm(forms.Form):
    """Why visits move, by one act."""

    reason = forms.CharField(label="Lý do điều chỉnh", widget=forms.Textarea(attrs={"rows": 3}))
    decided_on = DateField(label="Ngày điều chỉnh")


class CancelForm(ReasonForm):
    """Why something is given up, and the day of the decision that says so."""

    decided_on = DateField(label="Ngày quyết định hủy")

    def told(self) -> dict[str, Any]:
        """What the action is told."""
        return {k: v for k, v in self.cleaned_data.items() if k in ("reason", "decided_on")}


class TeamChangeForm(ReasonForm):
    """Who leaves, why, and from when; who comes stands in lines of their own."""

    leaves = forms.MultipleChoiceField(label="Ai thôi tham gia", required=False)
    team = forms.CharField(label="Đoàn", required=False)  # where refusals about the whole stand
    decided_on = DateField(label="Ngày quyết định điều chỉnh")
    effective_on = DateField(label="Áp dụng từ ngày")

    def __init__(self, *args: Any, team: Sequence, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = team
        self.fields["leaves"].choices = [(str(m.pk), m.name) for m in team]

    def leaving(self) -> list[Any]:
        """The members ticked."""
        chosen = set(self.cleaned_data["leaves"])
        return [member for member in self.members if str(member.pk) in chosen]


class MoveForm(forms.Form):
    """Where one visit goes; no day: to be set later."""

    chosen = forms.BooleanField(label="Dời", required=False)
    day = DateField(label="Ngày mới", required=False)
    session = forms.ChoiceField(label="Buổi mới", required=False)

    def __init__(self, *args: Any, visit: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"v{visit.pk}", **kwargs)
        self.visit = visit
        self.fields["session"].choices = [("", "như cũ"), *SESSION_LABELS.items()]
        named(self, str(visit.unit))
