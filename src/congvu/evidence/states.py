"""Closed lists of evidence: where a file came from, what the scan said, life of an upload."""

from enum import StrEnum

from congvu.core.states import Table


class Source(StrEnum):
    """How the file reached us; what came over Zalo is first-class."""

    CAMERA = "camera"
    GALLERY = "gallery"
    ZALO = "zalo"
    EMAIL = "email"
    PAPER = "paper"
    SYSTEM = "system"


SOURCE_LABELS = {
    Source.CAMERA: "Chụp tại chỗ",
    Source.GALLERY: "Thư viện ảnh, tệp trên máy",
    Source.ZALO: "Zalo",
    Source.EMAIL: "Thư điện tử",
    Source.PAPER: "Bản giấy (quét)",
    Source.SYSTEM: "Phần mềm lập",
}


class Scan(StrEnum):
    """What the virus scan said about a version."""

    OFF = "off"
    PENDING = "pending"
    CLEAN = "clean"
    INFECTED = "infected"


SCAN_LABELS = {
    Scan.OFF: "Chưa quét vi-rút (chưa bật quét)",
    Scan.PENDING: "Đang chờ quét vi-rút",
    Scan.CLEAN: "Đã quét, không có vi-rút",
    Scan.INFECTED: "Có vi-rút, đã khóa",
}
SERVED = frozenset({Scan.OFF, Scan.CLEAN})  # what may be opened at all
UNSCANNED = frozenset({Scan.OFF, Scan.PENDING})

SCANNING: Table = {
    "pass_scan": (UNSCANNED, Scan.CLEAN),
    "fail_scan": (frozenset({Scan.OFF, Scan.PENDING, Scan.CLEAN}), Scan.INFECTED),
}


class UploadState(StrEnum):
    """Life of a resumable upload."""

    OPEN = "open"  # bytes still arriving
    READY = "ready"  # complete, checked, waiting to be recorded
    REFUSED = "refused"  # complete, but not let in
    USED = "used"  # became a version


UPLOAD_STATE_LABELS = {
    UploadState.OPEN: "Đang tải lên",
    UploadState.READY: "Đã tải lên, chờ ghi nhận",
    UploadState.REFUSED: "Không được nhận",
    UploadState.USED: "Đã ghi nhận",
}
