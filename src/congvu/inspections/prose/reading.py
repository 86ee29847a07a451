"""A pasted conclusion as lines: limitations, what was asked for, and what is not taken and why."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from congvu.inspections.prose import sections
from congvu.inspections.prose.areas import AreaWords
from congvu.inspections.prose.asking import Answering, due_in
from congvu.inspections.prose.sections import Section
from congvu.inspections.prose.splitting import Clause, clauses
from congvu.inspections.prose.units import UnitNames

WHY = {
    Section.OPENING: "Phần mở đầu.",
    Section.STRENGTHS: "Ưu điểm.",
    Section.CAUSES: "Nguyên nhân.",
    Section.CLOSING: "Phần kết.",
}
LEADS, HEADS, UNCLEAR = "Câu dẫn.", "Đề mục.", "Chưa rõ kiến nghị này cho hạn chế nào."
MAYBE = "Có chữ như nêu hạn chế, hãy xem lại."


class Kind(StrEnum):
    """What a line of the old paper becomes."""

    LIMITATION = "limitation"
    REQUEST = "request"
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class Line:
    """One clause of the paper and what it is taken for."""

    number: int
    text: str
    kind: Kind
    why: str = ""  # left out because
    mark: str = ""  # "1.", "a)", "-" before it
    units: tuple[int, ...] = ()
    everybody: bool = False  # the units are all there are
    area: int | None = None
    likely: int | None = None  # the likeliest area where none is clear
    answers: int | None = None  # number of the limitation it asks to mend
    due_on: dt.date | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """The whole paper: every clause is one line of it."""

    lines: list[Line]
    units: tuple[int, ...]  # every unit the paper names
    due_on: dt.date | None = None  # of a request that speaks to everybody


Keys = tuple[int, ...]


@dataclass
class Place:
    """Where the reader stands: section, and the unit and area a heading or sentence named."""

    section: Section = Section.OPENING
    units: tuple[int, ...] = ()
    area: int | None = None
    sentence: int = -1
    carried: tuple[int, ...] = ()  # units the sentence has named so far
    last_sentence: int = -1
    lines: list[Line] = field(default_factory=list)


def read_prose(text: str, names: UnitNames, words: AreaWords) -> Reading:
    """Every clause in order as a line; nothing is left without one."""
    parts = clauses(text)
    told = [names.found(part.text).keys for part in parts]
    units = tuple(dict.fromkeys(key for keys in told for key in keys))
    place = Place()
    for part in parts:
        for piece in pieces(part, names):
            take(place, piece, names, words, units)
    lines = matched(place.lines)
    general = [line.due_on for line in lines if line.kind == Kind.LEFT_OUT and line.due_on]
    return Reading(lines, units, general[-1] if general else None)


def pieces(part: Clause, names: UnitNames) -> Iterator[Clause]:
    """A clause, cut at the colon behind what only leads in or names a unit."""
    lead, rest = sections.divided(part.text)
    before = Clause(lead, part.mark, ":", part.sentence, alone=True)
    opens = sections.heading_of(before) is not None
    if rest and (opens or names.only_names(lead) or sections.opened_by(before)):
        yield replace(before, alone=opens)
        yield replace(part, text=rest, mark="", alone=False)
    else:
        yield part


def take(place: Place, part: Clause, names: UnitNames, words: AreaWords, all_: Keys) -> None:
    """One clause into one line, at the place reached."""
    if part.sentence != place.sentence:
        place.sentence, place.carried = part.sentence, ()
    if heads(place, part, names, words):
        return left_out(place, part, HEADS)
    place.section = sections.opened_by(part) or place.section
    leads = part.text.endswith(":") or sections.too_short(part.text)
    if leads or (place.section == Section.LIMITATIONS and sections.leads_in(part.text)):
        place.carried = names.found(part.text).keys or place.carried
        return left_out(place, part, LEADS)
    line = described(place, part, names, words, all_)
    put(place, part, line)
    place.carried = line.units or place.carried


def heads(place: Place, part: Clause, names: UnitNames, words: AreaWords) -> bool:
    """Whether a line is a heading; what it says of section, area or unit holds from there on."""
    if not part.alone or part.end not in ("", ":"):
        return False
    if section := sections.heading_of(part):
        place.section, place.units, place.area = section, (), None
        return True
    if (area := words.heading(part.text)) is not None:
        place.area = area
        return True
    if names.only_names(part.text):
        place.units = names.found(part.text).keys
        return True
    return False


def left_out(place: Place, part: Clause, why: str) -> None:
    """A line that is not taken, with its reason; one sentence is one line."""
    put(place, part, Line(len(place.lines) + 1, part.text, Kind.LEFT_OUT, why, part.mark))


def put(place: Place, part: Clause, line: Line) -> None:
    """Add a line; clauses of one sentence left out for one reason stay together."""
    last = place.lines[-1] if place.lines else None
    same = last is not None and last.kind == line.kind == Kind.LEFT_OUT and last.why == line.why
    if same and part.sentence == place.last_sentence and not line.notes:
        place.lines[-1] = replace(last, text=f"{last.text}; {line.text}")
    else:
        place.lines.append(line)
    place.last_sentence = part.sentence
    if part.end.startswith("./."):
        place.section = Section.CLOSING


def described(place: Place, part: Clause, names: UnitNames, words: AreaWords, all_: Keys) -> Line:
    """A line with what is known of it."""
    line = Line(len(place.lines) + 1, part.text, Kind.LEFT_OUT, mark=part.mark)
    lacking = sections.lacks(part.text)
    loose = place.section == Section.OPENING and lacking
    if place.section == Section.REQUESTS:
        named = names.found(part.text).keys or place.carried
        return replace(line, kind=Kind.REQUEST, due_on=due_in(part.text), units=named)
    if place.section != Section.LIMITATIONS and not loose:
        notes = (MAYBE,) if lacking and place.section == Section.STRENGTHS else ()
        return replace(line, why=WHY[place.section], notes=notes)
    units, notes = units_of(place, part, names, all_)
    area, likely = words.found(names.without(part.text))
    if loose:
        notes += ("Không nằm dưới đề mục hạn chế.",)
    line = replace(line, kind=Kind.LIMITATION, units=units, everybody=bool(all_) and units == all_)
    return replace(line, area=place.area or area, likely=likely, notes=notes)


def units_of(
    place: Place, part: Clause, names: UnitNames, all_: Keys
) -> tuple[Keys, tuple[str, ...]]:
    """The units a limitation is of, and what to look at again."""
    named = names.found(part.text)
    notes = (named.doubt,) if named.doubt else ()
    if named.keys:
        return named.keys, notes
    if named.everybody and all_:
        return all_, (*notes, f"“Các đơn vị”: tính cả {len(all_)} đơn vị nêu trong văn bản.")
    if named.doubt:
        return (), notes
    if place.carried:
        return place.carried, (*notes, "Đơn vị lấy theo phần trước của câu.")
    return place.units, notes


def matched(lines: list[Line]) -> list[Line]:
    """Requests beside the limitation they most likely ask to mend; general ones left out."""
    limitations = [(x.number, x.text, x.units) for x in lines if x.kind == Kind.LIMITATION]
    answering = Answering(limitations, [x.text for x in lines if x.kind == Kind.REQUEST])
    return [beside(line, answering) if line.kind == Kind.REQUEST else line for line in lines]


def beside(line: Line, answering: Answering) -> Line:
    """A request with the limitation it belongs to, or left out."""
    number = answering.found(line.text, line.units)
    if number is None:
        return replace(line, kind=Kind.LEFT_OUT, why=UNCLEAR)
    return replace(line, answers=number, notes=(*line.notes, "Ghép theo câu chữ, hãy xem lại."))
