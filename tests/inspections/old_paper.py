"""A conclusion of 2019 as offices write it: running text of some forty sentences."""

from pathlib import Path

from tests.organizations.factories import UnitFactory

UNITS = (
    ("Văn phòng Sở", "Văn phòng Sở", "VPS"),
    ("Phòng Người có công", "Phòng NCC", "NCC"),
    ("Phòng Việc làm", "Phòng VL", "VL"),
    ("Trung tâm Bảo trợ xã hội", "TT Bảo trợ", "BTXH"),
    ("Trường Trung cấp nghề Thạnh Lộc", "Trường TCN Thạnh Lộc", "TCNTL"),
)
PAPER = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")


def make_units():
    """The five units the paper speaks of, and one it does not."""
    rows = [
        UnitFactory(name=name, short_name=short, symbol=symbol) for name, short, symbol in UNITS
    ]
    UnitFactory(name="Phòng Trẻ em", short_name="Phòng TE", symbol="TE")
    return rows
