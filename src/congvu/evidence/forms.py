"""Forms of evidence: one file, the words about it, a table of many files."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from congvu.core.day_fields import DateField, DateTimeField
from congvu.core.many_files import FilesField
from congvu.evidence.models import Item, Upload
from congvu.evidence.registry import Target
from congvu.evidence.rules import kind_words, propose_target, propose_title, size_words
from congvu.evidence.states import SOURCE_LABELS, Source, UploadState
from congvu.organizations.models import Unit

ITEM_FIELDS = (
    "title",
    "document_number",
    "kind",
    "effective_from",
    "effective_to",
    "issuing_unit",
    "issuer",
    "source",
    "note",
)
SOURCES = [(k, v) for k, v in SOURCE_LABELS.items() if k != Source.SYSTEM]


def date_field(label: str, **more: Any) -> DateField:
    """A day, typed the Vietnamese way."""
    formats = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
    return DateField(label=label, required=False, input_formats=formats, **more)


class ItemForm(forms.ModelForm):
    """What is said of an item."""

    effective_from = date_field("Có giá trị từ ngày")
    effective_to = date_field("Có giá trị đến ngày", help_text="Để trống nếu còn giá trị.")

    class Meta:
        model = Item
        fields = ITEM_FIELDS
        help_texts = {"title": "Để trống thì lấy theo tên tệp."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issuing_unit"].queryset = Unit.objects.all()
        self.fields["note"].widget.attrs["rows"] = 3
        if self.instance.source != Source.SYSTEM:
            self.fields["source"].choices = SOURCES
        self.use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        """The period must not end before it begins."""
        data = super().clean()
        start, end = data.get("effective_from"), data.get("effective_to")
        if start and end and end < start:
            self.add_error("effective_to", "Ngày hết giá trị phải sau ngày có giá trị.")
        return data

    def facts(self) -> dict[str, Any]:
        """Only the fields of the item."""
        return {name: self.cleaned_data[name] for name in ITEM_FIELDS}

    def _post_clean(self) -> None:
        """The action builds and checks the item; a form must not change the one it shows."""


class FileMixin(forms.Form):
    """A file sent with the form, or the id of one sent before by the page's script."""

    file = forms.FileField(label="Tệp", required=False)
    upload = forms.UUIDField(required=False, widget=forms.HiddenInput)
    taken_at = DateTimeField(
        label="Chụp, lập lúc",
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M", "%d/%m/%Y"],
        help_text="Để trống thì lấy theo máy ảnh (chưa kiểm chứng).",
    )
    taken_place = forms.CharField(label="Nơi chụp, lập", required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        """One of the two ways must have brought a file."""
        data = super().clean()
        if not data.get("file") and not data.get("upload") and "file" not in self.errors:
            self.add_error("file", "Vui lòng chọn tệp.")
        return data

    def taken(self) -> dict[str, Any]:
        """When and where, as typed."""
        return {k: self.cleaned_data.get(k) for k in ("taken_at", "taken_place")}


class NewItemForm(FileMixin, ItemForm):
    """A file and what is said of it."""

    purpose = forms.CharField(label="Chứng minh cho nội dung", required=False, max_length=200)
    field_order = ["file", "title", "source", "document_number", "kind", "effective_from"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["source"].initial = Source.GALLERY

    def offer_also(self, targets: Iterable[Target]) -> None:
        """Let one file prove more things of a list than the one it is added to."""
        self.fields["also"] = forms.MultipleChoiceField(
            label="Dùng chung cho các câu khác",
            required=False,
            choices=[(target.key, target.label) for target in targets],
            widget=forms.CheckboxSelectMultiple,
        )


class NewVersionForm(FileMixin):
    """A better file for an item."""

    reason = forms.CharField(label="Lý do thay bản mới", required=False, max_length=500)


class DetachForm(forms.Form):
    """Why an item is taken off."""

    reason = forms.CharField(
        label="Lý do gỡ", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )


class FilterForm(forms.Form):
    """The filters of the list; nonsense in the address filters nothing."""

    q = forms.CharField(label="Tìm", required=False, max_length=200)
    unit = forms.ModelChoiceField(
        Unit.objects.all(), label="Đơn vị", required=False, empty_label="Tất cả"
    )
    on = date_field("Có giá trị vào ngày")
    source = forms.ChoiceField(
        label="Nguồn", required=False, choices=[("", "Tất cả"), *SOURCE_LABELS.items()]
    )
    loose = forms.BooleanField(label="Chưa gắn vào đâu", required=False)


class FolderForm(forms.Form):
    """A folder's files, or one ZIP."""

    upload = forms.UUIDField(required=False, widget=forms.HiddenInput)
    files = FilesField(
        label="Các tệp, hoặc một tệp nén ZIP",
        required=False,
        help_text="Tối đa 200 tệp. Tên tệp có mã tiêu chí (ví dụ A2.1) sẽ được gợi ý ghép sẵn.",
    )

    def clean(self) -> dict[str, Any]:
        """Files sent with the form, or a ZIP sent before by the page's script."""
        data = super().clean()
        if not data.get("files") and not data.get("upload") and not self.errors:
            self.add_error("files", "Vui lòng chọn tệp.")
        return data


class BatchForm(forms.Form):
    """One row per staged file: take it or not, its title, what it proves."""

    source = forms.ChoiceField(label="Nguồn", choices=SOURCES, initial=Source.GALLERY)
    effective_from = date_field("Có giá trị từ ngày")
    effective_to = date_field("Có giá trị đến ngày")

    def __init__(
        self, *args: Any, uploads: Iterable[Upload], targets: list[Target], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.uploads = list(uploads)
        self.targets = targets
        self.codes = [code for target in targets for code in target.codes]
        self.by_words = {t.label.casefold(): t for t in targets}
        self.by_words |= {c.casefold(): t for t in targets for c in t.codes}
        for upload in self.uploads:
            self.add_row(upload)

    def add_row(self, upload: Upload) -> None:
        """The three fields of one file."""
        listed = [(t.key, t.codes) for t in self.targets]
        labels = {t.key: t.label for t in self.targets}
        ready = upload.state == UploadState.READY
        key = propose_target(upload.name, listed)
        title = propose_title(upload.name, self.codes)[:300]
        pk = upload.pk
        self.fields[f"take-{pk}"] = forms.BooleanField(required=False, initial=ready)
        self.fields[f"title-{pk}"] = forms.CharField(required=False, max_length=300, initial=title)
        self.fields[f"target-{pk}"] = forms.CharField(
            required=False,
            initial=labels.get(key, ""),
            widget=forms.TextInput(attrs={"list": "batch-targets"}),
        )

    def clean(self) -> dict[str, Any]:
        """Each named target must be one of those offered; every wrong row says so."""
        data = super().clean()
        for upload in self.uploads:
            unknown = [w for w in self.named(data, upload) if w.casefold() not in self.by_words]
            if data.get(f"take-{upload.pk}") and unknown:
                self.add_error(f"target-{upload.pk}", f"Không có trong danh sách: {unknown[0]}.")
        start, end = data.get("effective_from"), data.get("effective_to")
        if start and end and end < start:
            self.add_error("effective_to", "Ngày hết giá trị phải sau ngày có giá trị.")
        return data

    def named(self, data: dict[str, Any], upload: Upload) -> list[str]:
        """What a row names: one of the list, or several codes set apart by commas."""
        words = (data.get(f"target-{upload.pk}") or "").strip()
        if words.casefold() in self.by_words:
            return [words]
        return [word for part in re.split("[,;]", words) if (word := part.strip())]

    def rows(self) -> list[dict[str, Any]]:
        """What the table shows."""
        return [
            {
                "upload": upload,
                "kind": kind_words(upload.prepared.get("media_type", "")),
                "size": size_words(upload.size),
                "take": self[f"take-{upload.pk}"],
                "title": self[f"title-{upload.pk}"],
                "target": self[f"target-{upload.pk}"],
            }
            for upload in self.uploads
        ]

    def chosen(self) -> list[tuple[Upload, str, list[Target]]]:
        """Ticked files with title and targets."""
        data = self.cleaned_data
        return [
            (u, data[f"title-{u.pk}"], [self.by_words[w.casefold()] for w in self.named(data, u)])
            for u in self.uploads
            if data[f"take-{u.pk}"]
        ]

    def common(self) -> dict[str, Any]:
        """What holds for every file."""
        return {k: self.cleaned_data[k] for k in ("source", "effective_from", "effective_to")}
