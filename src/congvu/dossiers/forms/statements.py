"""Forms of statements: the file, and what a credit is for."""

from typing import Any

from django import forms

from congvu.dossiers.models import BankAccount

MOST_BYTES = 5 * 2**20


class StatementForm(forms.Form):
    """Which account, and the file the bank gave out."""

    account = forms.ModelChoiceField(
        BankAccount.objects.none(), label="Tài khoản", empty_label="chọn tài khoản"
    )
    file = forms.FileField(
        label="Tệp sao kê", help_text="Excel (.xlsx) hoặc CSV xuất từ ngân hàng."
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accounts = BankAccount.objects.reconciled_by(user)
        self.fields["account"].queryset = accounts
        if accounts.count() == 1:
            self.fields["account"].initial = accounts.first()

    def clean_file(self) -> Any:
        """A statement of some weeks is never that large."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(f"Tệp lớn hơn {MOST_BYTES // 2**20} MB. Hãy tách theo kỳ.")
        return file


class SettleForm(forms.Form):
    """Which dossier a credit is for."""

    code = forms.CharField(label="Mã hồ sơ", max_length=80)


class AsideForm(forms.Form):
    """Why a credit is for no dossier here."""

    reason = forms.CharField(
        label="Vì sao, đã hoàn trả thế nào", max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
