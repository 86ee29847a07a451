"""Named errors of procedures; each docstring is the sentence shown."""

from congvu.core.errors import BadInput, WrongState


class FixedVersion(WrongState):
    """Bản này đã công bố nên không sửa được nữa. Hãy lập bản mới từ bản này."""


class FixedProcess(WrongState):
    """Quy trình này đang được bản đã công bố dùng nên không sửa được. Hãy lập lần ban hành mới."""


class DraftExists(WrongState):
    """Thủ tục đang có một bản chưa công bố. Hãy hoàn thiện hoặc bỏ bản đó trước."""


class NotReady(BadInput):
    """Bản này chưa đủ để công bố."""


class BadProcess(BadInput):
    """Các bước của quy trình có chỗ chưa đúng."""


class BadLevel(BadInput):
    """Mức độ trực tuyến khai không đúng cách gọi của thời điểm đó."""
