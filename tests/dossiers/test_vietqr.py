"""VietQR: the text of published examples, every field by its rule, nothing that does not fit."""

from decimal import Decimal

import pytest

from congvu.dossiers.rules import CannotEncode, code_finder, crc16, fingerprint, purpose_of, vietqr
from tests.dossiers.factories import at

VCB, CODE = "970436", "000.00.15.H33-200908-0001"


@pytest.mark.parametrize(
    "text,value",
    [
        ("123456789", 0x29B1),  # the check value of CRC-16/CCITT-FALSE
        ("", 0xFFFF),
        # published by makers of codes: with its own field and length, without its value
        ("00020001021238570010A00000072701270006970436011308810004580860208QRIBFTTA"
         "53037045802VN6304", 0xCD60),
        ("00020101021138540010A00000072701240006970407011003865776720208QRIBFTTA"
         "5303704540710000005802VN62160812henry an cut6304", 0xA322),
        ("00020101021238530010A0000007270123000697041601092245284790208QRIBFTTA"
         "53037045405100005802VN62340107NPS68690819TRANSFER TO SOMEONE6304", 0xAC13),
    ],
)  # fmt: skip
def test_the_checksum_is_that_of_published_codes(text, value):
    assert crc16(text) == value


@pytest.mark.parametrize(
    "bank,account,amount,purpose,text",
    [
        ("970415", "0011001932418", 120_000, "ung ho lu lut",
         "00020101021238570010A00000072701270006970415011300110019324180208QRIBFTTA"
         "530370454061200005802VN62170813ung ho lu lut6304C15C"),
        ("970436", "1023456789", Decimal(1_943_000), "TT000069",
         "00020101021238540010A00000072701240006970436011010234567890208QRIBFTTA"
         "5303704540719430005802VN62120808TT0000696304A8E5"),
        ("970416", "106545446", 1_800, "thanh toan don hang",
         "00020101021238530010A0000007270123000697041601091065454460208QRIBFTTA"
         "5303704540418005802VN62230819thanh toan don hang6304"),
    ],
)  # fmt: skip
def test_a_code_is_that_of_published_examples(bank, account, amount, purpose, text):
    made = vietqr(bank, account, amount, purpose)
    assert made.startswith(text)
    assert made[-4:] == f"{crc16(made[:-4]):04X}"


def taken_apart(text):
    """ID -> value, by the lengths in the text itself."""
    found, place = {}, 0
    while place < len(text):
        name, length = text[place : place + 2], int(text[place + 2 : place + 4])
        found[name] = text[place + 4 : place + 4 + length]
        place += 4 + length
    return found


@pytest.mark.parametrize("amount,way", [(None, "11"), (50_000, "12")])
def test_every_field_is_where_the_rules_want_it(amount, way):
    root = taken_apart(vietqr(VCB, "0881000458086", amount, purpose_of(CODE)))
    assert list(root)[0] == "00" and list(root)[-1] == "63"
    assert (root["00"], root["01"], root["53"], root["58"]) == ("01", way, "704", "VN")
    assert root.get("54") == (None if amount is None else "50000")
    merchant = taken_apart(root["38"])
    assert (merchant["00"], merchant["02"]) == ("A000000727", "QRIBFTTA")
    assert taken_apart(merchant["01"]) == {"00": VCB, "01": "0881000458086"}
    assert taken_apart(root["62"]) == {"08": "0000015H332009080001"}


def test_words_lose_their_marks_and_nothing_else():
    root = taken_apart(vietqr(VCB, "1", 1, "Nộp lệ phí Đà Nẵng!"))
    assert taken_apart(root["62"]) == {"08": "Nop le phi Da Nang"}
    assert "62" not in taken_apart(vietqr(VCB, "1", 1, ""))


@pytest.mark.parametrize(
    "bank,account,amount,purpose",
    [
        ("97043", "1", 1, ""), ("97043x", "1", 1, ""), (VCB, "", 1, ""), (VCB, "1 2", 1, ""),
        (VCB, "1" * 20, 1, ""), (VCB, "1", 0, ""), (VCB, "1", -5, ""),
        (VCB, "1", Decimal("0.5"), ""), (VCB, "1", 10**13, ""), (VCB, "1", 1, "a" * 26),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_a_sentence(bank, account, amount, purpose):
    with pytest.raises(CannotEncode, match=r"\."):
        vietqr(bank, account, amount, purpose)


@pytest.mark.parametrize(
    "memo,codes",
    [
        ("000.00.15.H33-200908-0001", [CODE]),
        ("MBVCB.38211.0000015H332009080001.CT tu 0123456789", [CODE]),
        ("nop le phi 0000015h33 200908 0001", [CODE]),
        ("77000.00.15.H33-200908-0001", [CODE]),  # digits of the bank stand before it
        ("0000015H332009080001 va 0000015H332009080002", [CODE, CODE[:-1] + "2"]),
        ("0000015H332013320001", []),  # month 13
        ("000.00.99.H33-200908-0001", []),  # another counter
        ("Nguyen Van A chuyen tien", []),
        ("", []),
    ],
)
def test_codes_are_found_in_what_a_bank_leaves_over(memo, codes):
    assert code_finder("{agency}-{yymmdd}-{seq:04d}", "000.00.15.H33")(memo) == codes


@pytest.mark.parametrize(
    "pattern,memo,code",
    [
        ("{agency}/{ddmmyy}/{seq}", "TNKG080920 12", "TNKG/080920/12"),
        ("{yyyy}.{yymmdd}.{agency}.{seq:03d}", "2020200908TNKG007", "2020.200908.TNKG.007"),
    ],
)
def test_other_formats_are_found_too(pattern, memo, code):
    assert code_finder(pattern, "TNKG")(memo) == [code]


def test_a_credit_is_known_by_the_banks_number_or_by_everything():
    day = at(8).date()
    same = fingerprint("FT20252 1", day, Decimal(5), "x", "1", 0)
    assert same == fingerprint("ft202521", day, Decimal(5), "other words", "9", 3)
    assert same != fingerprint("FT202522", day, Decimal(5), "x", "1", 0)
    bare = fingerprint("", day, Decimal(5), "x", "1", 0)
    assert bare != fingerprint("", day, Decimal(5), "x", "1", 1) != same
    assert bare == fingerprint("", day, Decimal(5), " x ", "1", 0)
