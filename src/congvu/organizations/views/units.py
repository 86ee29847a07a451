"""Pages of units."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from congvu.core import clock
from congvu.core.formed import expected
from congvu.core.policies import require
from congvu.organizations import actions
from congvu.organizations.forms import CloseForm, MergeForm, RenameForm, SplitForm, UnitForm
from congvu.organizations.models import Seat, Unit
from congvu.organizations.policies import is_staff, may_manage_people, may_manage_units, may_set_up
from congvu.organizations.views.pages import crumbs, form_page


@login_required
@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    """The tree of units, or those found."""
    user = request.user
    require(is_staff(user) or may_set_up(user))
    words = request.GET.get("q", "").strip()
    units = Unit.objects.matching(words)
    if not request.GET.get("da_ket_thuc"):
        units = units.in_force(clock.today())
    context = {
        "rows": tree(list(units)),
        "q": words,
        "closed": bool(request.GET.get("da_ket_thuc")),
        "can_manage": may_manage_units(user),
        "can_set_up": may_set_up(user),
    }
    return render(request, "organizations/unit_list.html", context)


def tree(units: list[Unit]) -> list[tuple[Unit, int]]:
    """Units with their depth, each below the one it belongs to; orphans of a search on top."""
    here = {unit.pk for unit in units}
    below: dict[int | None, list[Unit]] = {}
    for unit in units:
        below.setdefault(unit.parent_id if unit.parent_id in here else None, []).append(unit)
    rows: list[tuple[Unit, int]] = []
    waiting = [(unit, 0) for unit in reversed(below.get(None, []))]
    while waiting:
        unit, depth = waiting.pop()
        rows.append((unit, depth))
        waiting += [(child, depth + 1) for child in reversed(below.get(unit.pk, []))]
    return rows


@login_required
@require_safe
def unit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: people, units below, what came before and after."""
    require(is_staff(request.user))
    unit = get_object_or_404(Unit.objects.select_related("parent"), pk=pk)
    seats = Seat.objects.in_force(clock.today()).filter(unit=unit).select_related("user")
    context = {
        "unit": unit,
        "seats": seats.order_by("role", "user__full_name"),
        "children": unit.children.in_force(clock.today()),
        "before": unit.came_from.select_related("predecessor"),
        "after": unit.succeeded_by.select_related("successor"),
        "closed": bool(unit.valid_to and unit.valid_to < clock.today()),
        "can_manage": may_manage_units(request.user),
        "can_manage_people": may_manage_people(request.user),
        "crumbs": crumbs(unit.short_name),
    }
    return render(request, "organizations/unit_detail.html", context)


@login_required
def unit_add(request: HttpRequest) -> HttpResponse:
    """Enter a unit."""
    require(may_manage_units(request.user))

    def run(fields: dict[str, Any]) -> str:
        return actions.add_unit(by=request.user, **fields).get_absolute_url()

    back = reverse("organizations:unit_list")
    form = UnitForm(request.POST or None)
    return form_page(request, form, run, title="Thêm đơn vị", button="Lưu đơn vị", back=back)


@login_required
def unit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is written about a unit."""
    require(may_manage_units(request.user))
    unit = get_object_or_404(Unit, pk=pk)

    def run(fields: dict[str, Any]) -> None:
        actions.edit_unit(unit, by=request.user, expected=expected(request), **fields)

    return form_page(
        request,
        UnitForm(request.POST or None, instance=unit),
        run,
        title=f"Sửa {unit}",
        button="Lưu đơn vị",
        back=unit.get_absolute_url(),
        version=unit.version,
        lead="Chỉ sửa chỗ ghi sai. Đổi tên theo quyết định thì dùng mục Đổi tên.",
    )


@login_required
def unit_close(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day of a unit that nothing follows."""
    require(may_manage_units(request.user))
    unit = get_object_or_404(Unit, pk=pk)

    def run(fields: dict[str, Any]) -> None:
        actions.close_unit(unit, by=request.user, expected=expected(request), **fields)

    return form_page(
        request,
        CloseForm(request.POST or None),
        run,
        title=f"Giải thể {unit}",
        button="Ghi ngày kết thúc",
        back=unit.get_absolute_url(),
        version=unit.version,
        lead="Các vị trí của đơn vị kết thúc cùng ngày. Hồ sơ cũ vẫn giữ nguyên tên đơn vị.",
    )


@login_required
def unit_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """New names by a decision."""
    require(may_manage_units(request.user))
    unit = get_object_or_404(Unit, pk=pk)

    def run(fields: dict[str, Any]) -> str:
        new = actions.rename_unit(unit, by=request.user, expected=expected(request), **fields)
        return new.get_absolute_url()

    return form_page(
        request,
        RenameForm(request.POST or None, initial={"name": unit.name, "symbol": unit.symbol}),
        run,
        title=f"Đổi tên {unit}",
        button="Đổi tên",
        back=unit.get_absolute_url(),
        version=unit.version,
        lead="Văn bản trước ngày này giữ tên cũ; người và đơn vị trực thuộc chuyển sang tên mới.",
    )


@login_required
def unit_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Several units become one."""
    require(may_manage_units(request.user))
    unit = get_object_or_404(Unit, pk=pk)

    def run(fields: dict[str, Any]) -> str:
        others = list(fields.pop("others"))
        return actions.merge_units([unit, *others], by=request.user, **fields).get_absolute_url()

    return form_page(
        request,
        MergeForm(request.POST or None, unit=unit),
        run,
        title=f"Sáp nhập {unit}",
        button="Sáp nhập",
        back=unit.get_absolute_url(),
        lead="Người và đơn vị trực thuộc của các đơn vị cũ chuyển sang đơn vị mới.",
    )


@login_required
def unit_split(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit becomes several."""
    require(may_manage_units(request.user))
    unit = get_object_or_404(Unit, pk=pk)

    def run(fields: dict[str, Any]) -> None:
        actions.split_unit(unit, by=request.user, expected=expected(request), **fields)

    return form_page(
        request,
        SplitForm(request.POST or None),
        run,
        title=f"Chia tách {unit}",
        button="Chia tách",
        back=unit.get_absolute_url(),
        version=unit.version,
        lead="Vị trí ở đơn vị cũ kết thúc; sau đó phân công người về từng đơn vị mới.",
    )
