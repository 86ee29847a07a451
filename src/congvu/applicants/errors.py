"""Named errors of applicants."""

from congvu.core.errors import ActionError, BadInput


class SameApplicant(BadInput):
    """Đã có người nộp với số định danh này. Hãy chọn người đó thay vì nhập lại."""


class Forgotten(ActionError):
    """Dữ liệu của người nộp này đã được xóa theo quy định, không sửa được nữa."""

    status = 409
