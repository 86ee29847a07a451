"""Read calendars and office hours from YAML files, naming the line of whatever is wrong."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import yaml

from congvu.core.workdays.errors import BadCalendarFile, BadOfficeHours
from congvu.core.workdays.hours import OfficeHours
from congvu.core.workdays.rows import CalendarRow, Kind, Status

FOLDER = Path(__file__).resolve().parents[2] / "data" / "calendar"
NATIONAL_FILE = FOLDER / "vn_2019_2027.yaml"
HOURS_FILE = FOLDER / "office_hours.yaml"

FilePath = str | Path
FIELDS = frozenset({"date", "kind", "name", "status", "source", "pair"})


def load(path: FilePath) -> list[CalendarRow]:
    """The rows of a calendar file, special days and weekend holidays, in order of date."""
    top = _mapping(path, _compose(path))
    scope = _scope(path, top)
    sources = {key: line for key, (_, line) in _section(path, top, "sources").items()}
    rows: dict[dt.date, CalendarRow] = {}
    for section in ("days", "weekend_holidays"):
        for node in _items(path, top, section):
            row, line = _row(path, node, scope, sources), _line(node)
            if row.date in rows:
                raise BadCalendarFile(path, line, f"ngày {row.date:%d/%m/%Y} có hai dòng.")
            rows[row.date] = row
    return sorted(rows.values(), key=lambda row: row.date)


def load_hours(path: FilePath = HOURS_FILE) -> OfficeHours:
    """Office hours from a file: ``week: {mon: ["07:00-11:00", …], …}``."""
    node = _compose(path)
    top = _mapping(path, node)
    week = {
        day: [_text(path, item) for item in _sequence(path, value)]
        for day, (value, _) in _section(path, top, "week").items()
    }
    try:
        return OfficeHours.parse(week, name=_text(path, top["name"][0]) if "name" in top else "")
    except BadOfficeHours as error:
        raise BadCalendarFile(path, _line(top["week"][0]), error.message) from error


def _row(path: FilePath, node: yaml.Node, scope: str, sources: dict[str, int]) -> CalendarRow:
    line, cells = _line(node), _mapping(path, node)
    if unknown := set(cells) - FIELDS:
        raise BadCalendarFile(path, line, f"không có trường {', '.join(sorted(unknown))}.")
    text = {key: _text(path, value) for key, (value, _) in cells.items()}
    if missing := {"date", "name", "source"} - set(text):
        raise BadCalendarFile(path, line, f"thiếu trường {', '.join(sorted(missing))}.")
    if text["source"] not in sources:
        raise BadCalendarFile(path, line, f"không có nguồn {text['source']!r}.")
    try:
        return CalendarRow(
            date=dt.date.fromisoformat(text["date"]),
            kind=Kind(text.get("kind", Kind.HOLIDAY)),
            name=text["name"],
            status=Status(text.get("status", Status.CONFIRMED)),
            source=text["source"],
            scope=scope,
            pair=dt.date.fromisoformat(text["pair"]) if "pair" in text else None,
        )
    except ValueError as error:
        raise BadCalendarFile(path, line, f"giá trị không hợp lệ ({error}).") from error


def _compose(path: FilePath) -> yaml.Node:
    try:
        node = yaml.compose(Path(path).read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise BadCalendarFile(
            path, mark.line + 1 if mark else 1, f"không đọc được YAML: {error.problem}."
        ) from error
    if node is None:
        raise BadCalendarFile(path, 1, "tệp trống.")
    return node


def _scope(path: FilePath, top: dict[str, tuple[yaml.Node, int]]) -> str:
    meta = _section(path, top, "meta")
    return _text(path, meta["scope"][0]) if "scope" in meta else "national"


def _section(
    path: FilePath, top: dict[str, tuple[yaml.Node, int]], name: str
) -> dict[str, tuple[yaml.Node, int]]:
    if name not in top:
        raise BadCalendarFile(path, 1, f"thiếu phần {name}.")
    return _mapping(path, top[name][0])


def _items(path: FilePath, top: dict[str, tuple[yaml.Node, int]], name: str) -> Iterator[yaml.Node]:
    if name in top:
        yield from _sequence(path, top[name][0])


def _mapping(path: FilePath, node: yaml.Node) -> dict[str, tuple[yaml.Node, int]]:
    if not isinstance(node, yaml.MappingNode):
        raise BadCalendarFile(path, _line(node), "cần các cặp khóa: giá trị.")
    return {_text(path, key): (value, _line(key)) for key, value in node.value}


def _sequence(path: FilePath, node: yaml.Node) -> list[yaml.Node]:
    if not isinstance(node, yaml.SequenceNode):
        raise BadCalendarFile(path, _line(node), "cần một danh sách.")
    return node.value


def _text(path: FilePath, node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise BadCalendarFile(path, _line(node), "cần một giá trị đơn.")
    return node.value


def _line(node: yaml.Node) -> int:
    return node.start_mark.line + 1
