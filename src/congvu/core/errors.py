"""Named errors of actions. The docstring is the default message, in the user's language."""

from typing import Any


class ActionError(Exception):
    """Không thực hiện được thao tác này."""

    status = 422

    def __init__(self, message: str = "", **details: Any) -> None:
        self.message = message or (type(self).__doc__ or "").strip()
        self.details = details
        super().__init__(self.message)


class NotAllowed(ActionError):
    """Bạn không có quyền thực hiện thao tác này."""

    status = 403


class WrongState(ActionError):
    """Trạng thái hiện tại không cho phép thao tác này."""

    status = 409


class StaleSave(ActionError):
    """Bản này đã bị người khác sửa sau khi bạn mở. Nội dung bạn nhập vẫn được giữ để so sánh."""

    status = 409


class UsedTicket(ActionError):
    """Phiếu này đã gửi cho một việc khác."""

    status = 409


class BadInput(ActionError):
    """Dữ liệu nhập chưa đúng. Vui lòng xem các ô được đánh dấu."""

    status = 422

    def __init__(self, message: str = "", fields: dict[str, str] | None = None) -> None:
        self.fields = fields or {}
        super().__init__(message or "; ".join(self.fields.values()), fields=self.fields)
