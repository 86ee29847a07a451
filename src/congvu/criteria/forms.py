"""Input of a library: a file or its text."""

from typing import Any

from django import forms

from congvu.criteria.loader.nodes import MAX_BYTES


class UploadForm(forms.Form):
    """One of the two; the text wins, since it is what a person has just corrected."""

    file = forms.FileField(
        label="Tệp YAML",
        required=False,
        widget=forms.FileInput({"accept": ".yaml,.yml,text/yaml"}),
    )
    text = forms.CharField(
        label="Nội dung YAML",
        required=False,
        strip=False,
        max_length=MAX_BYTES,
        widget=forms.Textarea({"rows": 20, "spellcheck": "false", "class": "code"}),
        help_text="Có thể dán nội dung vào đây thay cho tệp.",
    )

    def clean(self) -> dict[str, Any]:
        """Something must have been given; a file is not read beyond what a library may be."""
        data = super().clean() or {}
        if not data.get("text", "").strip() and not data.get("file"):
            raise forms.ValidationError("Hãy chọn một tệp hoặc dán nội dung YAML.")
        return data

    def source(self) -> tuple[str | bytes, str]:
        """What was given, and the name to show beside its problems."""
        text, file = self.cleaned_data["text"], self.cleaned_data["file"]
        if text.strip():
            return text, ""
        return file.read(MAX_BYTES + 1), file.name
