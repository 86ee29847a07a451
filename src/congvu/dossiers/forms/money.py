"""Forms of money: what is owed, what is taken, books, accounts."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from congvu.core import clock, formats
from congvu.core.number_fields import DongField, WholeNumberField
from congvu.dossiers import rules
from congvu.dossiers.actions import Levy
from congvu.dossiers.models import BankAccount, Dossier, FeeDue, ReceiptBook
from congvu.dossiers.states import AT_THE_DESK, PAYMENT_METHOD_LABELS, PaymentMethod
from congvu.procedures.models import FeeRule
from congvu.procedures.states import FEE_KIND_LABELS

NUMBER = {"invalid": "Số biên lai là số nguyên in trên biên lai, ví dụ 0000123."}


def dong(amount: Decimal) -> str:
    """50.000 đồng."""
    return f"{formats.number(amount)} đồng"


class ChargeForm(forms.Form):
    """Rules of the version to be charged, and one amount typed in."""

    rules = forms.MultipleChoiceField(
        label="Theo quy định của thủ tục", required=False, widget=forms.CheckboxSelectMultiple
    )
    kind = forms.ChoiceField(label="Loại", choices=FEE_KIND_LABELS.items(), required=False)
    label = forms.CharField(label="Khoản khác", required=False, max_length=300)
    rate = DongField(label="Mức thu (đồng)", required=False, max_digits=12)
    quantity = WholeNumberField(label="Số lượng", min_value=1, max_value=999, initial=1)

    def __init__(self, *args: Any, rules: Sequence[FeeRule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.priced = {str(one.pk): one for one in rules if one.amount is not None}
        if self.priced:
            shown = [(key, rule_words(one)) for key, one in self.priced.items()]
            self.fields["rules"].choices = shown
            always = [key for key, one in self.priced.items() if not one.condition]
            self.fields["rules"].initial = always
        else:
            del self.fields["rules"]

    def clean(self) -> dict[str, Any]:
        """Something must be charged; an amount has its name, a name its amount."""
        values = super().clean() or {}
        label, rate = values.get("label"), values.get("rate")
        if label and rate is None and "rate" not in self.errors:
            self.add_error("rate", "Ghi mức thu của khoản này.")
        if rate is not None and not label:
            self.add_error("label", "Ghi tên khoản thu.")
        if not label and rate is None and not values.get("rules") and not self.errors:
            raise forms.ValidationError("Chọn một mức thu của thủ tục hoặc ghi khoản khác.")
        return values

    def levies(self) -> list[Levy]:
        """What the action takes."""
        values, quantity = self.cleaned_data, self.cleaned_data["quantity"]
        chosen = [self.priced[key] for key in values.get("rules", [])]
        found = [
            Levy(one.kind, one.label, one.amount or Decimal(0), quantity, rule=one)
            for one in chosen
        ]
        if values["label"]:
            found.append(Levy(values["kind"], values["label"], values["rate"], quantity))
        return found


def rule_words(rule: FeeRule) -> str:
    """Lệ phí cấp giấy: 50.000 đồng (cấp lại)."""
    words = rules.fee_words(FEE_KIND_LABELS.get(rule.kind, ""), rule.label)
    told = f"{words}: {dong(rule.amount or Decimal(0))}"
    return f"{told} – {rule.condition}" if rule.condition else told


class CollectForm(forms.Form):
    """Which amounts, how, and the receipt given for them."""

    dues = forms.MultipleChoiceField(
        label="Khoản thu", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một khoản để thu."},
    )  # fmt: skip
    method = forms.ChoiceField(
        label="Hình thức", widget=forms.RadioSelect, initial=PaymentMethod.CASH
    )
    book = forms.ModelChoiceField(
        ReceiptBook.objects.none(), label="Quyển biên lai", required=False,
        empty_label="không viết biên lai bây giờ",
    )  # fmt: skip
    number = WholeNumberField(
        label="Số biên lai", required=False, min_value=0, error_messages=NUMBER,
        help_text="Gõ số in sẵn trên biên lai; quyển cấp số tại đây thì để trống.",
    )  # fmt: skip
    reference = forms.CharField(
        label="Mã giao dịch của ngân hàng", required=False, max_length=100,
        help_text="Khi chuyển khoản: một mã chỉ ghi được một lần.",
    )  # fmt: skip
    note = forms.CharField(label="Ghi chú", required=False, max_length=300)

    def __init__(
        self, *args: Any, dues: Sequence[FeeDue], books: Sequence[ReceiptBook], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {str(one.pk): one for one in dues}
        self.fields["dues"].choices = [
            (key, f"{one.label}: {dong(one.owed)}") for key, one in self.by_key.items()
        ]
        self.fields["dues"].initial = list(self.by_key)
        self.fields["method"].choices = [(one, PAYMENT_METHOD_LABELS[one]) for one in AT_THE_DESK]
        if books:
            keys = [one.pk for one in books]
            self.fields["book"].queryset = ReceiptBook.objects.filter(pk__in=keys)
            self.fields["book"].initial = books[0].pk
        else:
            del self.fields["book"], self.fields["number"]

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        told = self.cleaned_data
        names = ("method", "book", "number", "reference", "note")
        found = {name: told[name] for name in names if name in told}
        return found | {"dues": [self.by_key[key] for key in told["dues"]]}


class ReliefForm(forms.Form):
    """The case of the law, by how much, shown by which paper."""

    relief = forms.ChoiceField(label="Diện miễn, giảm", required=False)
    amount = DongField(label="Số tiền miễn, giảm (đồng)", required=False, max_digits=12)
    note = forms.CharField(label="Giấy tờ chứng minh", required=False, max_length=300)

    def __init__(self, *args: Any, due: FeeDue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cases = [(one.code, one.label) for one in rules.reliefs(clock.today())]
        self.fields["relief"].choices = [("", "không miễn, giảm"), *cases]
        self.fields["relief"].initial = due.relief
        self.fields["amount"].initial = due.relief_amount or due.charge.total
        self.fields["note"].initial = due.relief_note

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        told = self.cleaned_data
        return told | {"amount": told["amount"] or Decimal(0)}


class ReasonForm(forms.Form):
    """Why something is let go or taken back."""

    reason = forms.CharField(
        label="Lý do", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReceiptForm(forms.Form):
    """A receipt for money that came without one."""

    book = forms.ModelChoiceField(
        ReceiptBook.objects.none(), label="Quyển biên lai", empty_label="chọn quyển"
    )
    number = WholeNumberField(
        label="Số biên lai", required=False, min_value=0, error_messages=NUMBER,
        help_text="Gõ số in sẵn trên biên lai; quyển cấp số tại đây thì để trống.",
    )  # fmt: skip

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        books = ReceiptBook.objects.filter(point=dossier.point_id, active=True)
        self.fields["book"].queryset = books


class BookForm(forms.ModelForm):
    """A book of receipts as printed by the tax office."""

    class Meta:
        model = ReceiptBook
        fields = ("point", "form", "series", "name", "first", "last", "width", "draws", "active")
        field_classes = dict.fromkeys(("first", "last", "width"), WholeNumberField)

    def __init__(self, *args: Any, points: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["point"].queryset = points
        self.fields["width"].required = False
        self.fields["width"].help_text = "Để trống: theo số 0 đứng đầu như gõ ở ô “Từ số”."
        if self.instance.pk:
            self.initial |= {"first": self.instance.first_digits,
                             "last": self.instance.last_digits}  # fmt: skip
        else:
            self.initial.pop("width", None)

    def clean(self) -> dict[str, Any]:
        """As many digits as the first number was typed with, where it begins with a zero."""
        values = super().clean() or {}
        typed, width = self.data.get("first", "").strip(), values.get("width")
        given = len(typed) if typed.startswith("0") and typed.isdecimal() else None
        if "width" in self.errors or "first" in self.errors:
            return values
        if width is None:
            values["width"] = given or ReceiptBook._meta.get_field("width").default
        elif given and given != width:
            told = f"Ô “Từ số” gõ {given} chữ số. Ghi {given}, hoặc gõ số đầu đủ {width} chữ số."
            self.add_error("width", told)
        return values


class AccountForm(forms.ModelForm):
    """Where fees are transferred to."""

    class Meta:
        model = BankAccount
        fields = ("unit", "bank_bin", "bank_name", "number", "holder", "active")
