"""Dossier codes inside what somebody wrote, or a bank left over, as the purpose of a transfer."""

import datetime as dt
import hashlib
import re
import string
from collections.abc import Callable
from decimal import Decimal

from congvu.dossiers.rules.codes import composed_code
from congvu.dossiers.rules.vietqr import purpose_text

DATES = {"yymmdd": "%y%m%d", "ddmmyy": "%d%m%y"}
WIDTHS = {"yymmdd": r"\d{6}", "ddmmyy": r"\d{6}", "yy": r"\d{2}", "yyyy": r"\d{4}"}


def bare(text: str) -> str:
    """Letters and digits alone, in capitals: what survives every bank."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())


def purpose_of(code: str) -> str:
    """A dossier code as the purpose of a transfer."""
    return purpose_text(bare(code))


def code_finder(pattern: str, agency: str) -> Callable[[str], list[str]]:
    """A function that finds codes of this format in a memo, dots and dashes or not."""
    expression, names = expression_of(pattern, agency)

    def find(memo: str) -> list[str]:
        found = [written(pattern, agency, names, hit) for hit in expression.finditer(bare(memo))]
        return list(dict.fromkeys(code for code in found if code))

    return find


def expression_of(pattern: str, agency: str) -> tuple[re.Pattern[str], list[str]]:
    """The format as an expression over bare text; which field each group is."""
    parts, names = [], []
    for literal, name, spec, _ in string.Formatter().parse(pattern):
        parts.append(re.escape(bare(literal)))
        if name == "agency":
            parts.append(re.escape(bare(agency)))
        elif name == "seq":
            width = (
                int(digits[0]) if (digits := re.findall(r"\d+", (spec or "").lstrip("0"))) else 1
            )
            names.append(name)
            parts.append(rf"(\d{{{width}}})" if width > 1 else r"(\d+)")
        elif name:
            names.append(name)
            parts.append(f"({WIDTHS[name]})")
    # overlapping hits are looked at too: the digits before a code may belong to the bank
    return re.compile(f"(?=({''.join(parts)}))"), names


def written(pattern: str, agency: str, names: list[str], hit: re.Match[str]) -> str:
    """The code as it is kept; empty when its date is no day."""
    told = dict(zip(names, hit.groups()[1:], strict=True))
    for name, how in DATES.items():
        if name in told:
            try:
                day = dt.datetime.strptime(told[name], how).date()
            except ValueError:
                return ""
            return composed_code(pattern, agency, day, int(told["seq"]))
    return ""


def fingerprint(
    reference: str, day: dt.date, amount: Decimal, memo: str, balance: str, turn: int
) -> str:
    """What makes a credit this one: the bank's own number, else all that is known of it.

    ``turn`` tells apart credits of one file that are alike in everything.
    """
    own = bare(reference)
    parts = (
        ["ref", own, f"{day:%Y%m%d}", f"{amount:.0f}"]
        if own
        else ["all", f"{day:%Y%m%d}", f"{amount:.0f}", " ".join(memo.split()), balance, str(turn)]
    )
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
