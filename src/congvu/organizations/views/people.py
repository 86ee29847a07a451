"""Pages of people and seats."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from congvu.accounts.models import User
from congvu.core import clock
from congvu.core.formed import expected
from congvu.core.policies import require
from congvu.core.search import fold
from congvu.organizations import actions
from congvu.organizations.forms import DelegationForm, EndSeatForm, PersonForm, SeatForm
from congvu.organizations.models import Delegation, Seat
from congvu.organizations.policies import is_staff, may_delegate, may_manage_people
from congvu.organizations.views.pages import crumbs, form_page


@login_required
@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    """Officers with the seats they hold today."""
    require(is_staff(request.user))
    words = fold(request.GET.get("q", ""))
    held = Seat.objects.in_force(clock.today()).select_related("unit")
    people = User.objects.filter(kind=User.Kind.OFFICER).order_by("full_name", "pk")
    people = people.prefetch_related(Prefetch("seats", queryset=held, to_attr="held"))
    found = [p for p in people if words in fold(f"{p.full_name} {p.username} {p.title}")]
    context = {"people": found, "q": request.GET.get("q", ""), "crumbs": crumbs("Cán bộ")}
    context["can_manage"] = may_manage_people(request.user)
    return render(request, "organizations/person_list.html", context)


@login_required
@require_safe
def person_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: seats now and before, delegations."""
    require(is_staff(request.user))
    person = get_object_or_404(User, pk=pk, kind=User.Kind.OFFICER)
    today = clock.today()
    seats = person.seats.select_related("unit").order_by("-valid_from", "pk")
    lent = Delegation.objects.filter(seat__user=person).select_related("to", "seat__unit")
    context = {
        "person": person,
        "seats": [(seat, seat.valid_to is None or seat.valid_to >= today) for seat in seats],
        "lent": lent.order_by("-valid_from"),
        "can_manage": may_manage_people(request.user),
        "can_lend": may_manage_people(request.user) or person == request.user,
        "crumbs": crumbs(person.full_name),
    }
    return render(request, "organizations/person_detail.html", context)


@login_required
def person_add(request: HttpRequest) -> HttpResponse:
    """An account, a seat, and the one-time password to hand over."""
    require(may_manage_people(request.user))

    def run(fields: dict[str, Any]) -> HttpResponse:
        made = actions.add_person(by=request.user, **fields)
        return passwords(request, [made])

    form = PersonForm(request.POST or None)
    back = reverse("organizations:person_list")
    return form_page(request, form, run, title="Thêm người", button="Lập tài khoản", back=back)


def passwords(request: HttpRequest, made: list, *, setting_up: bool = False) -> HttpResponse:
    """The list to print and hand over: shown now, kept nowhere."""
    context = {"made": made, "setting_up": setting_up}
    return render(request, "organizations/passwords_print.html", context)


@login_required
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Name, title, address."""
    require(may_manage_people(request.user))
    person = get_object_or_404(User, pk=pk, kind=User.Kind.OFFICER)

    def run(fields: dict[str, Any]) -> None:
        actions.edit_person(person, by=request.user, **fields)

    initial = {name: getattr(person, name) for name in ("full_name", "email", "title")}
    return form_page(
        request,
        PersonForm(request.POST or None, with_seat=False, initial=initial),
        run,
        title=f"Sửa {person}",
        button="Lưu",
        back=reverse("organizations:person_detail", args=[pk]),
    )


@login_required
@require_POST
def person_password(request: HttpRequest, pk: int) -> HttpResponse:
    """A new one-time password."""
    person = get_object_or_404(User, pk=pk, kind=User.Kind.OFFICER)
    return passwords(request, [actions.renew_person_password(person, by=request.user)])


@login_required
@require_POST
def person_lock(request: HttpRequest, pk: int) -> HttpResponse:
    """Lock an account, or open it again."""
    person = get_object_or_404(User, pk=pk, kind=User.Kind.OFFICER)
    reason = request.POST.get("reason", "")[:200]
    locked = actions.lock_person(person, by=request.user, locked=person.is_active, reason=reason)
    messages.success(request, "Đã mở tài khoản." if locked.is_active else "Đã khóa tài khoản.")
    return redirect("organizations:person_detail", pk=pk)


@login_required
def seat_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Another seat for a person."""
    require(may_manage_people(request.user))
    person = get_object_or_404(User, pk=pk, kind=User.Kind.OFFICER)

    def run(fields: dict[str, Any]) -> None:
        actions.give_seat(by=request.user, user=person, **fields)

    return form_page(
        request,
        SeatForm(request.POST or None),
        run,
        title=f"Giao vị trí cho {person}",
        button="Giao vị trí",
        back=reverse("organizations:person_detail", args=[pk]),
    )


@login_required
def seat_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day of a seat."""
    require(may_manage_people(request.user))
    seat = get_object_or_404(Seat.objects.select_related("user", "unit"), pk=pk)

    def run(fields: dict[str, Any]) -> None:
        actions.end_seat(seat, by=request.user, expected=expected(request), **fields)

    return form_page(
        request,
        EndSeatForm(request.POST or None),
        run,
        title=f"Kết thúc vị trí: {seat}",
        button="Kết thúc vị trí",
        back=reverse("organizations:person_detail", args=[seat.user_id]),
        version=seat.version,
    )


@login_required
def seat_delegate(request: HttpRequest, pk: int) -> HttpResponse:
    """Lend a seat for a written time."""
    seat = get_object_or_404(Seat.objects.select_related("user", "unit"), pk=pk)
    require(may_delegate(request.user, seat))

    def run(fields: dict[str, Any]) -> None:
        actions.delegate(seat, by=request.user, **fields)

    return form_page(
        request,
        DelegationForm(request.POST or None),
        run,
        title=f"Ủy quyền: {seat}",
        button="Ủy quyền",
        back=reverse("organizations:person_detail", args=[seat.user_id]),
    )
