"""Every action that can stand in the log has Vietnamese words."""

import re
from pathlib import Path

import congvu
from congvu.core.registry import action_title

SRC = Path(congvu.__file__).parent
PACKAGES = (
    "core|accounts|legal|organizations|notices|evidence|stationery|criteria|procedures|applicants"
    "|dossiers|assessments"
)
CODE = re.compile(rf'action(?:=| = )"((?:{PACKAGES}|inspections|api)\.[a-z_]+)"')


def test_every_action_has_a_title():
    codes = {c for path in SRC.rglob("*.py") for c in CODE.findall(path.read_text("utf-8"))}
    assert len(codes) > 100
    assert sorted(code for code in codes if not action_title(code)) == []


def test_an_unknown_action_has_none():
    assert action_title("core.khong_co") == ""
