"""Named errors of stationery; each docstring is the sentence shown."""

from congvu.core.errors import BadInput


class TemplateHasProblems(BadInput):
    """Mẫu còn lỗi nên chưa dùng được. Hãy sửa trong Word theo danh sách lỗi rồi tải lên lại."""


class BadStationery(BadInput):
    """Tệp thiết lập văn bản có chỗ sai."""
