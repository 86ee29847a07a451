"""Papers of money: the slip for a payment, the order to pay with its VietQR code."""

import io

import segno
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from congvu.core import clock, formats
from congvu.documents.slip import PrintedSlip
from congvu.dossiers import rules
from congvu.dossiers.models import Dossier, Payment
from congvu.dossiers.outputs.slips import NAMES as CONTACT_NAMES
from congvu.dossiers.outputs.slips import contact, issuer_of, name_of, parent_of
from congvu.dossiers.owing import Owing, TransferOrder
from congvu.dossiers.registry import tracking_address
from congvu.procedures.states import FEE_KIND_LABELS

NAMES = {
    "Người nộp tiền": "applicant",
    "Nội dung": "procedure",
    "Tổng số tiền": "total",
    "Tổng số tiền phải nộp": "total",
    "Bằng chữ": "total_words",
}


def dong(amount: object) -> str:
    """50.000 đồng."""
    return f"{formats.number(str(amount))} đồng"


def qr_svg(text: str) -> SafeString:
    """A code for the page; only our own text goes in, and segno writes no style."""
    out = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(
        out, kind="svg", border=4, xmldecl=False, svgclass=None, lineclass=None, omitsize=True
    )
    return mark_safe(out.getvalue().decode("utf-8"))  # noqa: S308


def payment_slip(payment: Payment) -> PrintedSlip:
    """What was paid, for what, to whom; it goes with the receipt and does not replace it."""
    row, day = payment.dossier, timezone.localdate(payment.at)
    receipt = getattr(payment, "receipt", None)
    facts = [("Người nộp tiền", name_of(row)), ("Nội dung", row.procedure_words)]
    facts += [
        (rules.fee_words(FEE_KIND_LABELS.get(one["kind"], ""), one["label"]), dong(one["amount"]))
        for one in payment.items
    ]
    facts += [
        ("Tổng số tiền", dong(payment.amount)),
        ("Bằng chữ", rules.money_words(payment.amount)),
        ("Hình thức", payment.get_method_display()),
    ]
    if payment.reference:
        facts.append(("Mã giao dịch", payment.reference))
    if receipt is not None:
        facts.append(("Biên lai", f"mẫu số {receipt.book.form}, ký hiệu {receipt}"))
    return slip(row, day, "Phiếu thu phí, lệ phí", facts, str(payment.by or ""))


def payment_order(row: Dossier, owing: Owing, transfer: TransferOrder | None) -> PrintedSlip:
    """What is still to be paid, in words and as a code a banking application reads."""
    day = timezone.localdate(clock.now())
    facts = [("Người nộp tiền", name_of(row)), ("Nội dung", row.procedure_words)]
    facts += [(one.words, dong(one.owed)) for one in owing.open]
    total = owing.left.total
    facts += [("Tổng số tiền phải nộp", dong(total)), ("Bằng chữ", rules.money_words(total))]
    texts = [f"Nộp tiền mặt tại {row.point_words}."]
    if transfer is not None:
        account = transfer.account
        facts += [
            ("Ngân hàng", account.bank_name),
            ("Số tài khoản", account.number),
            ("Tên tài khoản", account.holder),
            ("Nội dung chuyển khoản", transfer.purpose),
        ]
        texts = [
            f"Nộp tiền mặt tại {row.point_words}, hoặc chuyển khoản đúng số tiền và đúng nội dung"
            " trên. Mã để quét bằng ứng dụng ngân hàng đã có sẵn số tài khoản, số tiền, nội dung."
        ]
    code = transfer.text if transfer else ""
    return slip(row, day, "Giấy nộp tiền phí, lệ phí", facts, "", texts, code)


def slip(
    row: Dossier,
    day: object,
    title: str,
    facts: list[tuple[str, str]],
    signer: str,
    texts: list[str] | None = None,
    code: str = "",
) -> PrintedSlip:
    """The frame both papers share."""
    unit = issuer_of(row)
    return PrintedSlip(
        parent_agency=parent_of(unit),
        agency=unit.name if unit else "",
        form="",
        code=row.code,
        qr=code or tracking_address(row.code),
        place=unit.locality if unit else "",
        date=day,  # type: ignore[arg-type]
        title=title,
        facts=(*facts, *contact(row)),
        named=(
            *((NAMES[label], words) for label, words in facts if label in NAMES),
            *((CONTACT_NAMES[label], words) for label, words in contact(row)),
        ),
        texts=tuple(texts or ()),
        signers=(("Người nộp tiền", ""), ("Người thu tiền", signer)) if not texts else (),
    )
