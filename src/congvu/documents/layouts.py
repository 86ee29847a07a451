"""Page layouts prescribed by law, and which one holds on which day. All of it is data."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal


@dataclass(frozen=True)
class Layout:
    """Measures of a page. Lengths in millimetres, sizes in points, indent in centimetres."""

    code: str
    basis: str
    page_number: Literal["top_center", "bottom_right"]
    font: str = "Times New Roman"
    paper_mm: tuple[float, float] = (210.0, 297.0)
    margin_top: float = 20.0
    margin_bottom: float = 20.0
    margin_left: float = 30.0
    margin_right: float = 15.0
    size_nation: float = 13.0
    size_motto: float = 14.0
    size_agency: float = 13.0
    size_number: float = 13.0
    size_place: float = 14.0
    size_kind: float = 14.0
    size_subject: float = 14.0
    size_letter_subject: float = 12.0
    size_body: float = 14.0
    size_table: float = 12.0
    size_page_number: float = 13.0
    size_recipients_title: float = 12.0
    size_recipients: float = 11.0
    size_fingerprint: float = 8.0
    first_line_cm: float = 1.27
    space_after_pt: float = 6.0
    line_spacing: float = 1.1


# Thông tư 01/2011/TT-BNV, Đ5–6: page number at the foot, right; repealed with NĐ 30.
TT01_2011 = Layout(
    code="TT01_2011",
    basis="Thông tư 01/2011/TT-BNV",
    page_number="bottom_right",
)
# Nghị định 30/2020/NĐ-CP, Phụ lục I: page number in the head, centred, from page 2.
ND30_2020 = Layout(
    code="ND30_2020",
    basis="Nghị định 30/2020/NĐ-CP",
    page_number="top_center",
)

Rules = Sequence[tuple[date, Layout]]

# NĐ 30/2020/NĐ-CP came into force on 05/3/2020 (Đ37).
DEFAULT_RULES: Rules = ((date.min, TT01_2011), (date(2020, 3, 5), ND30_2020))
LAYOUTS = {layout.code: layout for _, layout in DEFAULT_RULES}


def lying(layout: Layout) -> Layout:
    """The same layout on a sheet laid on its side, for wide tables."""
    return replace(layout, paper_mm=(layout.paper_mm[1], layout.paper_mm[0]))


def layout_for(day: date | None, rules: Rules = DEFAULT_RULES) -> Layout:
    """The layout in force on a document's day; the newest one while the day is still open."""
    ordered = sorted(rules, key=lambda rule: rule[0])
    if day is None:
        return ordered[-1][1]
    held = [layout for effective_from, layout in ordered if effective_from <= day]
    if not held:
        raise ValueError(f"no document layout in force on {day:%d/%m/%Y}")
    return held[-1]
