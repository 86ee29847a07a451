"""Named errors of judging."""

from congvu.core.errors import ActionError, WrongState


class SheetFrozen(WrongState):
    """Phiếu đã chốt số liệu, không sửa được nữa."""


class SelfReportClosed(WrongState):
    """Đơn vị đã gửi báo cáo tự đánh giá; muốn sửa, đề nghị thư ký đoàn mở lại."""


class SelfReportNotAsked(WrongState):
    """Chưa đến lúc tự đánh giá: đơn vị chưa được yêu cầu gửi báo cáo cho phiếu này."""


class WrongPoints(ActionError):
    """Điểm phải từ 0 đến điểm tối đa, theo bước 0,5."""


class ReasonMissing(ActionError):
    """Đánh dấu không áp dụng hoặc bổ sung tiêu chí thì phải ghi lý do."""
