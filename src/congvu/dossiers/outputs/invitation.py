"""The sheet that invites to rate: a code to scan with one's own phone."""

from congvu.documents.posted import PostedSheet
from congvu.dossiers.models import Dossier


def invitation(row: Dossier, address: str) -> PostedSheet:
    """One sheet; ``address`` is the signed link, good for one rating."""
    unit = row.point.unit if row.point else row.unit
    above = unit.superior_name or (unit.parent.name if unit and unit.parent else "") if unit else ""
    return PostedSheet(
        parent_agency=above,
        agency=unit.name if unit else "",
        title="Mời đánh giá",
        lead="Quét mã bằng điện thoại, chọn mức hài lòng. Không phải đăng nhập, không ghi tên.",
        facts=(("Mã hồ sơ", row.code), ("Thủ tục", row.procedure_words)),
        address=address,
        mark=row.code,
        foot="Mỗi hồ sơ đánh giá một lần, sau khi nhận kết quả.",
    )
