"""The text of a VietQR code: EMVCo merchant-presented QR as Napas fills it in.

EMV QRCPS merchant-presented mode 1.1: each object is ID (two digits), length (two digits), value;
the last one is the CRC-16 (polynomial 0x1021, start 0xFFFF) of all before it, its own "6304"
included. Napas: template 38 with AID A000000727, the bank's BIN and the account, service QRIBFTTA.
"""

import re
import unicodedata
from decimal import Decimal

AID = "A000000727"
TO_ACCOUNT = "QRIBFTTA"
VND, VIETNAM = "704", "VN"
LONGEST_PURPOSE = 25  # Napas: "Purpose of Transaction", var. up to 25
LONGEST_AMOUNT = 13


class CannotEncode(ValueError):
    """Something that does not fit into the code; the message is for the officer."""


def vietqr(bank_bin: str, account: str, amount: Decimal | int | None, purpose: str) -> str:
    """The text a banking application reads; without an amount the payer types it."""
    if not re.fullmatch(r"\d{6}", bank_bin):
        raise CannotEncode("Mã BIN ngân hàng phải có đúng 6 chữ số.")
    if not re.fullmatch(r"[0-9A-Za-z]{1,19}", account):
        raise CannotEncode("Số tài khoản chỉ gồm chữ số, chữ cái, nhiều nhất 19 ký tự.")
    payee = field("00", bank_bin) + field("01", account)
    merchant = field("00", AID) + field("01", payee) + field("02", TO_ACCOUNT)
    asked = None if amount is None else amount_text(amount)
    words = purpose_text(purpose)
    parts = [
        field("00", "01"),
        field("01", "12" if asked else "11"),
        field("38", merchant),
        field("53", VND),
        field("54", asked) if asked else "",
        field("58", VIETNAM),
        field("62", field("08", words)) if words else "",
    ]
    body = f"{''.join(parts)}6304"
    return f"{body}{crc16(body):04X}"


def field(name: str, value: str) -> str:
    """ID, length, value."""
    if not 1 <= len(value) <= 99:
        raise CannotEncode(f"Nội dung của trường {name} dài {len(value)} ký tự, nhiều nhất 99.")
    return f"{name}{len(value):02d}{value}"


def amount_text(amount: Decimal | int) -> str:
    """Whole đồng; the đồng has no smaller coin."""
    exact = Decimal(amount)
    if exact <= 0 or exact != exact.to_integral_value():
        raise CannotEncode("Số tiền phải là số đồng nguyên, lớn hơn 0.")
    text = f"{exact:.0f}"
    if len(text) > LONGEST_AMOUNT:
        raise CannotEncode("Số tiền quá lớn so với mã VietQR.")
    return text


def purpose_text(words: str) -> str:
    """What banks pass on unharmed: Latin letters, digits and spaces.

    A dossier code keeps all its letters and digits, and so its meaning.
    """
    bare = unicodedata.normalize("NFKD", words.replace("đ", "d").replace("Đ", "D"))
    latin = "".join(sign for sign in bare if not unicodedata.combining(sign))
    kept = " ".join(re.sub(r"[^0-9A-Za-z ]", "", latin).split())
    if len(kept) > LONGEST_PURPOSE:
        raise CannotEncode(
            f"Nội dung chuyển khoản dài {len(kept)} ký tự, nhiều nhất {LONGEST_PURPOSE}."
        )
    return kept


def crc16(text: str) -> int:
    """CRC-16 with polynomial 0x1021 from 0xFFFF (CCITT-FALSE)."""
    value = 0xFFFF
    for byte in text.encode("utf-8"):
        value ^= byte << 8
        for _ in range(8):
            value = ((value << 1) ^ 0x1021 if value & 0x8000 else value << 1) & 0xFFFF
    return value
