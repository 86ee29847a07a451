"""Where the lines of the letterhead break and how long its rules are, for every output format."""

from dataclasses import dataclass

from congvu.documents import wording
from congvu.documents.measure import balanced, width_mm
from congvu.documents.model import OfficialText

# A table cell keeps this much free at both sides together.
PADDING_MM = 2.5
# The rule under the agency is a third to a half of its line (NĐ 30, Phụ lục I, mục II).
_RULE_SHARE = 0.45
_SUBJECT_RULE_MM = (15.0, 50.0)


@dataclass(frozen=True)
class Headline:
    """Lines and measures in millimetres."""

    agency_width: float
    nation_width: float
    parent: list[str]
    agency: list[str]
    agency_rule: float
    motto_rule: float
    subject_rule: float
    letter_subject: list[str]


def headline(text: OfficialText) -> Headline:
    """Measure the head of a document."""
    page = text.layout
    room = page.paper_mm[0] - page.margin_left - page.margin_right
    right = width_mm(wording.NATION, page.size_nation, bold=True) + 2 * PADDING_MM + 3
    left = room + 2 * PADDING_MM - right
    free = left - 2 * PADDING_MM
    parent, agency = text.letterhead.parent_agency.upper(), text.letterhead.agency.upper()
    own = balanced(agency, page.size_agency, free, bold=True)
    widest = max((width_mm(line, page.size_agency, bold=True) for line in own), default=0.0)
    last = wording.last_line(text.subject, page.size_subject, room)
    shortest, longest = _SUBJECT_RULE_MM
    rule = width_mm(last, page.size_subject, bold=True) * 0.4
    return Headline(
        agency_width=left,
        nation_width=right,
        parent=balanced(parent, page.size_agency, free) if parent else [],
        agency=own,
        agency_rule=min(widest, free) * _RULE_SHARE,
        # The rule under Tiêu ngữ is as long as the line itself.
        motto_rule=width_mm(wording.MOTTO, page.size_motto, bold=True),
        letter_subject=_letter_subject(text, free),
        subject_rule=min(max(rule, shortest), longest),
    )


def _letter_subject(text: OfficialText, room: float) -> list[str]:
    words = wording.letter_subject(text)
    return balanced(words, text.layout.size_letter_subject, room) if words else []
