"""What may go wrong when somebody signs in by a code."""

from congvu.core.errors import ActionError


class WrongCode(ActionError):
    """Mã không đúng hoặc đã hết hạn. Hãy xem lại thư mới nhất, hoặc bấm “Gửi mã mới”."""


class TooManyCodes(ActionError):
    """Đã gửi mã nhiều lần trong một giờ. Hãy xem lại hộp thư, cả mục thư rác, hoặc thử lại sau."""

    status = 429


class TooManyTries(ActionError):
    """Đã thử quá nhiều lần từ thiết bị hoặc mạng này. Hãy chờ ít phút rồi thử lại."""

    status = 429


class CodeNotSent(ActionError):
    """Chưa gửi được mã vì máy chủ gửi thư không trả lời. Hãy thử lại sau ít phút."""

    status = 503
