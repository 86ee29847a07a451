"""Named errors of the legal bases."""

from congvu.core.errors import BadInput


class SameBasis(BadInput):
    """Căn cứ này đã có: cùng số, ký hiệu và cơ quan ban hành."""


class CircularReplacement(BadInput):
    """Văn bản thay thế không thể là chính nó hoặc văn bản nó đã thay."""
