"""Named errors of the API; each docstring is the sentence sent."""

from congvu.core.errors import ActionError


class VersionMissing(ActionError):
    """Thiếu If-Match. Hãy gửi phiên bản đã đọc, ví dụ If-Match: "v3"."""

    status = 428


class VersionStale(ActionError):
    """Bản này đã đổi sau khi chương trình đọc. Hãy đọc lại bản hiện tại (current) rồi gửi lại."""

    status = 412


class KeyReused(ActionError):
    """Idempotency-Key này đã dùng cho một yêu cầu khác. Hãy dùng khóa mới."""

    status = 409


class TooMany(ActionError):
    """Gửi quá nhiều yêu cầu trong một phút. Hãy đợi hết thời gian ghi ở Retry-After."""

    status = 429


class NoSuchUser(ActionError):
    """Không có người dùng đang hoạt động mang tên đăng nhập này."""
