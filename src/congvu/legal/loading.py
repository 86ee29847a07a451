"""Reads a list of legal documents from YAML."""

import datetime as dt
from pathlib import Path
from typing import Any

import yaml

from congvu.core.errors import BadInput
from congvu.legal.models import Basis

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "legal" / "bases.yaml"
REQUIRED = {"number", "issuer", "subject"}
DATES = ("issued_on", "effective_from", "effective_to")
OPTIONAL = {"kind", "replaced_by", "confirmed", "note", *DATES}


def read_bases(path: Path) -> list[dict[str, Any]]:
    """Rows of the file, each checked; every problem at once."""
    try:
        tree = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadInput(f"{path}:{line}: sai cú pháp YAML.") from error
    rows = tree.get("bases") if isinstance(tree, dict) else None
    if not isinstance(rows, list):
        raise BadInput(f"{path}: thiếu danh sách “bases”.")
    faults = [fault for number, row in enumerate(rows, 1) for fault in complaints(number, row)]
    if faults:
        raise BadInput("\n".join(f"{path}: {fault}" for fault in faults))
    return rows


def complaints(number: int, row: Any) -> list[str]:
    """What is wrong with one row."""
    place = f"dòng thứ {number} trong danh sách"
    if not isinstance(row, dict):
        return [f"{place} phải gồm các mục “tên: giá trị”."]
    name = f"{place} ({row.get('number', 'không số')})"
    found = [f"{name}: thiếu “{key}”." for key in sorted(REQUIRED - set(row))]
    found += [f"{name}: không có mục “{k}”." for k in sorted(set(row) - REQUIRED - OPTIONAL)]
    for key in DATES:
        if key in row and not isinstance(row[key], dt.date):
            found.append(f"{name}: “{key}” phải viết năm-tháng-ngày.")
    for key in ("number", "kind", "issuer", "subject"):
        most = Basis._meta.get_field(key).max_length or 0
        if len(str(row.get(key, ""))) > most:
            found.append(f"{name}: “{key}” dài quá {most} ký tự.")
    return found
