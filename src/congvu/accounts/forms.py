"""What is asked of whoever signs in by a code; whose password may be renewed by mail."""

import re
from typing import Any

from allauth.account.forms import ResetPasswordForm
from django import forms

from congvu.accounts.models import User
from congvu.accounts.registry import sender_for, senders
from congvu.accounts.rules import CODE_DIGITS


class AddressForm(forms.Form):
    """Where the code goes."""

    address = forms.CharField(
        max_length=254,
        error_messages={"required": "Ghi địa chỉ để nhận mã đăng nhập."},
        widget=forms.TextInput(
            {"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = senders()
        field = self.fields["address"]
        field.label = " hoặc ".join(
            one.label if n == 0 else one.label.lower() for n, one in enumerate(ways)
        )
        if [one.field for one in ways] == ["email"]:
            field.widget.input_type = "email"
            field.widget.attrs["inputmode"] = "email"

    def clean_address(self) -> str:
        """The one spelling; the way it goes is ``self.sender``."""
        found = sender_for(self.cleaned_data["address"])
        if found is None:
            raise forms.ValidationError("Địa chỉ này chưa đúng. Ví dụ: ten@example.vn")
        self.sender, address = found
        return address


class CodeForm(forms.Form):
    """The six digits, typed with or without spaces."""

    code = forms.CharField(
        label="Mã đăng nhập",
        max_length=20,
        error_messages={"required": "Ghi mã trong thư."},
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "one-time-code", "size": 8, "autofocus": True}
        ),
    )

    def clean_code(self) -> str:
        """Digits only."""
        code = re.sub(r"[\s.\-]", "", self.cleaned_data["code"])
        if not re.fullmatch(rf"[0-9]{{{CODE_DIGITS}}}", code):
            raise forms.ValidationError(f"Mã gồm {CODE_DIGITS} chữ số.")
        return code


class OfficersResetForm(ResetPasswordForm):
    """A password is renewed by mail for officers only: citizens have none."""

    def clean_email(self) -> str:
        """The address as typed; accounts of citizens are as good as not there."""
        email = super().clean_email()
        self.users = [user for user in self.users if user.kind == User.Kind.OFFICER]
        return email
