"""Named errors of petitions; the docstring is the message."""

from congvu.core.errors import ActionError, BadInput


class SourceFact(ActionError):
    """Phản ánh, kiến nghị này đã trả lời ở hệ thống nguồn. Hãy sửa tại đó rồi nhập lại."""

    status = 409


class NamesRemain(BadInput):
    """Nội dung công khai còn dữ liệu cá nhân. Hãy bỏ hoặc thay trước khi công khai."""


class NamesDoubtful(BadInput):
    """Nội dung công khai có chỗ giống tên người. Hãy xem lại, rồi xác nhận nếu được công khai."""


class OwnConduct(BadInput):
    """Đơn vị bị phản ánh về hành vi không tự trả lời. Hãy giao đơn vị khác."""


class Forgotten(ActionError):
    """Dữ liệu của người gửi đã được xóa theo quy định."""

    status = 409
