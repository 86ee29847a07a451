"""What may go wrong with news items."""

from congvu.core.errors import ActionError


class NotConcluded(ActionError):
    """Chỉ lập tin bài sau khi đã phát hành thông báo kết luận kiểm tra."""

    status = 409


class ArticleNotDisclosed(ActionError):
    """Người ký kết luận không chọn công khai tin bài của đợt kiểm tra này."""

    status = 409


class FlagsUnseen(ActionError):
    """Còn điểm cần xem chưa được đánh dấu. Hãy sửa bài, hoặc đánh dấu từng điểm đã xem."""


class TextMoved(ActionError):
    """Bài đã được sửa sau khi bạn mở trang này. Hãy xem lại bản mới rồi đăng."""

    status = 409


class AlreadyOut(ActionError):
    """Tin bài đã từng đăng thì chỉ gỡ, không xóa."""

    status = 409


class TooManySent(ActionError):
    """Từ nơi này đã gửi quá nhiều. Hãy chờ ít lâu rồi gửi, hoặc gửi qua thư, điện thoại."""

    status = 429


class TooManyTries(ActionError):
    """Tra cứu sai quá nhiều lần. Hãy chờ ít phút rồi thử lại, hoặc hỏi nơi đã nộp hồ sơ."""

    status = 429
