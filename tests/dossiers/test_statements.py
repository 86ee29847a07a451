"""Statements of banks: read with every doubt marked, matched by code, each credit counted once."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from congvu.core import clock
from congvu.core.errors import BadInput, NotAllowed, WrongState
from congvu.core.imports import ImportRefused, read
from congvu.core.imports.grid import Doubt
from congvu.core.models import LogEntry
from congvu.dossiers import actions
from congvu.dossiers.bank import understand
from congvu.dossiers.bank.reading import amount, day
from congvu.dossiers.errors import StatementHasProblems
from congvu.dossiers.models import BankEntry, BankStatement, Payment
from congvu.dossiers.owing import owing_of
from congvu.dossiers.rules import bare
from congvu.dossiers.states import DossierState, Outcome, RunState
from congvu.organizations.states import Role
from tests.dossiers.factories import at
from tests.dossiers.money import account, levy, owing, statement_book, statement_file
from tests.organizations.factories import UnitFactory, officer

pytestmark = pytest.mark.django_db
LIST = reverse("dossiers:statement_list")


@pytest.fixture
def ninth():
    """The ninth of September 2020."""
    with clock.at(at(9)):
        yield


def staged(place, kept, *rows, by=None, name="sk.csv"):
    return actions.stage_statement(statement_file(*rows), kept, by=by or place.clerk, name=name)


def taken(place, kept, *rows):
    return actions.take_in_statement(staged(place, kept, *rows), by=place.clerk)


# --- reading -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell,value",
    [
        ("1.250.000", 1_250_000), ("1,250,000", 1_250_000), ("1,250,000.00", 1_250_000),
        ("1.250.000,00", 1_250_000), ("50000", 50_000), ("+50,000 VND", 50_000),
        ("50 000 đ", 50_000), ("-70.000", -70_000), ("(70.000)", -70_000), (50_000.0, 50_000),
        (12, 12), ("", None), (None, None), ("-", None), ("50000.00", 50_000),
    ],
)  # fmt: skip
def test_amounts_are_read_as_banks_write_them(cell, value):
    assert amount(cell) == value


@pytest.mark.parametrize("cell", ["12,5", "1.25", "mười", "1.2500", "50.000.00x", 0.5])
def test_a_doubtful_amount_is_doubted(cell):
    with pytest.raises(Doubt):
        amount(cell)


@pytest.mark.parametrize(
    "cell",
    ["09/9/2020", "09/09/2020 14:05:33", "09-09-2020, 14:05", "2020-09-09 14:05:33",
     dt.datetime(2020, 9, 9, 14, 5), dt.date(2020, 9, 9)],
)  # fmt: skip
def test_days_are_read_with_the_banks_clock(cell):
    assert day(cell) == dt.date(2020, 9, 9)


def test_every_row_is_a_credit_money_out_or_said_to_be_nothing():
    text = (
        "SAO KÊ TÀI KHOẢN\n"
        "Ngày giao dịch;Số CT;Phát sinh nợ;Phát sinh có;Diễn giải;Số dư\n"
        ";;;;Số dư đầu kỳ;5.000.000\n"
        "09/09/2020 08:00:00;FT1;;50.000;nop le phi;5.050.000\n"
        "09/09/2020 09:00:00;FT2;10.000;;phi dich vu;5.040.000\n"
        "Cộng;;10.000;50.000;;\n"
    )
    found = understand(read(text))
    assert [(one.reference, one.amount) for one in found.credits] == [("FT1", 50_000)]
    assert [why for _, why in found.skipped] == [
        "Dòng tổng cộng, không nhập.", "Dòng không phải giao dịch.", "Tiền ra, không nhập."
    ]  # fmt: skip
    assert found.good


def test_problems_stand_at_their_cells():
    data = statement_file(
        ("09/9/2020", "FT1", "12,5", "x"), ("40/9/2020", "FT2", "50.000", "y"),
        ("", "FT3", "50.000", "z"),
    )  # fmt: skip
    found = understand(read(data))
    assert [(one.row, one.column) for one in found.problems] == [
        (2, "credit"),
        (3, "day"),
        (4, "day"),
    ]
    assert not found.good


@pytest.mark.parametrize("text", ["", "Tên;Tuổi\nA;5\n", "Ngày;Nội dung\n09/9/2020;x\n"])
def test_what_is_no_statement_is_refused(text):
    with pytest.raises(ImportRefused):
        understand(read(text))


def test_alike_credits_without_a_number_are_two_in_one_file_and_the_same_in_the_next():
    rows = [("09/9/2020", "", "50.000", "x")] * 2
    marks = [one.fingerprint for one in understand(read(statement_file(*rows))).credits]
    assert len(set(marks)) == 2
    again = understand(read(statement_file(*rows, ("10/9/2020", "", "1.000", "y")))).credits
    assert [one.fingerprint for one in again][:2] == marks


def test_an_excel_statement_is_read_too(place, ninth):
    rows = [["Ngày giao dịch", "Ghi có", "Nội dung"], [dt.datetime(2020, 9, 9, 8), 50_000, "x"]]
    statement = actions.stage_statement(
        statement_book(*rows), account(place), by=place.clerk, name="sk.xlsx"
    )
    assert statement.findings["rows"][0]["amount"] == 50_000


# --- matching ------------------------------------------------------------------------------------


def test_the_code_and_the_whole_amount_make_a_payment(place, ninth):
    dossier, dues = owing(place, 50_000, 20_000)
    actions.request_payment(dossier, by=place.case)
    memo = f"MBVCB.1.{bare(dossier.code)}.CT tu 0123"
    statement = taken(place, account(place), ("09/9/2020", "FT1", "70.000", memo))
    entry = statement.entries.get()
    payment = Payment.objects.get()
    assert (entry.outcome, entry.payment, entry.dossier) == (Outcome.MATCHED, payment, dossier)
    assert (payment.method, payment.reference, payment.amount) == ("transfer", "FT1", 70_000)
    dossier.refresh_from_db()
    assert dossier.state == DossierState.IN_PROGRESS and owing_of(dossier).open == []
    assert statement.state == RunState.TAKEN_IN and not statement.file and not statement.findings
    [row] = LogEntry.objects.filter(kind="dossiers.bankentry")
    assert "memo" not in row.changes  # names of people never stand in the log


@pytest.mark.parametrize(
    "memo,came,outcome",
    [
        ("{code}", "60.000", Outcome.AMOUNT_DIFFERS),
        ("{code} {other}", "50.000", Outcome.UNMATCHED),  # two dossiers: a person decides
        ("Nguyen Van A chuyen tien", "50.000", Outcome.UNMATCHED),
        ("{paid}", "50.000", Outcome.NOTHING_OWED),
        ("{stranger}", "50.000", Outcome.UNMATCHED),  # paid into another account
    ],
)
def test_whatever_is_not_sure_is_listed_and_pays_nothing(place, memo, came, outcome, ninth):
    dossier, _ = owing(place)
    other, _ = owing(place)
    paid, dues = owing(place)
    actions.collect(paid, dues, by=place.clerk, method="cash")
    point = type(place.point).objects.create(unit=UnitFactory(), name="Khác", agency_code="XX")
    stranger, _ = owing(place)
    type(stranger).objects.filter(pk=stranger.pk).update(point=point)
    words = memo.format(code=dossier.code, other=other.code, paid=paid.code, stranger=stranger.code)
    statement = taken(place, account(place), ("09/9/2020", "FT1", came, words))
    assert statement.entries.get().outcome == outcome
    assert Payment.objects.count() == 1


def test_a_dossier_is_paid_once_by_one_statement(place, ninth):
    dossier, _ = owing(place)
    rows = [("09/9/2020", f"FT{n}", "50.000", dossier.code) for n in range(2)]
    statement = taken(place, account(place), *rows)
    outcomes = list(statement.entries.order_by("row").values_list("outcome", flat=True))
    assert outcomes == [Outcome.MATCHED, Outcome.NOTHING_OWED] and Payment.objects.count() == 1


def test_the_same_credit_is_never_counted_twice_in_whichever_file(place, ninth):
    dossier, dues = owing(place)
    kept = account(place)
    row = ("09/9/2020", "FT1", "50.000", dossier.code)
    taken(place, kept, row)
    again = taken(place, kept, row)
    assert (again.state, again.created, again.known) == (RunState.NOTHING_NEW, 0, 1)
    actions.charge(dossier, [levy(50_000)], by=place.clerk)  # owed anew: the old credit stays old
    longer = taken(place, kept, row, ("10/9/2020", "FT2", "5.000", "khác"))
    assert (longer.created, longer.known) == (1, 1)
    assert Payment.objects.count() == 1 and BankEntry.objects.count() == 2
    entry = BankEntry.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        BankEntry.objects.create(
            account=kept, statement=again, row=9, day=entry.day, amount=1,
            fingerprint=entry.fingerprint, outcome="unmatched",
        )  # fmt: skip


def test_two_statements_read_before_either_was_taken_in_pay_once(place, ninth):
    dossier, _ = owing(place)
    kept = account(place)
    row = ("09/9/2020", "FT1", "50.000", dossier.code)
    first, second = staged(place, kept, row), staged(place, kept, row)
    actions.take_in_statement(first, by=place.clerk)
    assert actions.take_in_statement(second, by=place.clerk).state == RunState.NOTHING_NEW
    assert Payment.objects.count() == 1


def test_what_the_counter_wrote_by_hand_is_recognised(place, ninth):
    dossier, dues = owing(place)
    payment = actions.collect(dossier, dues, by=place.clerk, method="transfer", reference="FT1")
    entry = taken(place, account(place), ("09/9/2020", "FT1", "50.000", "không mã")).entries.get()
    assert (entry.outcome, entry.payment) == (Outcome.SETTLED, payment)
    assert Payment.objects.count() == 1


def test_a_statement_with_a_doubtful_cell_writes_nothing(place, ninth):
    dossier, _ = owing(place)
    statement = staged(
        place, account(place), ("09/9/2020", "FT1", "50.000", dossier.code),
        ("09/9/2020", "FT2", "12,5", "x"),
    )  # fmt: skip
    assert not statement.findings["good"] and statement.findings["problem_count"] == 1
    with pytest.raises(StatementHasProblems):
        actions.take_in_statement(statement, by=place.clerk)
    assert not BankEntry.objects.exists() and not Payment.objects.exists()
    actions.discard_statement(statement, by=place.clerk)
    for verb in (actions.take_in_statement, actions.discard_statement):
        with pytest.raises(WrongState):
            verb(statement, by=place.clerk)


def test_one_fault_in_the_middle_takes_everything_back(place, ninth, monkeypatch):
    first, _ = owing(place)
    second, _ = owing(place)
    rows = [("09/9/2020", f"FT{n}", "50.000", one.code) for n, one in enumerate((first, second))]
    statement = staged(place, account(place), *rows)
    real, calls = actions.statements.settle, []

    def once(*args, **kwargs):
        calls.append(args)
        if len(calls) == 2:
            raise RuntimeError("power cut")
        return real(*args, **kwargs)

    monkeypatch.setattr("congvu.dossiers.actions.statements.settle", once)
    with pytest.raises(RuntimeError):
        actions.take_in_statement(statement, by=place.clerk)
    assert not Payment.objects.exists() and not BankEntry.objects.exists()
    monkeypatch.undo()
    statement.refresh_from_db()
    assert statement.state == RunState.WAITING and statement.file  # and may be taken in again
    actions.take_in_statement(statement, by=place.clerk)
    assert Payment.objects.count() == 2


# --- decided by a person -------------------------------------------------------------------------


def test_a_person_says_which_dossier_a_credit_is_for(place, ninth):
    dossier, _ = owing(place)
    entry = taken(place, account(place), ("09/9/2020", "", "50.000", "Tran B nop")).entries.get()
    for code, words in (("không có", "Không có hồ sơ"), ("", "Không có hồ sơ")):
        with pytest.raises(BadInput, match=words):
            actions.settle_entry(entry, by=place.clerk, code=code)
    kept = actions.settle_entry(entry, by=place.clerk, code=f" {dossier.code} ")
    assert kept.payment.dossier == dossier and kept.payment.reference.startswith("SK-")
    with pytest.raises(WrongState):
        actions.settle_entry(entry, by=place.clerk, code=dossier.code)


def test_an_amount_that_differs_is_settled_through_the_counter(place, ninth):
    dossier, [first, second] = owing(place, 50_000, 20_000)
    row = ("09/9/2020", "FT1", "50.000", dossier.code)
    entry = taken(place, account(place), row).entries.get()
    assert (entry.outcome, entry.owed) == (Outcome.AMOUNT_DIFFERS, 70_000)
    with pytest.raises(BadInput, match="còn phải thu 70.000 đồng"):
        actions.settle_entry(entry, by=place.clerk, code=dossier.code)
    payment = actions.collect(dossier, [first], by=place.clerk, method="transfer", reference="FT1")
    assert actions.settle_entry(entry, by=place.clerk, code=dossier.code).payment == payment
    assert owing_of(dossier).open == [second]


def test_what_is_not_for_us_is_set_aside_with_what_was_done(place, ninth):
    entry = taken(place, account(place), ("09/9/2020", "FT1", "9.000", "nhầm")).entries.get()
    with pytest.raises(BadInput):
        actions.set_aside_entry(entry, by=place.clerk, reason=" ")
    kept = actions.set_aside_entry(entry, by=place.clerk, reason="Đã hoàn trả theo UNC 12")
    assert kept.outcome == Outcome.SET_ASIDE and "UNC 12" in kept.note


def test_undoing_a_payment_puts_its_credit_back_on_the_list(place, ninth):
    dossier, _ = owing(place)
    right, _ = owing(place)
    entry = taken(place, account(place), ("09/9/2020", "FT1", "50.000", dossier.code)).entries.get()
    actions.reverse_payment(entry.payment, by=place.clerk, reason="Người nộp ghi nhầm mã")
    entry.refresh_from_db()
    assert (entry.outcome, entry.payment) == (Outcome.UNMATCHED, None)
    assert actions.settle_entry(entry, by=place.clerk, code=right.code).payment.dossier == right


def test_statements_are_taken_in_by_the_counters_paid_into_the_account(place, ninth):
    kept, row = account(place), ("09/9/2020", "FT1", "9.000", "x")
    statement = staged(place, kept, row)
    entry = taken(place, kept, ("09/9/2020", "FT2", "9.000", "y")).entries.get()
    for user in (officer(Role.ONE_STOP_OFFICER), place.case, place.head, officer(Role.CONTACT)):
        for call in (
            lambda: staged(place, kept, row, by=user),  # noqa: B023
            lambda: actions.take_in_statement(statement, by=user),  # noqa: B023
            lambda: actions.settle_entry(entry, by=user, code="x"),  # noqa: B023
            lambda: actions.set_aside_entry(entry, by=user, reason="x"),  # noqa: B023
        ):
            with pytest.raises(NotAllowed):
                call()
    above = account(place, unit=place.department, active=False)
    assert staged(place, above, row).pk and staged(place, above, row, by=officer(Role.SECRETARY)).pk


# --- pages ---------------------------------------------------------------------------------------


def test_a_statement_walks_through_its_pages(
    place, client_of, ninth, django_assert_max_num_queries
):
    dossier, _ = owing(place)
    kept, client = account(place), client_of(place.clerk)
    rows = [("09/9/2020", "FT1", "50.000", dossier.code), ("09/9/2020", "FT2", "7.000", "la")]
    file = SimpleUploadedFile("sk.csv", statement_file(*rows))
    add = reverse("dossiers:statement_add")
    answer = client.post(add, {"account": kept.pk, "file": file})
    assert answer.status_code == 302, answer.content.decode()
    statement = BankStatement.objects.get()
    page = client.get(statement.get_absolute_url()).content.decode()
    assert "2 giao dịch mới" in page and dossier.code in page and "Không rõ hồ sơ" in page
    done = client.post(reverse("dossiers:statement_take_in", args=[statement.pk]), follow=True)
    assert "Đã nhập 2 giao dịch" in done.content.decode()
    assert client.post(
        reverse("dossiers:statement_take_in", args=[statement.pk])
    ).status_code == 409  # fmt: skip
    with django_assert_max_num_queries(15):
        listed = client.get(LIST).content.decode()
    assert "7.000" in listed and "la" in listed
    entry = BankEntry.objects.get(reference="FT2")
    settle = reverse("dossiers:entry_settle", args=[entry.pk])
    wrong = client.post(settle, {"code": "H-1", "version": entry.version})
    assert wrong.status_code == 422 and "H-1" in wrong.content.decode()
    aside = reverse("dossiers:entry_aside", args=[entry.pk])
    assert client.post(aside, {"reason": ""}).status_code == 422
    assert client.post(aside, {"reason": "Hoàn trả", "version": entry.version}).status_code == 302
    assert "7.000" not in client.get(LIST).content.decode()


@pytest.mark.parametrize(
    "file,words",
    [
        (b"", "rỗng"),
        ("Tên;Tuổi\nA;5\n".encode(), "Ghi có"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xx", "kiểu cũ"),
        (b"\xff\xfe\x00junk", "Chỉ nhận"),
    ],
)
def test_a_file_that_is_none_is_explained(place, client_of, file, words):
    kept = account(place)
    upload = SimpleUploadedFile("sk.csv", file)
    answer = client_of(place.clerk).post(
        reverse("dossiers:statement_add"), {"account": kept.pk, "file": upload}
    )
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not BankStatement.objects.exists()


def test_doubtful_cells_are_shown_and_nothing_can_be_taken_in(place, client_of, ninth):
    statement = staged(place, account(place), ("09/9/2020", "FT1", "12,5", "x"))
    client = client_of(place.clerk)
    page = client.get(statement.get_absolute_url()).content.decode()
    assert "Có 1 ô chưa đúng" in page and "12,5" in page and "Nhập sao kê</button>" not in page
    answer = client.post(reverse("dossiers:statement_take_in", args=[statement.pk]))
    assert answer.status_code == 422
    client.post(reverse("dossiers:statement_discard", args=[statement.pk]))
    statement.refresh_from_db()
    assert statement.state == RunState.DISCARDED


@pytest.mark.parametrize("many", [1, 20])
def test_pages_cost_the_same_for_one_and_many(
    place, client_of, many, ninth, django_assert_max_num_queries
):
    kept, client = account(place), client_of(place.clerk)
    rows = [("09/9/2020", f"FT{n}", "9.000", f"x{n}") for n in range(many)]
    waiting = staged(place, kept, *rows)
    done = taken(place, kept, *rows)
    for path in (LIST, waiting.get_absolute_url(), done.get_absolute_url()):
        with django_assert_max_num_queries(15):
            assert client.get(path).status_code == 200


def test_statements_of_others_are_not_there(place, client_of, ninth):
    statement = taken(place, account(place), ("09/9/2020", "FT1", "9.000", "x"))
    stranger = client_of(officer(Role.ONE_STOP_OFFICER))
    entry = statement.entries.get()
    for path in (
        statement.get_absolute_url(), reverse("dossiers:entry_settle", args=[entry.pk]),
        reverse("dossiers:entry_aside", args=[entry.pk]),
    ):  # fmt: skip
        assert stranger.get(path).status_code == 404
    assert "9.000" not in stranger.get(LIST).content.decode()
    assert Decimal(9_000) == entry.amount
