"""A paper on its way: initialled, for signature, signed, numbered, issued, each by its own hand."""

from pathlib import Path

from tests.evidence import factories
from tests.journeys.people import Person, Walk


def submitted(secretary: Person, look: str = "") -> None:
    """The secretary sends the paper on the screen for signature."""
    if look:
        secretary.look(f"{look}-du-thao")
    if not secretary.field("Họ và tên người ký").input_value():
        secretary.type("Họ và tên người ký", "Đặng Hồng Sơn").type("Chức vụ", "Giám đốc Sở")
    secretary.press("Trình ký", "#buoc-tiep").see("Ghi nhận đã ký")
    if look:
        secretary.look(f"{look}-trinh-ky")


def signed(walk: Walk, kind: str, *, scan: Path | None = None, look: str = "") -> None:
    """The head finds it on the first page and records the signature; the scan is put in."""
    head = walk.person("head").home()
    if look:
        head.look(f"{look}-giam-doc-viec")
    head.press(f"Ký: {kind}").see(kind, "Ghi nhận đã ký")
    if look:
        head.look(f"{look}-cho-ky")
    head.press("Ghi nhận đã ký")
    if scan is not None:
        secretary = walk.person("secretary")
        secretary.page.reload()
        secretary.put(scan, "#ban-ky").press("Đưa bản ký vào").see(scan.name)


def numbered(walk: Walk, kind: str, number: str, dated: str, look: str = "") -> Person:
    """The records clerk finds it on the first page and types number and day from her book."""
    clerk = walk.person("records_clerk").home()
    if look:
        clerk.look(f"{look}-van-thu-viec")
    clerk.press(f"Cấp số: {kind}")
    if look:
        clerk.look(f"{look}-cap-so")
    clerk.type("Số", number).type("Ngày văn bản", dated).press("Cấp số", "#buoc-tiep")
    return clerk


def issued(clerk: Person, look: str = "") -> None:
    """She sends it out."""
    if look:
        clerk.look(f"{look}-phat-hanh")
    clerk.press("Phát hành", "#buoc-tiep").see("Đã phát hành")


def scan(folder: Path, name: str) -> Path:
    """A scan of a signed paper."""
    path = folder / name
    path.write_bytes(factories.pdf(name))
    return path
