"""The table of a new office: its columns, what a filled one means, what is doubtful in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from congvu.accounts.rules import suggest_username
from congvu.core.imports import Column, Preview, Problem, parsing
from congvu.core.imports.grid import PreviewRow
from congvu.core.search import fold
from congvu.organizations.rules import PersonDraft, Plan, UnitDraft, initials
from congvu.organizations.states import ROLE_LABELS, UNIT_KIND_LABELS, Role, UnitKind

KINDS = {label: kind.value for kind, label in UNIT_KIND_LABELS.items()} | {
    "Phòng": UnitKind.DIVISION.value,
    "Trung tâm": UnitKind.PUBLIC_SERVICE_UNIT.value,
    "Văn phòng": UnitKind.DEPARTMENT_OFFICE.value,
    "Một cửa": UnitKind.COUNTER.value,
}
ROLES = {label: role.value for role, label in ROLE_LABELS.items() if role != Role.CITIZEN} | {
    "Đầu mối": Role.CONTACT.value,
    "Trưởng phòng": Role.UNIT_HEAD.value,
    "Hiệu trưởng": Role.UNIT_HEAD.value,
    "Thành viên đoàn": Role.INSPECTOR.value,
}
GUESSES = {  # how names of units begin
    "so ": UnitKind.DEPARTMENT,
    "van phong": UnitKind.DEPARTMENT_OFFICE,
    "phong": UnitKind.DIVISION,
    "truong": UnitKind.SCHOOL,
    "trung tam": UnitKind.PUBLIC_SERVICE_UNIT,
    "tt ": UnitKind.PUBLIC_SERVICE_UNIT,
    "bo phan": UnitKind.COUNTER,
}
ROLE_PARSE = parsing.choice(ROLES, what="vai trò")


def roles(cell: object) -> list[str]:
    """One or several roles, set apart by semicolons."""
    words = [word.strip() for word in parsing.raw(cell).split(";")]
    found = [ROLE_PARSE(word) for word in words if word]
    return list(dict.fromkeys(found))


COLUMNS = [
    Column("unit", "Đơn vị", parsing.short_text(300), aliases=("Tên đơn vị", "Tên đầy đủ")),
    Column("short_name", "Tên gọi tắt", parsing.short_text(150), aliases=("Tên tắt",)),
    Column("symbol", "Ký hiệu", parsing.short_text(30)),
    Column("kind", "Loại đơn vị", parsing.choice(KINDS, what="loại đơn vị"), aliases=("Loại",)),
    Column("parent", "Trực thuộc", parsing.short_text(300), aliases=("Đơn vị cấp trên",)),
    Column("full_name", "Họ và tên", parsing.short_text(200), aliases=("Họ tên", "Cán bộ")),
    Column("title", "Chức vụ", parsing.short_text(200)),
    Column("roles", "Vai trò", roles),
    Column("email", "Thư điện tử", parsing.email, aliases=("Email", "E-mail")),
    Column("username", "Tên đăng nhập", parsing.short_text(150)),
]

SAMPLE = [
    (
        "Phòng Người có công",
        "Phòng NCC",
        "NCC",
        "Phòng chuyên môn",
        "",
        "Nguyễn Văn An",
        "Trưởng phòng",
        "Trưởng đơn vị",
        "an@example.vn",
        "",
    ),
    (
        "",
        "",
        "",
        "",
        "",
        "Trần Thị Bình",
        "Chuyên viên",
        "Đầu mối CCHC; Thành viên đoàn kiểm tra",
        "binh@example.vn",
        "",
    ),
    (
        "Trường Trung cấp nghề",
        "Trường TCN",
        "TCN",
        "Trường",
        "",
        "Lê Văn Cường",
        "Hiệu trưởng",
        "Trưởng đơn vị",
        "",
        "cuonglv",
    ),
]
GUIDE = [
    ("Đơn vị", "Tên đầy đủ. Để trống nếu cùng đơn vị với dòng trên."),
    ("Tên gọi tắt", "Ghi đúng như cơ quan thường viết. Để trống thì lấy tên đầy đủ."),
    ("Ký hiệu", "Dùng trong số văn bản. Để trống thì lấy chữ cái đầu."),
    ("Loại đơn vị", "Một trong: " + ", ".join(UNIT_KIND_LABELS.values()) + "."),
    ("Trực thuộc", "Đơn vị cấp trên. Để trống là trực thuộc Sở."),
    ("Họ và tên", "Để trống nếu dòng chỉ khai đơn vị."),
    (
        "Vai trò",
        "Nhiều vai trò cách nhau bởi dấu chấm phẩy. Một trong: "
        + ", ".join(label for role, label in ROLE_LABELS.items() if role != Role.CITIZEN)
        + ".",
    ),
    ("Thư điện tử", "Để nhận thông báo và đăng nhập một lần của tỉnh. Có thể để trống."),
    (
        "Tên đăng nhập",
        "Để trống thì lấy theo họ tên, ví dụ annv. Ghi tên đăng nhập của chính người đang nhập bảng"
        " thì người đó nhận thêm vai trò, không lập tài khoản mới.",
    ),
    ("", "Xóa ba dòng ví dụ ở bảng Danh sách trước khi nhập."),
]


@dataclass
class Known:
    """What the office has already."""

    units: Mapping[str, int] = field(default_factory=dict)  # folded full or short name -> id
    symbols: frozenset[str] = frozenset()
    usernames: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    top: str = ""  # key of the Department, above whatever names no unit above
    own: str = ""  # username of whoever enters the table


def plan_of(preview: Preview, known: Known) -> Plan:
    """What the rows would enter; what does not fit together is added to the preview's problems."""
    plan = Plan(known=dict(known.units))
    here = ""
    for number, row in enumerate(preview.rows, 1):
        values = row.values
        if values["unit"]:
            here = unit_of(plan, row, number, known, preview)
        if not here:
            doubt(preview, row, "unit", "Thiếu tên đơn vị.")
        elif values["full_name"]:
            person_of(plan, row, here, known, preview)
        elif values["roles"] or values["email"]:
            doubt(preview, row, "full_name", "Thiếu họ và tên.")
    check_parents(plan, preview)
    return plan


def unit_of(plan: Plan, row: PreviewRow, number: int, known: Known, preview: Preview) -> str:
    """Key of the unit this row names, entered into the plan when it is new."""
    values, key = row.values, fold(row.values["unit"])
    if key in plan.known or any(draft.key == key for draft in plan.units):
        return key
    kind = values["kind"] or guess(key)
    if not kind and not row.cells["kind"].message:
        doubt(preview, row, "kind", f"Ghi loại của {values['unit']}.")
    symbols = known.symbols | {draft.symbol for draft in plan.units}
    symbol = values["symbol"] or initials(values["unit"], symbols)
    if symbol in symbols:
        doubt(preview, row, "symbol", f"Ký hiệu {symbol} đã có đơn vị khác dùng.")
    parent = fold(values["parent"] or "")
    if not parent and kind != UnitKind.DEPARTMENT:
        tops = [draft.key for draft in plan.units if draft.kind == UnitKind.DEPARTMENT]
        parent = known.top or (tops[0] if tops else "")
    name, short = values["unit"], values["short_name"] or values["unit"][:150]
    plan.units.append(UnitDraft(key, name, short, symbol, kind or "", parent, number))
    return key


def guess(key: str) -> str:
    """The kind of unit its name begins with."""
    found = [kind for start, kind in GUESSES.items() if key.startswith(start)]
    return found[0].value if found else ""


def person_of(plan: Plan, row: PreviewRow, unit: str, known: Known, preview: Preview) -> None:
    """A person of the plan: a new one, one of the rows above, or whoever enters the table."""
    values = row.values
    seats = [(unit, role) for role in values["roles"] or [Role.VIEWER.value]]
    if known.own and values["username"] == known.own:
        plan.own += [seat for seat in seats if seat not in plan.own]
        return
    same = same_person(plan, values)
    if same is not None:
        same.seats += [seat for seat in seats if seat not in same.seats]
        return
    taken = known.usernames | {person.username for person in plan.people}
    name = values["username"] or suggest_username(values["full_name"], taken)
    if name in taken:
        doubt(preview, row, "username", f"Tên đăng nhập {name} đã có người dùng.")
    email = values["email"] or ""
    if email and email in known.emails:
        doubt(preview, row, "email", f"Địa chỉ {email} đã có tài khoản.")
    plan.people.append(PersonDraft(name, values["full_name"], email, values["title"] or "", seats))


def same_person(plan: Plan, values: dict) -> PersonDraft | None:
    """The person of an earlier row with the same login or address."""
    login, email = values["username"], values["email"]
    found = (
        person
        for person in plan.people
        if (login and login == person.username) or (email and email == person.email)
    )
    return next(found, None)


def check_parents(plan: Plan, preview: Preview) -> None:
    """Every unit above must be there."""
    keys = {draft.key for draft in plan.units} | set(plan.known)
    by_key = {fold(row.values["unit"] or ""): row for row in reversed(preview.rows)}
    short = {fold(draft.short_name): draft.key for draft in plan.units}
    for index, draft in enumerate(plan.units):
        if draft.parent in keys or not draft.parent:
            continue
        if draft.parent in short:
            plan.units[index] = UnitDraft(**{**draft.__dict__, "parent": short[draft.parent]})
        else:
            row = by_key[draft.key]
            doubt(preview, row, "parent", f"Không có đơn vị {row.values['parent']!r}.")


def doubt(preview: Preview, row: PreviewRow, column: str, message: str) -> None:
    """Mark a cell, as a failed parse would."""
    if not row.cells[column].message:
        row.cells[column].message = message
        preview.problems.append(Problem(row.number, column, message))


__all__ = ["COLUMNS", "GUIDE", "SAMPLE", "Known", "plan_of"]
