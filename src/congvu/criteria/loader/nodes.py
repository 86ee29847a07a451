"""YAML nodes read one by one, so that each problem knows its place.

Values are taken as they are written (``yes`` stays a word, ``1.10`` stays a text); anchors and
aliases are refused, with them the bombs made of them.
"""

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 12
MAX_EVENTS = 100_000
NUMBER = re.compile(r"\d{1,6}(\.\d{1,4})?")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")  # databases refuse some of them
NULL = "tag:yaml.org,2002:null"
Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong, at a place; lines and columns count from 1."""

    line: int
    column: int
    message: str
    file: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:" if self.file else ""
        return f"{place}{self.line}:{self.column}: {self.message}"


class Refused(Exception):
    """The text cannot be read as a tree at all."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        self.message, self.line, self.column = message, line, column
        super().__init__(message)


def decode(source: str | bytes) -> str:
    """The text of an upload, or Refused."""
    raw = source.encode() if isinstance(source, str) else source
    if len(raw) > MAX_BYTES:
        raise Refused("Tệp lớn hơn 1 MB; một bộ tiêu chí không dài như vậy.")
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise Refused(
            "Tệp không phải văn bản UTF-8; hãy lưu lại với bảng mã UTF-8.", line
        ) from None


def compose(text: str) -> yaml.Node | None:
    """The tree of ``text``; Refused when it is no YAML, or one that would swell or nest."""
    try:
        guard(text)
        return yaml.compose(text, Loader=Base)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        hint = "Sai cú pháp YAML ở đây: kiểm tra thụt dòng, dấu hai chấm, dấu nháy và dấu ngoặc."
        raise Refused(hint, line, column) from None
    except yaml.reader.ReaderError as error:
        line = text[: int(error.position)].count("\n") + 1
        raise Refused("Có ký tự điều khiển không được phép trong tệp.", line) from None


def guard(text: str) -> None:
    """Walk the events without building anything; refuse aliases, depth and sheer number."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=Base)):
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if getattr(event, "anchor", None):
            raise Refused(
                "Không dùng neo (&) và bí danh (*) của YAML; hãy viết đầy đủ.", line, column
            )
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH or count > MAX_EVENTS:
            raise Refused("Cấu trúc lồng nhau quá sâu hoặc quá dài.", line, column)


class Reader:
    """Takes values out of nodes and remembers what was wrong with them."""

    def __init__(self, file: str = "") -> None:
        self.file = file
        self.problems: list[Problem] = []

    def fault(self, node: yaml.Node, message: str) -> None:
        """Remember a problem at ``node``."""
        mark = node.start_mark
        self.problems.append(Problem(mark.line + 1, mark.column + 1, message, self.file))

    def mapping(
        self, node: yaml.Node, what: str, required: Iterable[str], optional: Iterable[str] = ()
    ) -> dict[str, yaml.Node]:
        """Keys and value nodes; unknown, repeated and missing keys are faults."""
        if not isinstance(node, yaml.MappingNode):
            self.fault(node, f"{what} phải gồm các dòng “tên: giá trị”.")
            return {}
        known, found = [*required, *optional], {}
        for key, value in node.value:
            name = str(key.value)
            if name in found:
                self.fault(key, f"Mục “{name}” ghi hai lần trong {what.lower()}.")
            elif name not in known:
                self.fault(key, f"Không có mục “{name}” trong {what.lower()}.{near(name, known)}")
            elif not empty(value):
                found[name] = value
        missing = [f"“{name}”" for name in required if name not in found]
        if missing:
            self.fault(node, f"{what} thiếu {', '.join(missing)}.")
        return found

    def items(self, node: yaml.Node | None, what: str) -> list[yaml.Node]:
        """Nodes of a list; an empty or missing list has none."""
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.fault(node, f"{what} phải là một danh sách.")
            return []
        return list(node.value)

    def text(self, node: yaml.Node | None, what: str, most: int = 4000) -> str:
        """A text; empty when missing, which the mapping has already reported."""
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self.fault(node, f"{what} phải là một dòng chữ.")
            return ""
        value = str(node.value).strip()
        if CONTROL.search(value):
            self.fault(node, f"{what} có ký tự điều khiển không được phép.")
            return ""
        if len(value) > most:
            self.fault(node, f"{what} dài quá {most} ký tự.")
        return value

    def texts(self, node: yaml.Node | None, what: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(self.text(item, what, 500) for item in self.items(node, what))

    def number(self, node: yaml.Node | None, what: str, default: str = "0") -> Decimal:
        """A number that is not negative."""
        value = self.text(node, what)
        if node is None or not isinstance(node, yaml.ScalarNode):
            return Decimal(default)
        if not NUMBER.fullmatch(value):
            self.fault(
                node, f"{what} phải là số không âm, viết như 2 hoặc 0.5; đang ghi “{value}”."
            )
            return Decimal(default)
        return Decimal(value)

    def day(self, node: yaml.Node | None, what: str) -> dt.date | None:
        """A date."""
        value = self.text(node, what)
        try:
            return dt.date.fromisoformat(value) if value else None
        except ValueError:
            self.fault(
                node, f"{what} phải viết năm-tháng-ngày, như 2020-08-25; đang ghi “{value}”."
            )
            return None

    def choice(
        self, node: yaml.Node | None, what: str, choices: Mapping[Any, str], default: str
    ) -> str:
        """One of a closed list."""
        if node is None:
            return default
        value = self.text(node, what)
        if value not in choices:
            names = ", ".join(str(choice) for choice in choices)
            self.fault(node, f"{what} “{value}” không có trong danh sách: {names}.")
            return default
        return value


def empty(node: yaml.Node) -> bool:
    """Nothing written: no value, or blanks between quotes."""
    return node.tag == NULL or (isinstance(node, yaml.ScalarNode) and not node.value.strip())


def near(name: str, known: list[str]) -> str:
    """A hint for a mistyped key."""
    close = difflib.get_close_matches(name, known, 1, 0.6)
    return f" Có phải “{close[0]}”?" if close else ""
