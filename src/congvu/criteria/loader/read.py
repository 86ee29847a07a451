"""A whole library version out of YAML."""

import datetime as dt
import hashlib
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

import yaml

from congvu.criteria.loader.nodes import Problem, Reader, Refused, compose, decode
from congvu.criteria.loader.points import read_rule
from congvu.criteria.rules import AreaData, CriterionData, Level, LibraryData, Scale, number_text
from congvu.criteria.rules.library import Wordings
from congvu.criteria.states import (
    ANSWER_KIND_LABELS,
    COMPUTABILITY_LABELS,
    NOTHING_AROSE_LABELS,
    PURPOSE_LABELS,
    STATUS_LABELS,
    AnswerKind,
)
from congvu.organizations.states import UNIT_KIND_LABELS

FORMAT = "1"
HEAD = ["format", "code", "title", "purpose", "effective_from", "scale", "areas"]
HEAD_MORE = ["effective_to", "basis", "note", "point_step", "total_points"]
AREA = ["code", "title", "short_title", "criteria"]
AREA_MORE = ["wording_by_date", "max_points", "source"]
CRITERION = ["code", "text", "answer", "applies_to", "rule"]
CRITERION_MORE = [
    "wording_by_date",
    "max_points",
    "when_nothing_arose",
    "evidence",
    "guidance",
    "measure",
    "computable",
    "sampling",
    "status",
    "source",
]


@dataclass(frozen=True)
class Parsed:
    """What came out: data, or problems; the text itself and its hash."""

    text: str
    problems: tuple[Problem, ...]
    data: LibraryData | None = None
    basis_at: tuple[int, int] = (1, 1)  # where the legal basis is named: line, column

    @property
    def sha256(self) -> str:
        """Hash of the text, line ends made equal."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def parse(source: str | bytes, file: str = "") -> Parsed:
    """Read a version; every problem at once, ordered by place."""
    try:
        text = decode(source)
    except Refused as error:
        return Parsed("", (Problem(error.line, error.column, error.message, file),))
    try:
        node = compose(text)
    except Refused as error:
        return Parsed(text, (Problem(error.line, error.column, error.message, file),))
    if node is None:
        return Parsed(text, (Problem(1, 1, "Tệp trống.", file),))
    reader = Reader(file)
    data = read_library(reader, node)
    if reader.problems:
        return Parsed(text, tuple(sorted(reader.problems)))
    return Parsed(text, (), data, basis_place(node))


def basis_place(node: yaml.Node) -> tuple[int, int]:
    """Where the head names its legal basis."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    marks = [value.start_mark for key, value in pairs if key.value == "basis"]
    return (marks[0].line + 1, marks[0].column + 1) if marks else (1, 1)


def read_library(reader: Reader, node: yaml.Node) -> LibraryData:
    """The head of the file, then its scale and areas."""
    top = reader.mapping(node, "Bộ tiêu chí", HEAD, HEAD_MORE)
    if "format" in top and reader.text(top["format"], "format") != FORMAT:
        reader.fault(top["format"], f"Chỉ đọc được cấu trúc format: {FORMAT}.")
    step = reader.number(top.get("point_step"), "point_step", "0.5")
    if not step:
        reader.fault(top["point_step"], "Bước điểm phải lớn hơn 0.")
        step = Decimal("0.5")
    scale, scale_note = read_scale(reader, top.get("scale"))
    data = LibraryData(
        code=reader.text(top.get("code"), "code", 50),
        title=reader.text(top.get("title"), "title", 300),
        purpose=reader.choice(top.get("purpose"), "purpose", PURPOSE_LABELS, "inspection"),
        effective_from=reader.day(top.get("effective_from"), "effective_from") or dt.date.min,
        effective_to=reader.day(top.get("effective_to"), "effective_to"),
        basis=reader.text(top.get("basis"), "basis", 100),
        note=reader.text(top.get("note"), "note"),
        point_step=step,
        scale=scale,
        scale_note=scale_note,
        areas=read_areas(reader, top.get("areas"), step),
    )
    check_head(reader, top, data)
    return data


def check_head(reader: Reader, top: dict[str, yaml.Node], data: LibraryData) -> None:
    """What the head says about the whole."""
    if data.effective_to and data.effective_to < data.effective_from:
        reader.fault(top["effective_to"], "Ngày hết áp dụng phải sau ngày bắt đầu áp dụng.")
    if "total_points" in top:
        check_sum(reader, top["total_points"], "bộ tiêu chí", data.max_points)


def check_sum(reader: Reader, node: yaml.Node, what: str, actual: Decimal) -> None:
    """A stated sum must be the sum."""
    stated = reader.number(node, "Tổng điểm")
    if stated != actual:
        shown, summed = number_text(stated), number_text(actual)
        reader.fault(node, f"Ghi tổng điểm của {what} là {shown} nhưng cộng lại được {summed}.")


def read_scale(reader: Reader, node: yaml.Node | None) -> tuple[Scale, str]:
    """Levels, from the best to the weakest, the last from 0."""
    if node is None:
        return Scale("", ()), ""
    top = reader.mapping(node, "Thang xếp loại", ["code", "levels"], ["note"])
    pairs = [(item, read_level(reader, item)) for item in reader.items(top.get("levels"), "levels")]
    check_levels(reader, node, pairs)
    levels = tuple(level for _, level in pairs)
    code = reader.text(top.get("code"), "code", 50)
    return Scale(code, levels), reader.text(top.get("note"), "note")


def read_level(reader: Reader, node: yaml.Node) -> Level:
    """One level."""
    row = reader.mapping(node, "Mức", ["code", "name", "from", "points_percent"], ["short"])
    name = reader.text(row.get("name"), "name", 50)
    return Level(
        code=reader.text(row.get("code"), "code", 20),
        name=name,
        short=reader.text(row.get("short"), "short", 20) or name,
        start=reader.number(row.get("from"), "from"),
        points_percent=reader.number(row.get("points_percent"), "points_percent"),
    )


def check_levels(reader: Reader, node: yaml.Node, pairs: list[tuple[yaml.Node, Level]]) -> None:
    """Ordered, starting at 0, each with a share of points that lies inside it."""
    unique(reader, [(item, level.code) for item, level in pairs], "Mức")
    above = Decimal("100.01")
    for item, level in pairs:
        if level.start >= above:
            reader.fault(item, "Các mức xếp từ cao xuống thấp; mốc này không thấp hơn mức trên nó.")
        if not level.start <= level.points_percent < above:
            reader.fault(item, "points_percent phải nằm trong chính mức này.")
        above = level.start
    if not pairs or pairs[-1][1].start != 0:
        reader.fault(pairs[-1][0] if pairs else node, "Mức cuối cùng phải bắt đầu từ 0.")


def read_areas(reader: Reader, node: yaml.Node | None, step: Decimal) -> tuple[AreaData, ...]:
    """Areas in order; codes of areas and of criteria are unique in the whole file."""
    nodes = reader.items(node, "areas")
    if node is not None and not nodes:
        reader.fault(node, "Cần ít nhất một nội dung.")
    codes: list[tuple[yaml.Node, str]] = []
    areas = [read_area(reader, item, step, codes) for item in nodes]
    unique(reader, list(zip(nodes, [area.code for area in areas], strict=True)), "Nội dung")
    unique(reader, codes, "Tiêu chí")
    return tuple(areas)


def unique(reader: Reader, pairs: list[tuple[yaml.Node, str]], what: str) -> None:
    """A code may stand once."""
    seen: Counter[str] = Counter()
    for node, code in pairs:
        seen[code] += 1
        if code and seen[code] == 2:
            reader.fault(node, f"{what} mang mã “{code}” có hai lần.")


def read_area(
    reader: Reader, node: yaml.Node, step: Decimal, codes: list[tuple[yaml.Node, str]]
) -> AreaData:
    """One area; adds the codes of its criteria to ``codes``."""
    top = reader.mapping(node, "Nội dung", AREA, AREA_MORE)
    nodes = reader.items(top.get("criteria"), "criteria")
    criteria = tuple(read_criterion(reader, item, step) for item in nodes)
    codes += zip(nodes, [criterion.code for criterion in criteria], strict=True)
    area = AreaData(
        code=reader.text(top.get("code"), "code", 20),
        title=reader.text(top.get("title"), "title", 300),
        short_title=reader.text(top.get("short_title"), "short_title", 60),
        wording_by_date=read_wordings(reader, top.get("wording_by_date")),
        source=reader.text(top.get("source"), "source"),
        criteria=criteria,
    )
    if "max_points" in top:
        check_sum(reader, top["max_points"], f"nội dung {area.code}", area.max_points)
    return area


def read_wordings(reader: Reader, node: yaml.Node | None) -> Wordings:
    """Older wordings with their last day, the oldest first."""
    rows: list[tuple[dt.date, str]] = []
    for item in reader.items(node, "wording_by_date"):
        row = reader.mapping(item, "Câu chữ cũ", ["until", "text"])
        until = reader.day(row.get("until"), "until") or dt.date.min
        if rows and until <= rows[-1][0]:
            reader.fault(item, "Câu chữ cũ xếp theo ngày, cũ nhất trước.")
        rows.append((until, reader.text(row.get("text"), "text")))
    return tuple(rows)


def read_criterion(reader: Reader, node: yaml.Node, step: Decimal) -> CriterionData:
    """One criterion."""
    top = reader.mapping(node, "Tiêu chí", CRITERION, CRITERION_MORE)
    answer = reader.choice(top.get("answer"), "answer", ANSWER_KIND_LABELS, "text")
    most = read_max(reader, node, top, answer, step)
    nothing = top.get("when_nothing_arose")
    return CriterionData(
        code=reader.text(top.get("code"), "code", 20),
        text=reader.text(top.get("text"), "text"),
        wording_by_date=read_wordings(reader, top.get("wording_by_date")),
        answer_kind=answer,
        applies_to=read_kinds(reader, top.get("applies_to")),
        max_points=most,
        rule=read_rule(reader, top.get("rule"), answer, most),
        when_nothing_arose=reader.choice(
            nothing, "when_nothing_arose", NOTHING_AROSE_LABELS, "not_applicable"
        ),
        evidence_asked=reader.texts(top.get("evidence"), "evidence"),
        guidance=reader.text(top.get("guidance"), "guidance"),
        measure_code=reader.text(top.get("measure"), "measure", 60),
        computability=reader.choice(
            top.get("computable"), "computable", COMPUTABILITY_LABELS, "manual"
        ),
        sampling=read_sampling(reader, top.get("sampling")),
        source=reader.text(top.get("source"), "source"),
        status=reader.choice(top.get("status"), "status", STATUS_LABELS, "filled"),
    )


def read_max(
    reader: Reader, node: yaml.Node, top: dict[str, yaml.Node], answer: str, step: Decimal
) -> Decimal:
    """The maximum: none for a text, else above 0 and on the step."""
    given = top.get("max_points")
    if answer == AnswerKind.TEXT:
        if given is not None and "answer" in top:
            reader.fault(given, "Tiêu chí trả lời bằng lời thì không có điểm.")
        return Decimal(0)
    if given is None:
        reader.fault(node, "Tiêu chí thiếu “max_points”.")
        return Decimal(0)
    most = reader.number(given, "max_points")
    if not most or most % step:
        reader.fault(given, f"Điểm tối đa phải lớn hơn 0 và là bội của {number_text(step)}.")
    return most


def read_kinds(reader: Reader, node: yaml.Node | None) -> tuple[str, ...]:
    """Kinds of unit that are asked."""
    nodes = reader.items(node, "applies_to")
    if node is not None and not nodes:
        reader.fault(node, "Ghi ít nhất một loại đơn vị áp dụng.")
    kinds = [reader.choice(item, "Loại đơn vị", UNIT_KIND_LABELS, "") for item in nodes]
    return tuple(dict.fromkeys(kinds))


def read_sampling(reader: Reader, node: yaml.Node | None) -> tuple[tuple[str, str], ...]:
    """What a sample is drawn from, and how many."""
    if node is None:
        return ()
    row = reader.mapping(node, "Chọn mẫu", ["of", "size"])
    of = reader.text(row.get("of"), "of", 200)
    size = reader.number(row.get("size"), "size")
    if "size" in row and (size < 1 or size % 1):
        reader.fault(row["size"], "Số mẫu phải là số nguyên từ 1.")
    return (("of", of), ("size", number_text(size)))
