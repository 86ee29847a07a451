"""Money of dossiers in tests: rules of fees, amounts owed, books, accounts."""

import io
from decimal import Decimal

from django.utils import timezone
from openpyxl import Workbook

from congvu.accounts.models import User
from congvu.core import clock
from congvu.dossiers import actions
from congvu.dossiers.models import (
    BankAccount,
    BankEntry,
    BankStatement,
    Dossier,
    FeeDue,
    Payment,
    ReceiptBook,
    Result,
)
from congvu.procedures.models import FeeRule
from tests.dossiers.factories import Office, at
from tests.sequences import numbers

count = numbers()
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def rule(place: Office, amount: int | None = 50_000, kind: str = "charge", **fields) -> FeeRule:
    """A fee of the version in force."""
    version = place.procedure.versions.get()
    return FeeRule.objects.create(
        procedure_version=version,
        order=version.fees.count() + 1,
        kind=kind,
        label=fields.pop("label", "Cấp giấy phép"),
        amount=amount,
        **fields,
    )


def levy(amount: int = 50_000, **fields) -> actions.Levy:
    """An amount typed in."""
    known = {"kind": "charge", "label": "Lệ phí cấp giấy", "rate": Decimal(amount)}
    return actions.Levy(**(known | fields))


def owing(
    place: Office, *amounts: int, dossier: Dossier | None = None
) -> tuple[Dossier, list[FeeDue]]:
    """A dossier at work that owes some amounts."""
    row = dossier or place.at_work()
    levies = [levy(amount) for amount in amounts or (50_000,)]
    with clock.at(at(9)):
        return row, actions.charge(row, levies, by=place.clerk)


def book(place: Office, **fields) -> ReceiptBook:
    """A book of a hundred receipts at the counter."""
    known = {"form": "01BLP2-001", "series": "AA-20T", "name": f"{next(count):02d}", "first": 1,
             "last": 100, "point": place.point}  # fmt: skip
    return ReceiptBook.objects.create(**(known | fields))


def account(place: Office, **fields) -> BankAccount:
    """Where the counter's fees are transferred to."""
    known = {"unit": place.point.unit, "bank_bin": "970436", "bank_name": "Vietcombank Kiên Giang",
             "number": f"1023456{next(count):03d}", "holder": "SO LDTBXH KIEN GIANG"}  # fmt: skip
    return BankAccount.objects.create(**(known | fields))


def due_of(dossier: Dossier) -> FeeDue:
    """One amount owed, as a row."""
    return FeeDue.objects.create(dossier=dossier, kind="charge", label="Lệ phí", rate=50_000)


def payment_of(dossier: Dossier, by: User) -> Payment:
    """One amount paid, by the action."""
    return actions.collect(dossier, [due_of(dossier)], by=by, method="cash")


def receipt_book_of(dossier: Dossier) -> ReceiptBook:
    """A book at the counter of a dossier."""
    number = f"{next(count):02d}"
    return ReceiptBook.objects.create(
        point=dossier.point, form="01BLP2-001", series="AA-20T", name=number, first=1, last=100
    )


def bank_account_of(dossier: Dossier) -> BankAccount:
    """The account of the counter's unit."""
    return BankAccount.objects.create(
        unit=dossier.point.unit, bank_bin="970436", bank_name="Vietcombank",
        number=f"99{next(count):08d}", holder="SO LDTBXH", active=False,
    )  # fmt: skip


def statement_file(*rows: tuple[str, str, str, str]) -> bytes:
    """A bank's CSV: day, the bank's number, credit, memo."""
    lines = ["Ngày giao dịch;Số tham chiếu;Ghi nợ;Ghi có;Nội dung"]
    lines += [f"{day};{number};;{amount};{memo}" for day, number, amount, memo in rows]
    return "\n".join(lines).encode()


def statement_of(dossier: Dossier, by: User) -> BankStatement:
    """A statement of the counter's account that waits, with one credit nobody knows."""
    data = statement_file(("09/9/2020", "FT1", "10.000", "Chuyen tien"))
    return actions.stage_statement(data, bank_account_of(dossier), by=by, name="sk.csv")


def bank_entry_of(dossier: Dossier, by: User) -> BankEntry:
    """The credit of such a statement, taken in."""
    return actions.take_in_statement(statement_of(dossier, by), by=by).entries.get()


def statement_book(*rows: list) -> bytes:
    """A bank's workbook."""
    out, book = io.BytesIO(), Workbook()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def signed_dossier(dossier: Dossier) -> Dossier:
    """As if the result were signed: nobody holds it any more."""
    fields = {"state": "result_ready", "finished_at": dossier.accepted_at, "holder": None}
    Dossier.objects.filter(pk=dossier.pk).update(**fields)
    dossier.refresh_from_db()
    return dossier


def result_of(dossier: Dossier, by: User, **fields) -> Result:
    """A signed result put in by the action."""
    known = {"title": "Quyết định trợ cấp", "number": "12/QĐ-LĐTBXH", "file": PDF, "name": "qd.pdf",
             "signed_on": timezone.localdate(dossier.accepted_at)}  # fmt: skip
    told = known | fields
    return actions.put_result(
        dossier, io.BytesIO(told.pop("file")), told.pop("name"), by=by, **told
    )
