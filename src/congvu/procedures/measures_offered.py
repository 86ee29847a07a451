"""Measures of procedures handed up: every officer may know them, as every officer reads them."""

from congvu.core.measures import Measure
from congvu.procedures.measures import counted, rows
from congvu.procedures.policies import may_read

CODE = "complete_procedures"
TITLE = "Tỷ lệ thủ tục công khai đủ bốn nội dung"
DEFINITION = (
    "Thủ tục có bản đang áp dụng nêu đủ thành phần hồ sơ, số bộ, thời hạn, quy trình ÷ thủ tục có"
    " bản đang áp dụng; tính vào ngày cuối tháng (tháng này: hôm nay), theo đơn vị quyết định."
)
SOURCE = "Danh mục thủ tục hành chính của cơ quan"
MEASURES = (Measure(CODE, TITLE, DEFINITION, "thủ tục", SOURCE, may_read, counted, rows),)
