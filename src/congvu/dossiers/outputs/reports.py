"""The reports and register books one-stop units print: their columns, tables from sums."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from congvu.dossiers.outputs import report_columns as c
from congvu.dossiers.outputs.report_columns import DetailColumn
from congvu.dossiers.rules import FIGURE_LABELS, NAME_LABELS, WHY, Figure, Figures, Name
from congvu.procedures.models import Procedure

F, N = Figure, Name
RATE = "rate"
ROWS_PREFIX = "so-lieu-"
UNKNOWN = "Thủ tục chưa có trong danh mục"


@dataclass(frozen=True)
class SumColumn:
    """A figure under its heading; ``group`` is the heading above several."""

    title: str
    name: str
    group: str = ""

    @property
    def whole_title(self) -> str:
        """Both headings in one line."""
        return f"{self.group}: {self.title.lower()}" if self.group else self.title


@dataclass(frozen=True)
class Summary:
    """A table of figures by field or by procedure."""

    slug: str
    title: str
    about: str
    by: str  # "field" or "procedure"
    columns: tuple[SumColumn, ...]
    figures: tuple[Figure, ...] = ()  # beside those of the identity


@dataclass(frozen=True)
class Listing:
    """Dossiers one by one: a detailed report, or a register book."""

    slug: str
    title: str
    about: str
    name: str  # the figure whose rows it lists
    columns: tuple[DetailColumn, ...]
    order: str = "accepted_at"
    figures: tuple[Figure, ...] = ()
    form: str = ""  # the kind of form, where the law numbers it


Report = Summary | Listing
DONE = (
    SumColumn("Tổng số", N.RESOLVED, "Đã giải quyết"),
    SumColumn("Trước hạn", F.EARLY, "Đã giải quyết"),
    SumColumn("Đúng hạn", F.ON_TIME, "Đã giải quyết"),
    SumColumn("Quá hạn", F.OVERDUE, "Đã giải quyết"),
    SumColumn("Không rõ hạn", F.UNDATED, "Đã giải quyết"),
)
OPEN = (
    SumColumn("Tổng số", N.PENDING, "Đang giải quyết"),
    SumColumn("Trong hạn", N.IN_TIME, "Đang giải quyết"),
    SumColumn("Quá hạn", N.LATE, "Đang giải quyết"),
)
CHANNELS = (
    SumColumn("Trực tuyến", N.ONLINE, "Mới tiếp nhận"),
    SumColumn("Trực tiếp", N.DIRECT, "Mới tiếp nhận"),
    SumColumn("Bưu chính công ích", N.BY_POST, "Mới tiếp nhận"),
)
WHYS = tuple(
    SumColumn(FIGURE_LABELS[one].split(": ")[1].capitalize(), one, "Vì sao không nộp trực tuyến")
    for one in WHY
)
SUMMARIES = (
    Summary(
        "tong-hop", "Báo cáo tổng hợp theo lĩnh vực",
        "Tiếp nhận, giải quyết, tỷ lệ đúng hạn của từng lĩnh vực", "field",
        (
            SumColumn("Tổng số", N.TAKEN, "Số hồ sơ nhận giải quyết"),
            SumColumn("Kỳ trước chuyển sang", N.CARRIED, "Số hồ sơ nhận giải quyết"),
            *CHANNELS, *DONE, *OPEN,
            SumColumn("Tạm dừng", N.PAUSED),
            SumColumn("Không giải quyết", N.UNRESOLVED),
            SumColumn("Người nộp rút", F.WITHDRAWN),
            SumColumn("Tỷ lệ đúng hạn", RATE),
        ),
    ),
    Summary(
        "tiep-nhan", "Báo cáo tình hình tiếp nhận hồ sơ",
        "Hình thức nộp, từ chối, vì sao không nộp trực tuyến, theo từng thủ tục", "procedure",
        (
            SumColumn("Tổng số", F.RECEIVED, "Mới tiếp nhận"),
            *CHANNELS,
            SumColumn("Hướng dẫn tại quầy", N.GUIDED, "Mới tiếp nhận"),
            SumColumn("Trả lại để hoàn thiện", F.SENT_BACK, "Chưa tiếp nhận"),
            SumColumn("Từ chối", F.REFUSED, "Chưa tiếp nhận"),
            *WHYS,
        ),
        (F.SENT_BACK, F.REFUSED, *WHY),
    ),
    Summary(
        "giai-quyet", "Báo cáo tình hình giải quyết hồ sơ",
        "Kết quả, tiến độ, hồ sơ còn lại của từng thủ tục", "procedure",
        (
            SumColumn("Phải giải quyết", N.TAKEN), *DONE, *OPEN,
            SumColumn("Tạm dừng", N.PAUSED),
            SumColumn("Không đủ điều kiện", F.NOT_ELIGIBLE, "Không giải quyết"),
            SumColumn("Dừng giải quyết", F.STOPPED, "Không giải quyết"),
            SumColumn("Người nộp rút", F.WITHDRAWN),
            SumColumn("Lần yêu cầu bổ sung", F.SUPPLEMENTED),
            SumColumn("Tỷ lệ đúng hạn", RATE),
        ),
        (F.SUPPLEMENTED,),
    ),
    Summary(
        "tra-ket-qua", "Báo cáo tình hình trả kết quả",
        "Kết quả đã ký và đã trả của từng thủ tục", "procedure",
        (*DONE, SumColumn("Đã trả trong kỳ", F.RETURNED)),
        (F.RETURNED,),
    ),
)  # fmt: skip
PERSON = (c.CODE, c.PROCEDURE, c.APPLICANT)
DETAILS = (
    Listing(
        "tiep-nhan-chi-tiet", "Chi tiết hồ sơ tiếp nhận", "Từng hồ sơ mới tiếp nhận trong kỳ",
        F.RECEIVED, (*PERSON, c.CHANNEL, c.ACCEPTED, c.DUE, c.POINT, c.UNIT, c.REMARK),
    ),
    Listing(
        "giai-quyet-chi-tiet", "Chi tiết hồ sơ giải quyết",
        "Từng hồ sơ phải giải quyết trong kỳ, kể cả kỳ trước chuyển sang",
        N.TAKEN, (*PERSON, c.UNIT, c.ACCEPTED, c.DUE, c.FINISHED, c.PROGRESS, c.STATE, c.REMARK),
    ),
    Listing(
        "tra-ket-qua-chi-tiet", "Chi tiết hồ sơ trả kết quả", "Từng hồ sơ đã trả kết quả trong kỳ",
        F.RETURNED, (*PERSON, c.ACCEPTED, c.DUE, c.FINISHED, c.RETURNED, c.PROGRESS, c.REMARK),
        order="returned_at", figures=(F.RETURNED,),
    ),
    Listing(
        "qua-han-dang-giai-quyet", "Hồ sơ quá hạn đang giải quyết",
        "Đã quá hạn mà chưa có kết quả tính đến cuối kỳ",
        N.LATE, (*PERSON, c.UNIT, c.HOLDER, c.ACCEPTED, c.DUE, c.DAYS_LATE, c.CAUSE, c.REMARK),
        order="due_at",
    ),
    Listing(
        "qua-han-da-giai-quyet", "Hồ sơ giải quyết quá hạn", "Có kết quả sau hạn trả trong kỳ",
        F.OVERDUE,
        (*PERSON, c.UNIT, c.ACCEPTED, c.DUE, c.FINISHED, c.RETURNED, c.DAYS_LATE, c.CAUSE),
        order="closed_at",
    ),
    Listing(
        "bo-sung", "Hồ sơ yêu cầu bổ sung, hoàn thiện",
        "Từng lần yêu cầu bổ sung, trả lại để hoàn thiện",
        N.ASKED, (*PERSON, c.MOVED, c.VERB, c.NOTE, c.GIVER),
        order="at", figures=(F.SUPPLEMENTED, F.SENT_BACK),
    ),
    Listing(
        "tu-choi", "Hồ sơ từ chối tiếp nhận", "Từng hồ sơ không được tiếp nhận, với lý do",
        F.REFUSED, (*PERSON, c.CHANNEL, c.REFUSED, c.POINT, c.WHY_REFUSED, c.REMARK),
        order="submitted_at", figures=(F.REFUSED,),
    ),
)  # fmt: skip
BOOKS = (
    Listing(
        "so-theo-doi", "Sổ theo dõi hồ sơ", "Theo mẫu của Thông tư có hiệu lực vào cuối kỳ",
        F.RECEIVED,
        (c.CODE, c.PROCEDURE, c.SETS, c.APPLICANT, c.UNIT,
         *c.under("Ngày, tháng, năm", c.ACCEPTED, c.DUE, c.RETURNED),
         *c.under("Trả kết quả", c.CHANNEL, c.RECEIPT), c.REMARK),
        form="register",
    ),
    Listing(
        "so-giao-nhan", "Sổ giao nhận hồ sơ", "Bộ phận Một cửa giao cho đơn vị giải quyết",
        F.HANDED, (*PERSON, c.MOVED_AT, c.GIVER, c.DESK, c.RECEIPT), order="at",
        figures=(F.HANDED,),
    ),
    Listing(
        "so-tra-ket-qua", "Sổ trả kết quả", "Kết quả đã trả trong kỳ, có chỗ ký nhận",
        F.RETURNED, (*PERSON, c.DUE, c.FINISHED, c.RETURNED, c.CHANNEL, c.RECEIPT, c.REMARK),
        order="returned_at", figures=(F.RETURNED,),
    ),
)  # fmt: skip
GROUPS: tuple[tuple[str, tuple[Report, ...]], ...] = (
    ("Báo cáo tổng hợp", SUMMARIES),
    ("Báo cáo chi tiết", DETAILS),
    ("Sổ", BOOKS),
)
REPORTS: dict[str, Report] = {one.slug: one for one in (*SUMMARIES, *DETAILS, *BOOKS)}
BEHIND = (*PERSON, c.UNIT, c.CHANNEL, c.ACCEPTED, c.DUE, c.FINISHED, c.PROGRESS, c.STATE, c.REMARK)
LABELS: dict[str, str] = {**NAME_LABELS, **FIGURE_LABELS}
ORDERS = {
    F.RETURNED: "returned_at",
    F.REFUSED: "submitted_at",
    N.LATE: "due_at",
    **dict.fromkeys((N.RESOLVED, F.EARLY, F.ON_TIME, F.OVERDUE, F.UNDATED), "closed_at"),
    **dict.fromkeys((F.NOT_ELIGIBLE, F.STOPPED, F.WITHDRAWN, N.UNRESOLVED), "closed_at"),
    **dict.fromkeys((F.SUPPLEMENTED, F.SENT_BACK, N.ASKED, F.HANDED), "at"),
}


def behind(name: str) -> Listing | None:
    """The rows of one figure, as a listing."""
    if name not in LABELS:
        return None
    moves = ORDERS.get(name) == "at"
    columns = (*PERSON, c.UNIT, c.MOVED, c.VERB, c.NOTE, c.GIVER) if moves else BEHIND
    figures = (Figure(name),) if name in set(Figure) else (F.SUPPLEMENTED, F.SENT_BACK)
    if name in set(Name) and name != N.ASKED:
        figures = ()
    order = ORDERS.get(name, "accepted_at")
    return Listing(f"{ROWS_PREFIX}{name}", LABELS[name], "", name, columns, order, figures)


@dataclass(frozen=True)
class Row:
    """One row of a summary; ``asked`` narrows the lists behind its figures."""

    label: str
    sums: Figures
    under: str = ""
    asked: dict[str, Any] = field(default_factory=dict)


def rows_of(spec: Summary, sums: Mapping[int | None, Figures]) -> list[Row]:
    """The rows of a summary from sums by procedure; what did not arise is left out."""
    arisen = {key: one for key, one in sums.items() if not one.empty}
    known = known_of(arisen)
    if spec.by == "field":
        return by_field(arisen, known)
    rows, names = [], names_of(known)
    for key, one in arisen.items():
        found = known.get(key) if key else None
        if found is None:
            rows.append((("\uffff", ""), Row(UNKNOWN, one, asked={"thu_tuc": 0})))
        else:
            place = (found.field.name if found.field else "", found.name)
            rows.append((place, Row(names[found.pk], one, place[0], {"thu_tuc": found.pk})))
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def known_of(keys: Iterable[int | None]) -> dict[int, Procedure]:
    """Procedures of the catalogue with what a row tells of them."""
    return Procedure.objects.select_related("field", "owner").in_bulk([one for one in keys if one])


def names_of(known: Mapping[int, Procedure]) -> dict[int, str]:
    """Their names; where several have the same, as those of two schools, with whose it is."""
    times = Counter(one.name for one in known.values())
    return {
        key: f"{one.name} ({one.owner})" if times[one.name] > 1 else one.name
        for key, one in known.items()
    }


def by_field(arisen: Mapping[int | None, Figures], known: Mapping[int, Procedure]) -> list[Row]:
    """Figures of procedures put together by their fields."""
    fields: dict[int | None, tuple[tuple, Row]] = {}
    for key, one in arisen.items():
        found = known.get(key) if key else None
        area = found.field if found else None
        if area is None:
            place, row = (1, "", ""), Row(UNKNOWN, Figures(), asked={"thu_tuc": 0})
        else:
            place = (0, area.order, area.name)
            row = Row(area.name, Figures(), asked={"linh_vuc": area.pk})
        kept = fields.setdefault(area.pk if area else None, (place, row))
        kept[1].sums.add(one)
    return [row for _, row in sorted(fields.values(), key=lambda pair: tuple(map(str, pair[0])))]


def whole_of(sums: Mapping[Any, Figures]) -> Figures:
    """All rows together."""
    whole = Figures()
    for one in sums.values():
        whole.add(one)
    return whole


def heads_of(columns: Sequence[SumColumn | DetailColumn]) -> list[tuple[str, int]]:
    """The upper row of headings: (group, columns it spans), or (title, 0) of one without group."""
    found: list[tuple[str, int]] = []
    for column in columns:
        if not column.group:
            found.append((column.title, 0))
        elif found and found[-1][0] == column.group:
            found[-1] = (column.group, found[-1][1] + 1)
        else:
            found.append((column.group, 1))
    return found
