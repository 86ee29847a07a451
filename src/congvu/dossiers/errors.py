"""Named errors of dossiers; the docstring is the message."""

from congvu.core.errors import ActionError, BadInput


class ImportedFact(ActionError):
    """Hồ sơ này nhập từ hệ thống khác, không sửa ở đây. Hãy sửa tại hệ thống nguồn rồi nhập lại."""

    status = 409


class NotTakenIn(BadInput):
    """Thủ tục này hiện không tiếp nhận: chưa có bản nào đang áp dụng hoặc chưa có thời hạn."""


class CauseNeeded(BadInput):
    """Hồ sơ quá hạn. Hãy chọn nguyên nhân trễ trước khi làm tiếp."""


class StillPaused(ActionError):
    """Hồ sơ đang tạm dừng. Hãy ghi nhận việc tiếp tục giải quyết trước."""

    status = 409


class NotPaused(ActionError):
    """Hồ sơ không ở trạng thái tạm dừng."""

    status = 409


class ListHasProblems(BadInput):
    """Danh sách còn ô chưa đúng, chưa nhập dòng nào. Hãy sửa rồi nhập lại."""


class AlreadyPaid(ActionError):
    """Khoản này đã thu. Hãy tải lại trang để xem biên lai đã cấp."""

    status = 409


class StillOwed(ActionError):
    """Hồ sơ còn khoản chưa thu. Hãy ghi thu tiền, hoặc ghi miễn giảm, bỏ khoản thu có lý do."""

    status = 409


class NumberTaken(BadInput):
    """Số biên lai này đã dùng. Hãy xem lại số in trên quyển biên lai."""


class CountedBefore(ActionError):
    """Giao dịch này đã được ghi thu."""

    status = 409


class StatementHasProblems(BadInput):
    """Sao kê còn ô chưa đúng, chưa nhập dòng nào. Hãy sửa rồi nhập lại."""


class NotFiledHere(ActionError):
    """Thủ tục này hiện không nộp trực tuyến tại đây."""

    status = 409


class NewVersion(ActionError):
    """Thủ tục vừa có bản mới. Hãy xem lại tờ khai và giấy tờ theo bản mới rồi nộp."""

    status = 409


class Unfinished(BadInput):
    """Hồ sơ chưa đủ. Hãy bổ sung các phần được nêu dưới đây rồi nộp."""


class AlreadyRated(ActionError):
    """Hồ sơ này đã được đánh giá. Mỗi hồ sơ chỉ đánh giá một lần."""

    status = 409


class NotYetReturned(ActionError):
    """Hồ sơ chưa trả kết quả nên chưa đánh giá được. Mời bạn đánh giá sau khi nhận kết quả."""

    status = 409


class NotTheirs(ActionError):
    """Mã hồ sơ hoặc bốn số cuối điện thoại không đúng."""

    status = 403
