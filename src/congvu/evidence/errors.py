"""Named errors of evidence; each docstring is the sentence shown."""

from congvu.core.errors import ActionError, BadInput


class Refused(BadInput):
    """Tệp này không được nhận. Vui lòng kiểm tra lại tệp."""


class TooLarge(Refused):
    """Tệp quá lớn. Vui lòng giảm dung lượng hoặc tách thành nhiều tệp."""


class Executable(Refused):
    """Tệp này là chương trình hoặc có chứa chương trình, dù tên tệp ghi khác. Không được nhận."""


class HasMacro(Refused):
    """Tệp có macro. Vui lòng lưu lại dạng .docx, .xlsx (không macro) rồi tải lên."""


class Locked(Refused):
    """Tệp đang đặt mật khẩu nên không kiểm tra được. Vui lòng bỏ mật khẩu rồi tải lên."""


class Bomb(Refused):
    """Tệp nén hoặc ảnh phình to bất thường khi mở. Không được nhận."""


class Infected(Refused):
    """Tệp có vi-rút. Không được nhận."""


class WrongOffset(ActionError):
    """Phần tải lên không nối tiếp phần đã nhận. Trình duyệt sẽ hỏi lại và gửi tiếp."""

    status = 409


class UploadGone(ActionError):
    """Lần tải lên này đã hết hạn hoặc đã dùng. Vui lòng tải lên lại."""

    status = 410


class NotServed(ActionError):
    """Tệp đang bị khóa vì chưa quét xong vi-rút hoặc có vi-rút."""

    status = 409
