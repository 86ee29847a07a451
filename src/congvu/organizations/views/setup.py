"""A new installation in one sitting."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from congvu.accounts.models import User
from congvu.core import clock, workdays
from congvu.core.errors import BadInput
from congvu.core.formed import explain
from congvu.core.imports import check, parsing, read
from congvu.core.policies import require
from congvu.core.search import fold
from congvu.documents.media import XLSX
from congvu.documents.xlsx import Sheet, SheetColumn, Workbook, render_xlsx
from congvu.organizations import actions
from congvu.organizations.forms import FoundForm, TableForm
from congvu.organizations.intake import COLUMNS, GUIDE, SAMPLE, Known, plan_of
from congvu.organizations.models import CalendarDay, OfficeHours, Unit
from congvu.organizations.policies import may_found, may_manage_people, may_set_up
from congvu.organizations.registry import Step, setup_steps
from congvu.organizations.states import UnitKind
from congvu.organizations.views.pages import crumbs, form_page
from congvu.organizations.views.people import passwords


@login_required
@require_safe
def setup(request: HttpRequest) -> HttpResponse:
    """What is done, and what comes next."""
    require(may_set_up(request.user))
    steps = [*own_steps(), *setup_steps()]
    current = next((step for step in steps if not step.done), None)
    context = {"steps": steps, "current": current, "crumbs": crumbs("Cài đặt ban đầu")}
    return render(request, "organizations/setup.html", context)


def own_steps() -> list[Step]:
    """The steps this package knows."""
    year, named = clock.today().year, Unit.objects.count()
    people = User.objects.filter(kind=User.Kind.OFFICER).count()
    calendar = CalendarDay.objects.in_year(year).exists()
    hours = OfficeHours.objects.exists()
    return [
        Step("Tên cơ quan", "Tên đầy đủ, ký hiệu văn bản.", link("setup_found"), named > 0),
        Step(
            "Đơn vị và cán bộ",
            f"{named} đơn vị, {people} người. Nhập từ Excel hoặc dán bảng.",
            link("setup_table"),
            named > 1 and people > 1,
        ),
        Step("Lịch nghỉ", f"Ngày nghỉ, làm bù năm {year}.", link("calendar_year"), calendar),
        Step("Giờ làm việc", "Mặc định 07:00–11:00, 13:00–17:00.", link("hours_add"), hours),
    ]


def link(name: str) -> str:
    """An address of this package."""
    return reverse(f"organizations:{name}")


@login_required
def setup_found(request: HttpRequest) -> HttpResponse:
    """The office's own name."""
    require(may_found(request.user) or may_manage_people(request.user))

    def run(fields: dict[str, Any]) -> None:
        actions.found_office(by=request.user, **fields)

    form = FoundForm(request.POST or None)
    back = link("setup")
    return form_page(request, form, run, title="Tên cơ quan", button="Lưu tên cơ quan", back=back)


@login_required
@require_POST
def setup_calendar(request: HttpRequest) -> HttpResponse:
    """Load the national calendar we came with."""
    rows = workdays.load(workdays.NATIONAL_FILE)
    touched = actions.load_calendar(rows, by=request.user)
    messages.success(request, f"Đã nạp lịch nghỉ: {len(touched)} ngày mới hoặc thay đổi.")
    return redirect("organizations:calendar_year")


@login_required
def setup_table(request: HttpRequest) -> HttpResponse:
    """A table of units and people: looked through first, then entered whole or not at all."""
    require(may_manage_people(request.user))
    form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
    context: dict[str, Any] = {"form": form, "crumbs": crumbs("Đơn vị và cán bộ")}
    status = 200
    if form.is_bound and form.is_valid():
        try:
            text = as_text(form.cleaned_data)
            preview = check(read(text), COLUMNS)
            plan = plan_of(preview, known(request.user))
            if preview.good and request.POST.get("verb") == "enter":
                made = actions.set_up(plan, by=request.user)
                return passwords(request, made, setting_up=True)
            context |= {"preview": preview, "plan": plan, "text": text}
            status = 200 if preview.good else 422
        except BadInput as error:
            explain(form, error)
    if form.is_bound and form.errors:
        status = 422
    return render(request, "organizations/setup_table.html", context, status=status)


def as_text(given: dict[str, Any]) -> str:
    """The table as tabbed text, so that the page can send it again to be entered."""
    if not given.get("file"):
        return given["text"]
    grid = read(given["file"].read(), given["file"].name)
    return "\n".join("\t".join(parsing.raw(cell) for cell in row) for row in grid.rows)


def known(user: User) -> Known:
    """Units, names and addresses that are there already, and who enters the table."""
    units = list(Unit.objects.in_force(clock.today()))
    by_name = {fold(unit.short_name): unit.pk for unit in units}
    by_name |= {fold(unit.name): unit.pk for unit in units}
    tops = [unit for unit in units if unit.kind == UnitKind.DEPARTMENT]
    # of citizens the names only: whether an address has an account is nobody's business
    people = [
        (name, email if kind == User.Kind.OFFICER else "")
        for name, email, kind in User.objects.values_list("username", "email", "kind")
    ]
    return Known(
        by_name,
        frozenset(unit.symbol for unit in units),
        frozenset(name for name, _ in people),
        frozenset(email.lower() for _, email in people if email),
        fold(tops[0].name) if tops else "",
        user.username,
    )


@login_required
@require_safe
def setup_template(request: HttpRequest) -> HttpResponse:
    """An Excel file to fill in, which explains itself."""
    require(may_set_up(request.user))
    columns = tuple(SheetColumn(column.label, 24) for column in COLUMNS)
    guide = (SheetColumn("Cột", 20), SheetColumn("Cách ghi", 80))
    book = Workbook(
        (Sheet("Danh sách", columns, SAMPLE), Sheet("Hướng dẫn", guide, GUIDE)),
        title="Danh sách đơn vị và cán bộ",
    )
    answer = HttpResponse(render_xlsx(book), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="don-vi-va-can-bo.xlsx"'
    return answer
