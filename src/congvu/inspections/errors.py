"""Named errors of campaigns."""

from congvu.core.errors import ActionError, BadInput, WrongState


class NoUnits(ActionError):
    """Kế hoạch chưa chọn đơn vị nào để kiểm tra."""


class NoAreas(ActionError):
    """Chưa chọn nội dung kiểm tra nào."""


class NoTeamHead(ActionError):
    """Đoàn kiểm tra chưa có trưởng đoàn."""


class NotScheduled(ActionError):
    """Còn đơn vị chưa xếp lịch kiểm tra."""


class ScheduleClash(ActionError):
    """Lịch bị trùng: đoàn không thể có mặt ở hai nơi cùng lúc."""


class NoActingSecretary(ActionError):
    """Thư ký đoàn công tác tại đơn vị này: phải cử người khác làm thư ký buổi làm việc."""


class MinutesMissing(ActionError):
    """Chưa có đủ biên bản đã ký của các buổi làm việc."""


class FindingsUnplaced(ActionError):
    """Còn phát hiện chưa đưa vào nhận xét chung và chưa đánh dấu chỉ nêu trong biên bản."""


class NotNumbered(WrongState):
    """Văn bản chưa được cấp số."""


class NumberTaken(ActionError):
    """Số này đã cấp cho văn bản khác cùng loại trong năm."""


class TextFrozen(WrongState):
    """Văn bản đã trình ký, nội dung không sửa được nữa. Muốn sửa phải trả lại dự thảo."""


class MinutesMoved(WrongState):
    """Biên bản đã thay đổi sau khi in: in lại hoặc ký bản đang hiện."""


class RefusalIncomplete(ActionError):
    """Đơn vị không ký biên bản thì phải ghi lý do và người chứng kiến."""


class VisitPast(ActionError):
    """Ngày làm việc phải sau ngày quyết định thành lập đoàn."""


class DocumentExists(ActionError):
    """Đã có văn bản này."""


class NotThisPaper(BadInput):
    """Tệp này không phải bản Word của văn bản đang mở. Hãy chọn tệp tải từ chính trang này."""


class DataMoved(WrongState):
    """Số liệu vừa thay đổi trong lúc lập văn bản. Hãy xem lại văn bản rồi thực hiện lại."""


class WordingStale(ActionError):
    """Lời văn đã sửa không còn khớp số liệu. Hãy khôi phục câu đó hoặc giữ và ghi lý do."""


class ReportMissing(WrongState):
    """Đoàn kiểm tra chưa báo cáo kết quả. Phát hành báo cáo trước khi trình thông báo kết luận."""
