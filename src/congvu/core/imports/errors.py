"""Why a whole table is refused."""

from congvu.core.errors import BadInput


class ImportRefused(BadInput):
    """Không đọc được bảng này."""
