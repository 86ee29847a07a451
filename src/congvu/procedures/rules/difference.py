"""Two versions side by side: what the later one changes, part by part."""

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from congvu.core import formats
from congvu.procedures.rules.facts import FeeFacts, StepFacts, VersionFacts
from congvu.procedures.rules.form_fields import field_line
from congvu.procedures.rules.words import copies_words, limit_words, sets_words, ways_words
from congvu.procedures.states import (
    AUDIENCE_LABELS,
    FEE_KIND_LABELS,
    FEE_STATE_LABELS,
    SUPPLEMENT_EFFECT_LABELS,
)


@dataclass(frozen=True)
class Difference:
    """One part that differs: pieces as ``core/_diff.html`` shows them."""

    title: str
    parts: tuple[dict[str, str], ...]


def differences(old: VersionFacts, new: VersionFacts) -> list[Difference]:
    """Every part whose words differ, in the order of the page."""
    found = []
    for title, told in PARTS.items():
        before, after = told(old), told(new)
        if before != after:
            found.append(Difference(title, tuple(compare(before, after))))
    return found


def compare(before: str, after: str) -> list[dict[str, str]]:
    """Words kept, taken out and put in."""
    one, two = words_of(before), words_of(after)
    parts: list[dict[str, str]] = []
    matcher = difflib.SequenceMatcher(a=one, b=two, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            parts.append({"kind": "same", "text": "".join(one[i1:i2])})
        if i2 > i1 and tag != "equal":
            parts.append({"kind": "removed", "text": "".join(one[i1:i2])})
        if j2 > j1 and tag != "equal":
            parts.append({"kind": "added", "text": "".join(two[j1:j2])})
    return parts


def words_of(text: str) -> list[str]:
    """Words with the white space behind them."""
    return re.findall(r"\S+\s*|\s+", text)


def lines(rows: Sequence[str]) -> str:
    """Rows one below the other."""
    return "\n".join(rows)


def fee_line(fee: FeeFacts) -> str:
    """A fee in one line."""
    amount = f": {formats.number(fee.amount)} đồng" if fee.amount is not None else ""
    condition = f" ({fee.condition})" if fee.condition else ""
    return f"{FEE_KIND_LABELS.get(fee.kind, '')} {fee.label}{amount}{condition}".strip()


def step_line(step: StepFacts) -> str:
    """A step in one line."""
    hours = "" if step.hours is None else f", {formats.number(Decimal(step.hours))} giờ"
    onward = ", ".join(str(n) for n in step.next_orders)
    papers = (("đầu vào", step.inputs), ("hồ sơ", step.records), ("biểu mẫu", step.forms))
    told = [step.unit, *(f"{what} {words}" for what, words in papers if words)]
    more = "; ".join(words for words in told if words)
    line = f"{step.order}. {step.role}: {step.name}{hours}" + (f" ({more})" if more else "")
    return line + (f" → {onward}" if onward else "")


def fee_text(version: VersionFacts) -> str:
    """State, amounts and note of the fees."""
    state = FEE_STATE_LABELS.get(version.fee_state, "")
    return lines([t for t in (state, *map(fee_line, version.fees), version.fee_note) if t])


def contact_text(version: VersionFacts) -> str:
    """Whom to ask."""
    told = (version.contact_post, version.contact_phone, version.contact_hours)
    return lines([t for t in told if t])


def component_text(version: VersionFacts) -> str:
    """Papers, each with its counts, template and condition."""
    rows = []
    for number, one in enumerate(version.components, 1):
        file = f"tệp mẫu {one.file.name}" if one.file else ""
        more = (copies_words(one), one.template, file, one.condition,
                "" if one.required else "không bắt buộc")  # fmt: skip
        told = "; ".join(words for words in more if words)
        rows.append(f"{number}. {one.title}" + (f" ({told})" if told else ""))
    return lines(rows)


def limit_text(version: VersionFacts) -> str:
    """Limits, each with its case."""
    rows = [f"{one.label}: {limit_words(one)}{f' ({one.note})' if one.note else ''}"
            for one in version.limits]  # fmt: skip
    return lines(rows)


def audience_text(version: VersionFacts) -> str:
    """Kinds of applicants, and the text."""
    kinds = ", ".join(AUDIENCE_LABELS.get(kind, kind) for kind in version.audience_kinds)
    return lines([t for t in (kinds, version.audience) if t])


PARTS: dict[str, Callable[[VersionFacts], str]] = {
    "Tên thủ tục": lambda v: v.name,
    "Thời hạn giải quyết": limit_text,
    "Phí, lệ phí": fee_text,
    "Cách thức thực hiện": lambda v: lines([t for t in (ways_words(v.ways), v.ways_note) if t]),
    "Thành phần hồ sơ": component_text,
    "Số lượng hồ sơ": lambda v: sets_words(v.sets),
    "Biểu mẫu điện tử": lambda v: lines([field_line(one) for one in v.form_fields]),
    "Trình tự thực hiện": lambda v: v.sequence,
    "Đối tượng thực hiện": audience_text,
    "Cơ quan giải quyết": lambda v: v.decides,
    "Kết quả": lambda v: v.result,
    "Yêu cầu, điều kiện": lambda v: v.requirements,
    "Căn cứ pháp lý": lambda v: lines(v.bases),
    "Khi yêu cầu bổ sung hồ sơ": lambda v: SUPPLEMENT_EFFECT_LABELS.get(v.supplement_effect, ""),
    "Số lần yêu cầu bổ sung": lambda v: str(v.supplement_rounds or ""),
    "Nơi hỏi đáp": contact_text,
    "Quy trình giải quyết": lambda v: lines(
        [t for t in (v.process, *map(step_line, v.steps)) if t]
    ),
}
