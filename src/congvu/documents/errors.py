"""Named errors of documents. The docstring is the default message, in the user's language."""

from congvu.core.errors import BadInput


class NotWordFile(BadInput):
    """Tệp này không phải tài liệu Word (.docx). Hãy lưu lại ở định dạng .docx rồi nộp lại."""


class OldWordFile(BadInput):
    """Tệp ở định dạng Word cũ (.doc). Hãy mở và lưu thành .docx rồi nộp lại."""


class ProtectedWordFile(BadInput):
    """Tệp Word đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu rồi nộp lại."""


class MacroWordFile(BadInput):
    """Tệp Word có chứa macro nên bị từ chối. Hãy lưu thành .docx không macro rồi nộp lại."""


class WordFileTooBig(BadInput):
    """Tệp Word quá lớn (hoặc nén bất thường) nên không đọc."""


class BrokenWordFile(BadInput):
    """Tệp Word bị hỏng, không đọc được nội dung. Hãy mở, lưu lại rồi nộp lại."""


class TemplateFault(BadInput):
    """Mẫu văn bản có lỗi, không dùng được."""


class SigningFailed(BadInput):
    """Không ký được tệp PDF: chứng thư hoặc mật khẩu không đúng."""


class TokenNotSupported(BadInput):
    """Máy chủ chưa cài phần ký bằng thiết bị (congvu[token]). Báo quản trị hệ thống."""


class NotPdfFile(BadInput):
    """Tệp này không phải tệp PDF đọc được."""


class NotPicture(BadInput):
    """Ảnh chữ ký phải là tệp .png nền trong suốt, không quá 1 MB."""
