"""The long form of a version, with rows for limits, papers, fees and legal bases."""

from typing import Any

from django import forms
from django.http import QueryDict

from congvu.core import formats
from congvu.core.day_fields import DateField
from congvu.core.number_fields import DongField, WholeNumberField
from congvu.legal.models import Basis
from congvu.procedures import rules
from congvu.procedures.forms.form_fields import FormFieldForm, form_field_lines
from congvu.procedures.forms.rows import RowForm, RowSet, row_set
from congvu.procedures.models import ProcedureVersion, Process
from congvu.procedures.models.reading import components_of
from congvu.procedures.rules import ComponentFacts, FeeFacts, LimitFacts, TemplateFile
from congvu.procedures.states import (
    AUDIENCE_LABELS,
    FEE_KIND_LABELS,
    LIMIT_UNIT_LABELS,
    MOST_COPIES,
    SUPPLEMENT_EFFECT_LABELS,
    WAY_LABELS,
    LimitUnit,
    SupplementEffect,
)

LONG = forms.Textarea({"rows": 4})
SHORT = forms.Textarea({"rows": 2})


def capitalised(labels: dict[Any, str]) -> list[tuple[str, str]]:
    """Choices that begin a line."""
    return [(str(code), label[:1].upper() + label[1:]) for code, label in labels.items()]


def count(label: str) -> WholeNumberField:
    """How many of a form of paper."""
    return WholeNumberField(label=label, required=False, min_value=0, max_value=MOST_COPIES)


DAYS = ("effective_from", "decision_on", "law_effective_on", "law_signed_on")
NUMBERS = ("sets", "supplement_rounds")


class VersionForm(forms.ModelForm):
    """Everything single. Nothing but the name is required: unknown stays unknown."""

    ways = forms.MultipleChoiceField(
        label="Cách thức thực hiện",
        choices=capitalised(WAY_LABELS),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    audience_kinds = forms.MultipleChoiceField(
        label="Nhóm đối tượng",
        choices=list(AUDIENCE_LABELS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = ProcedureVersion
        fields = [
            "name",
            "effective_from",
            "decision_number",
            "decision_on",
            "decision_issuer",
            "decision",
            "law_effective_on",
            "law_signed_on",
            "shortened",
            "sequence",
            "ways",
            "ways_note",
            "sets",
            "audience_kinds",
            "audience",
            "decides",
            "result",
            "requirements",
            "fee_state",
            "fee_note",
            "supplement_effect",
            "supplement_rounds",
            "contact_post",
            "contact_phone",
            "contact_hours",
            "process",
        ]
        widgets = {
            "name": SHORT,
            "sequence": LONG,
            "ways_note": SHORT,
            "audience": SHORT,
            "result": SHORT,
            "requirements": LONG,
            "fee_note": SHORT,
        }
        field_classes = dict.fromkeys(DAYS, DateField) | dict.fromkeys(NUMBERS, WholeNumberField)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.instance.procedure.owner_id
        mine = Process.objects.usable().filter(unit=unit)
        shared = Process.objects.usable().filter(unit=self.instance.procedure.resolving_unit_id)
        used = Process.objects.filter(pk=self.instance.process_id)
        self.fields["process"].queryset = (mine | shared | used).distinct()
        self.fields["supplement_effect"].help_text = effect_help()
        self.fields["fee_state"].choices = [
            ("", "Chưa rõ"),
            *[choice for choice in self.fields["fee_state"].choices if choice[0]],
        ]


def effect_help() -> str:
    """What each effect may rest on, and when."""
    told = []
    for effect, source, since, until in rules.law().supplement_offers:
        when = f" từ {formats.date(since)}" if since else ""
        when += f" đến hết {formats.date(until)}" if until else ""
        told.append(f"{SUPPLEMENT_EFFECT_LABELS[SupplementEffect(effect)]}{when}: {source}.")
    return " ".join(told)


class LimitForm(RowForm):
    """A time limit."""

    main = "amount"
    label = forms.CharField(label="Trường hợp", max_length=200, required=False)
    amount = forms.DecimalField(
        label="Thời hạn", required=False, localize=True, max_digits=7, decimal_places=2, min_value=0
    )
    unit = forms.ChoiceField(
        label="Đơn vị tính", required=False, choices=[("", "Chọn"), *LIMIT_UNIT_LABELS.items()]
    )
    note = forms.CharField(label="Ghi chú", max_length=300, required=False)

    def is_blank(self) -> bool:
        """A chosen unit says something too."""
        return super().is_blank() and not self.cleaned_data.get("unit")

    def needs_main(self, data: dict[str, Any]) -> bool:
        """The same day has no number."""
        return data.get("unit") != LimitUnit.SAME_DAY

    def clean(self) -> dict[str, Any]:
        """A number without its unit is asked about: working days are not every day."""
        data = super().clean()
        if data.get("amount") and not data.get("unit") and not data.get("DELETE"):
            self.add_error("unit", "Chọn ngày làm việc hay ngày tính cả ngày nghỉ.")
        return data

    def facts(self, data: dict[str, Any]) -> LimitFacts:
        """As the action takes it."""
        label = data["label"] or "Thông thường"
        return LimitFacts(data["unit"], data["amount"] or None, label, data["note"])


class ComponentForm(RowForm):
    """A paper."""

    title = forms.CharField(
        label="Tên giấy tờ", max_length=1000, required=False, widget=forms.Textarea({"rows": 1})
    )
    originals = count("Bản chính")
    certified_copies = count("Bản sao chứng thực")
    copies = count("Bản sao")
    template = forms.CharField(label="Mẫu đơn, tờ khai", max_length=300, required=False)
    condition = forms.CharField(label="Khi nào phải nộp", max_length=500, required=False)
    required = forms.BooleanField(label="Bắt buộc", required=False, initial=True)
    kept = forms.TypedChoiceField(
        label="Tệp mẫu đang có", required=False, coerce=int, empty_value=None
    )
    upload = forms.FileField(
        label="Tệp mẫu mới",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".doc,.docx,.xls,.xlsx,.pdf"}),
        help_text="Word, Excel hoặc PDF để người nộp tải về.",
    )

    def __init__(self, *args: Any, files_there: dict[int, TemplateFile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.files_there = files_there
        named = [(pk, f"{one.name} ({one.words})") for pk, one in files_there.items()]
        self.fields["kept"].choices = [("", "Không có tệp"), *named]
        if not files_there:
            del self.fields["kept"]

    def facts(self, data: dict[str, Any]) -> ComponentFacts:
        """As the action takes it."""
        counts = [data[name] or 0 for name in ("originals", "certified_copies", "copies")]
        file = self.files_there.get(data.get("kept") or 0)
        return ComponentFacts(data["title"], *counts, data["template"], data["condition"],
                              data["required"], file)  # fmt: skip


class FeeForm(RowForm):
    """An amount."""

    main = "label"
    kind = forms.ChoiceField(label="Loại", required=False, choices=list(FEE_KIND_LABELS.items()))
    label = forms.CharField(label="Khoản thu", max_length=300, required=False)
    amount = DongField(label="Mức thu (đồng)", required=False)
    condition = forms.CharField(label="Trường hợp áp dụng", max_length=500, required=False)

    def facts(self, data: dict[str, Any]) -> FeeFacts:
        """As the action takes it."""
        return FeeFacts(data["label"], data["kind"] or "fee", data["amount"], data["condition"])


class BasisForm(RowForm):
    """A legal basis, chosen by its number."""

    main = "basis"
    basis = forms.ModelChoiceField(
        Basis.objects.all(), label="Căn cứ", required=False, to_field_name="pk", empty_label="Chọn"
    )
    note = forms.CharField(label="Điều, khoản", max_length=300, required=False)

    def __init__(self, *args: Any, choices: list[tuple[int | str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["basis"].choices = choices

    def facts(self, data: dict[str, Any]) -> tuple[Basis, str]:
        """As the action takes it."""
        return data["basis"], data["note"]


def files_there(version: ProcedureVersion) -> dict[int, TemplateFile]:
    """Template files of a draft: those a row may keep."""
    return {one.file.pk: one.file for one in components_of(version) if one.file}


def version_rows(
    version: ProcedureVersion, data: QueryDict | None, files: Any = None
) -> dict[str, RowSet]:
    """The five sets of rows by their prefix."""

    def told(rows: Any, *names: str) -> list[dict[str, Any]]:
        return [] if data else [{n: getattr(row, n) for n in names} for row in rows.all()]

    bases = [("", "Chọn"), *Basis.objects.values_list("pk", "number")]
    counts = ("originals", "certified_copies", "copies")
    papers = told(version.components, "title", *counts, "template", "condition", "required",
                  "file_id")  # fmt: skip
    for row in papers:
        row.update({name: row[name] or None for name in counts} | {"kept": row.pop("file_id")})
    there = {"files_there": files_there(version)}
    law = told(version.bases, "basis_id", "note")
    links = [{"basis": row["basis_id"], "note": row["note"]} for row in law]
    return {
        "limits": row_set(LimitForm, "limits", data,
                          told(version.limits, "label", "amount", "unit", "note")),
        "components": row_set(ComponentForm, "components", data, papers, there, files),
        "fees": row_set(FeeForm, "fees", data,
                        told(version.fees, "kind", "label", "amount", "condition")),
        "bases": row_set(BasisForm, "bases", data, links, {"choices": bases}),
        "form_fields": row_set(FormFieldForm, "form_fields", data,
                               [] if data else form_field_lines(version)),
    }  # fmt: skip
