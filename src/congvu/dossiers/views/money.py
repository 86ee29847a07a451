"""Phí, lệ phí of one dossier: what is owed, what was taken, how to pay by transfer."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congvu.core.errors import ActionError
from congvu.core.formed import form_page, refused
from congvu.core.policies import require
from congvu.documents.slip import PrintedSlip
from congvu.dossiers.actions import (
    charge,
    collect,
    drop_due,
    give_receipt,
    relieve,
    reverse_payment,
)
from congvu.dossiers.forms.money import (
    ChargeForm,
    CollectForm,
    ReasonForm,
    ReceiptForm,
    ReliefForm,
    dong,
)
from congvu.dossiers.models import Dossier, FeeDue, Payment, ReceiptBook
from congvu.dossiers.outputs.money import payment_order, payment_slip, qr_svg
from congvu.dossiers.outputs.slip_files import slip_word
from congvu.dossiers.outputs.slips import issuer_of
from congvu.dossiers.owing import CHARGEABLE, Owing, owing_of, rules_left, transfer_of
from congvu.dossiers.policies import may_charge, may_collect
from congvu.dossiers.rules import relief_label
from congvu.dossiers.views.common import crumb_list, opened_version, sent
from congvu.dossiers.views.slips import as_pdf, as_word

RELATED = ("procedure", "procedure_version", "unit", "point__unit__parent", "applicant")


@login_required
@require_safe
def dossier_fees(request: HttpRequest, pk: int) -> HttpResponse:
    """What is owed, taken, and what may be done about it."""
    return page(request, row_of(request, pk))


@login_required
@require_POST
def dossier_charge(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what is owed."""
    row = row_of(request, pk)
    require(may_charge(request.user, row))
    form = ChargeForm(request.POST, rules=rules_left(row, owing_of(row)))
    if form.is_valid():
        try:
            made = charge(row, form.levies(), by=request.user, expected=opened_version(request))
        except ActionError as error:
            status, _ = refused(form, error, row.version)
            return page(request, row, charging=form, status=status)
        messages.success(request, f"Đã ghi {len(made):02d} khoản phải thu.")
        return redirect("dossiers:dossier_fees", pk)
    return page(request, row, charging=form, status=422)


@login_required
@require_POST
def dossier_collect(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the money, give the receipt."""
    row = row_of(request, pk)
    require(may_collect(request.user, row))
    form = CollectForm(request.POST, dues=owing_of(row).open, books=books_of(row))
    if form.is_valid():
        try:
            paid = collect(row, by=request.user, **form.values())
        except ActionError as error:
            status, _ = refused(form, error, row.version)
            return page(request, row, collecting=form, status=status)
        messages.success(request, told(paid))
        return redirect("dossiers:dossier_fees", pk)
    return page(request, row, collecting=form, status=422)


def told(payment: Payment) -> str:
    """What the officer reads out."""
    receipt = getattr(payment, "receipt", None)
    written = f", biên lai {receipt}" if receipt else ""
    return f"Đã thu {dong(payment.amount)}{written}."


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def due_relieve(request: HttpRequest, pk: int) -> HttpResponse:
    """Exempt or reduce one amount."""
    due = due_of(request, pk)
    form = ReliefForm(sent(request), due=due)

    def act() -> Any:
        return relieve(due, by=request.user, expected=opened_version(request), **form.values())

    return asked(request, due.dossier, form, f"Miễn, giảm: {due}", act, version=due.version)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def due_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Let one amount go."""
    due = due_of(request, pk)
    form = ReasonForm(sent(request))

    def act() -> Any:
        version = opened_version(request)
        return drop_due(due, by=request.user, expected=version, **form.cleaned_data)

    return asked(request, due.dossier, form, f"Bỏ khoản thu: {due}", act, version=due.version)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def payment_reverse(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a payment by a counter entry."""
    payment = payment_of(request, pk)
    require(may_collect(request.user, payment.dossier))
    form = ReasonForm(sent(request))

    def act() -> Any:
        return reverse_payment(payment, by=request.user, **form.cleaned_data)

    label = f"Hủy lần thu {dong(payment.amount)}"
    return asked(request, payment.dossier, form, label, act)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def payment_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the receipt for money that came without one."""
    payment = payment_of(request, pk)
    require(may_collect(request.user, payment.dossier))
    form = ReceiptForm(sent(request), dossier=payment.dossier)

    def act() -> Any:
        return give_receipt(payment, by=request.user, **form.cleaned_data)

    return asked(request, payment.dossier, form, f"Viết biên lai {dong(payment.amount)}", act)


@login_required
@require_safe
def payment_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The slip that goes with the receipt; nothing is printed of what was undone."""
    return as_pdf(payment_slip(standing_of(request, pk)), f"phieu-thu-{pk}")


@login_required
@require_safe
def payment_word(request: HttpRequest, pk: int) -> HttpResponse:
    """The same slip in Word."""
    payment = standing_of(request, pk)
    data = slip_word(payment_slip(payment), "payment", issuer_of(payment.dossier))
    return as_word(data, f"phieu-thu-{pk}")


@login_required
@require_safe
def dossier_order(request: HttpRequest, pk: int) -> HttpResponse:
    """What is to be paid and how, with the VietQR code, for the applicant to take along."""
    return as_pdf(order_of(row_of(request, pk)), f"giay-nop-tien-{pk}")


@login_required
@require_safe
def dossier_order_word(request: HttpRequest, pk: int) -> HttpResponse:
    """The same order in Word."""
    row = row_of(request, pk)
    data = slip_word(order_of(row), "payment_order", issuer_of(row))
    return as_word(data, f"giay-nop-tien-{pk}")


def standing_of(request: HttpRequest, pk: int) -> Payment:
    """A payment that was not undone."""
    payment = payment_of(request, pk)
    if payment.is_reversal or payment.reversed_at is not None:
        raise Http404
    return payment


def order_of(row: Dossier) -> PrintedSlip:
    """What is still owed; where nothing is, there is no order."""
    owing = owing_of(row)
    if not owing.open or row.state not in CHARGEABLE:
        raise Http404
    return payment_order(row, owing, transfer_of(row, owing))


def row_of(request: HttpRequest, pk: int) -> Dossier:
    """A dossier of ours this person works on."""
    rows = Dossier.objects.visible_to(request.user).select_related(*RELATED)
    return get_object_or_404(rows, pk=pk, source=None)


def due_of(request: HttpRequest, pk: int) -> FeeDue:
    """An amount of a dossier this person charges."""
    seen = Dossier.objects.visible_to(request.user)
    rows = FeeDue.objects.filter(dossier__in=seen).select_related("dossier__point")
    due = get_object_or_404(rows, pk=pk)
    require(may_charge(request.user, due.dossier))
    return due


def payment_of(request: HttpRequest, pk: int) -> Payment:
    """A payment of a dossier this person works on."""
    seen = Dossier.objects.visible_to(request.user)
    related = ("dossier__point__unit__parent", "dossier__procedure", "dossier__applicant", "by",
               "receipt__book")  # fmt: skip
    rows = Payment.objects.filter(dossier__in=seen).select_related(*related)
    return get_object_or_404(rows, pk=pk)


def books_of(row: Dossier) -> list[ReceiptBook]:
    """Books in use where the money is taken."""
    return list(ReceiptBook.objects.filter(point=row.point_id, active=True))


def page(
    request: HttpRequest,
    row: Dossier,
    *,
    charging: ChargeForm | None = None,
    collecting: CollectForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with a form that was refused as it was sent."""
    owing = owing_of(row)
    alive = row.state in CHARGEABLE
    can_charge = alive and may_charge(request.user, row)
    can_collect = alive and may_collect(request.user, row)
    left = rules_left(row, owing)
    if can_collect and owing.open and collecting is None:
        collecting = CollectForm(dues=owing.open, books=books_of(row))
    if can_charge and charging is None:
        charging = ChargeForm(rules=left)
    transfer = transfer_of(row, owing) if alive else None
    context = {
        "row": row,
        "owing": owing,
        "dues": [due_line(one) for one in owing.dues],
        "unpriced": [one for one in left if one.amount is None],
        "payments": payments_of(row),
        "transfer": transfer,
        "code": qr_svg(transfer.text) if transfer and transfer.text else "",
        "charging": charging if can_charge else None,
        "open_charge": bool(charging and (charging.errors or (charging.priced and not owing.dues))),
        "collecting": collecting if can_collect and owing.open else None,
        "can_collect": can_collect,
        "can_charge": can_charge,
        "crumbs": crumbs_of(row, "Phí, lệ phí"),
    }
    return render(request, "dossiers/dossier_fees.html", context, status=status)


def payments_of(row: Dossier) -> list[Payment]:
    """All entries, undone ones and what undid them too."""
    return list(row.payments.select_related("by", "receipt__book", "reverses").order_by("at", "pk"))


def due_line(due: FeeDue) -> dict[str, Any]:
    """One amount in words."""
    if due.dropped_at:
        word, tone = "đã bỏ", "muted"
    elif due.payment_id:
        word, tone = "đã thu", "ok"
    else:
        word, tone = ("chưa thu", "warn") if due.owed else ("được miễn", "ok")
    return {"due": due, "word": word, "tone": tone, "relief": relief_label(due.relief)}


def crumbs_of(row: Dossier, label: str) -> list[dict[str, str]]:
    """List, dossier, page."""
    return [crumb_list(), {"label": str(row), "url": row.get_absolute_url()}, {"label": label}]


def asked(
    request: HttpRequest, row: Dossier, form: Any, label: str, act: Any, version: int | None = None
) -> HttpResponse:
    """A small form on a page of its own; done, back to the money of the dossier."""

    def run(values: dict[str, Any]) -> None:
        act()

    return form_page(
        request,
        form,
        run,
        title=label,
        button="Lưu",
        back=reverse("dossiers:dossier_fees", args=[row.pk]),
        crumbs=crumbs_of(row, label),
        version=version,
        lead=f"Hồ sơ {row} · {row.applicant_label}",
        done=f"Đã ghi: {label}.",
    )


def summary(row: Dossier, owing: Owing) -> str:
    """One sentence for the page of the dossier."""
    if not owing.standing:
        return ""
    if not owing.open:
        return f"Đã thu đủ {dong(owing.owed.total)}." if owing.owed.total else "Được miễn."
    return f"Còn phải thu {dong(owing.left.total)} trên {dong(owing.owed.total)}."
