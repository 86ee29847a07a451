"""Money of a dossier: owed by its version, paid once, undone only by a counter entry."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from congvu.core import clock
from congvu.core.errors import BadInput, NotAllowed, StaleSave, WrongState
from congvu.core.models import LogEntry
from congvu.dossiers import actions, rules
from congvu.dossiers.errors import AlreadyPaid, CountedBefore, ImportedFact, NumberTaken, StillOwed
from congvu.dossiers.models import FeeDue, Payment, Receipt, ReceiptBook
from congvu.dossiers.owing import owing_of, rules_left
from congvu.dossiers.states import DossierState
from congvu.organizations.states import Role
from tests.dossiers.factories import at
from tests.dossiers.money import book, levy, owing, rule
from tests.organizations.factories import officer

pytestmark = pytest.mark.django_db


def paid(place, dossier, dues, **fields):
    """Taken at the counter on the ninth."""
    with clock.at(at(9)):
        return actions.collect(dossier, dues, by=place.clerk, **({"method": "cash"} | fields))


# --- what is owed --------------------------------------------------------------------------------


def test_the_pinned_version_says_what_may_be_charged(place):
    first, free = rule(place), rule(place, None, "fee", label="Phí thẩm định")
    dossier = place.at_work()
    assert rules_left(dossier, owing_of(dossier)) == [first, free]
    with clock.at(at(9)):
        actions.charge(dossier, [levy(50_000, rule=first)], by=place.clerk)
    assert rules_left(dossier, owing_of(dossier)) == [free]
    dossier.refresh_from_db()
    assert dossier.fee == 50_000  # slips and lists say it
    with pytest.raises(WrongState, match="đã ghi"), clock.at(at(9)):
        actions.charge(dossier, [levy(50_000, rule=first)], by=place.clerk)


def test_a_rule_of_another_version_is_refused(place):
    mine, other = rule(place), place.at_work()
    mine.procedure_version = type(mine.procedure_version).objects.create(
        procedure=place.procedure, number=2, name="khác", state="draft"
    )
    mine.save()
    with pytest.raises(BadInput, match="không thuộc bản"):
        actions.charge(other, [levy(rule=mine)], by=place.clerk)
    assert not FeeDue.objects.exists()


def test_phi_and_le_phi_are_summed_apart_after_relief(place):
    relieved = levy(
        80_000, quantity=2, relief="poor_household", relief_amount=Decimal(60_000),
        relief_note="Sổ hộ nghèo 12/2020",
    )  # fmt: skip
    dossier = place.at_work()
    with clock.at(at(9)):
        actions.charge(dossier, [relieved, levy(30_000, kind="fee")], by=place.clerk)
    left = owing_of(dossier).left
    assert (left.fee, left.charge, left.total) == (30_000, 100_000, 130_000)


@pytest.mark.parametrize(
    "fields,wrong",
    [
        ({"kind": "tax"}, {"kind"}),
        ({"label": " "}, {"label"}),
        ({"rate": Decimal(-1)}, {"rate"}),
        ({"rate": Decimal("0.5")}, {"rate"}),
        ({"quantity": 0}, {"quantity"}),
        ({"relief": "friend", "relief_amount": Decimal(1), "relief_note": "x"}, {"relief"}),
        ({"relief": "merit", "relief_amount": Decimal(50_001), "relief_note": "x"},
         {"relief_amount"}),
        ({"relief": "merit", "relief_amount": Decimal(0), "relief_note": ""},
         {"relief_amount", "relief_note"}),
        ({"relief_amount": Decimal(10)}, {"relief"}),
    ],
)  # fmt: skip
def test_an_amount_that_can_not_stand_is_refused_by_field(place, fields, wrong):
    dossier = place.at_work()
    with pytest.raises(BadInput) as refused, clock.at(at(9)):
        actions.charge(dossier, [levy(**fields)], by=place.clerk)
    assert set(refused.value.fields) == wrong and not FeeDue.objects.exists()


def test_relief_before_the_law_that_grants_it_does_not_exist():
    assert {one.code for one in rules.reliefs(dt.date(2020, 9, 8))} >= {"poor_household", "merit"}
    assert "merit" not in {one.code for one in rules.reliefs(dt.date(2016, 12, 31))}
    assert rules.relief_label("merit") == "Người có công với cách mạng"


def test_relief_is_written_later_and_taken_off_again(place):
    dossier, [due] = owing(place)
    with clock.at(at(9)):
        due = actions.relieve(
            due, by=place.case, relief="merit", amount=Decimal(50_000), note="Thẻ thương binh 123"
        )
        assert not due.is_open and owing_of(dossier).left.total == 0
        due = actions.relieve(due, by=place.clerk, relief="", amount=Decimal(0), note="")
    assert due.is_open
    [row] = LogEntry.objects.filter(
        action="dossiers.relieve", kind="dossiers.feedue", reason="Thẻ thương binh 123"
    )
    assert row.changes["relief"] == ["", "merit"]


def test_what_is_not_owed_is_let_go_with_a_reason_and_stays_readable(place):
    dossier, [due, other] = owing(place, 50_000, 20_000)
    with pytest.raises(BadInput):
        actions.drop_due(due, by=place.clerk, reason=" ")
    actions.drop_due(due, by=place.clerk, reason="Ghi nhầm thủ tục")
    dossier.refresh_from_db()
    assert dossier.fee == 20_000 and dossier.dues.count() == 2
    assert owing_of(dossier).open == [other]
    with pytest.raises(WrongState, match="đã bỏ"):
        actions.drop_due(due, by=place.clerk, reason="lần nữa")
    actions.drop_due(other, by=place.clerk, reason="Ghi nhầm")
    dossier.refresh_from_db()
    assert dossier.fee is None


def test_strangers_charge_and_take_nothing(place):
    dossier, [due] = owing(place)
    for user in (
        place.colleague,
        place.head,
        officer(Role.ONE_STOP_OFFICER),
        officer(Role.CONTACT),
    ):
        for call in (
            lambda: actions.charge(dossier, [levy()], by=user),  # noqa: B023
            lambda: actions.drop_due(due, by=user, reason="x"),  # noqa: B023
            lambda: actions.collect(dossier, [due], by=user, method="cash"),  # noqa: B023
        ):
            with pytest.raises(NotAllowed):
                call()
    with pytest.raises(NotAllowed):  # the case officer says what is owed, the counter takes it
        actions.collect(dossier, [due], by=place.case, method="cash")


def test_facts_of_other_systems_and_ended_dossiers_are_left_alone(place):
    dossier, [due] = owing(place)
    with clock.at(at(9)):
        actions.withdraw(dossier, by=place.clerk, reason="Không cần nữa")
    with pytest.raises(WrongState, match="rút hồ sơ"):
        actions.collect(dossier, [due], by=place.clerk, method="cash")
    type(dossier).objects.filter(pk=dossier.pk).update(state="in_progress")
    system = actions.add_source(by=place.head, name="Một cửa tỉnh")
    type(dossier).objects.filter(pk=dossier.pk).update(source=system)
    with pytest.raises(ImportedFact):
        actions.charge(dossier, [levy()], by=place.clerk)


# --- what is paid --------------------------------------------------------------------------------


def test_money_and_receipt_are_one_act(place):
    dossier, dues = owing(place, 50_000, 20_000)
    kept = book(place)
    payment = paid(place, dossier, dues, book=kept, number=7)
    assert (payment.amount, payment.fee_amount, payment.charge_amount) == (70_000, 0, 70_000)
    assert [one["amount"] for one in payment.items] == [50_000, 20_000]
    assert str(payment.receipt) == "AA-20T số 0000007"
    assert (
        owing_of(dossier).open == [] and payment.by == place.clerk and payment.point == place.point
    )
    logged = LogEntry.objects.filter(kind="dossiers.payment").get()
    assert logged.action == "dossiers.collect" and logged.changes["amount"] == [None, "70000"]


def test_the_same_money_is_not_taken_twice(place):
    dossier, dues = owing(place)
    paid(place, dossier, dues)
    with pytest.raises(AlreadyPaid):
        paid(place, dossier, dues)
    with pytest.raises(AlreadyPaid):
        actions.drop_due(dues[0], by=place.clerk, reason="x")
    assert Payment.objects.count() == 1


def test_two_officers_with_the_same_page_are_told_apart(place):
    """Both opened the page at one version; the second one wrote what the first had changed."""
    dossier, [due] = owing(place)
    dossier.refresh_from_db()
    opened = dossier.version
    with clock.at(at(9)):
        actions.charge(dossier, [levy(5_000)], by=place.clerk, expected=opened)
        with pytest.raises(StaleSave):
            actions.collect(dossier, [due], by=place.clerk, method="cash", expected=opened)


def test_a_transfer_is_counted_once_by_the_banks_own_number(place):
    dossier, dues = owing(place)
    other, more = owing(place)
    paid(place, dossier, dues, method="transfer", reference="FT20252001")
    with pytest.raises(CountedBefore):
        paid(place, other, more, method="transfer", reference=" FT20252001 ")
    with pytest.raises(IntegrityError), transaction.atomic():  # and the database says the same
        Payment.objects.create(
            dossier=other, point=place.point, method="transfer", reference="FT20252001",
            amount=1, charge_amount=1,
        )  # fmt: skip


@pytest.mark.parametrize("method", ["gateway", "barter", ""])
def test_a_counter_takes_cash_and_transfers(place, method):
    dossier, dues = owing(place)
    with pytest.raises(BadInput) as refused:
        actions.collect(dossier, dues, by=place.clerk, method=method)
    assert "method" in refused.value.fields


def test_nothing_chosen_or_of_another_dossier_is_refused(place):
    dossier, _ = owing(place)
    _, others = owing(place)
    with pytest.raises(BadInput, match="Chưa chọn"):
        actions.collect(dossier, [], by=place.clerk, method="cash")
    with pytest.raises(WrongState, match="không thuộc hồ sơ"):
        actions.collect(dossier, others, by=place.clerk, method="cash")


def test_what_is_wholly_exempt_needs_no_money(place):
    dossier, [due] = owing(place)
    with clock.at(at(9)):
        actions.relieve(due, by=place.clerk, relief="child", amount=Decimal(50_000), note="KS 12")
        with pytest.raises(BadInput, match="miễn toàn bộ"):
            actions.collect(dossier, [due], by=place.clerk, method="cash")
    assert not Payment.objects.exists()


def test_a_payment_awaited_lets_the_clock_go_on(place):
    dossier, [first, second] = owing(place, 50_000, 20_000)
    before = dossier.due_at
    with clock.at(at(10)):
        actions.request_payment(dossier, by=place.case, paper="TB 15/TB")
    with clock.at(at(14)):
        with pytest.raises(StillOwed):
            actions.receive_payment(dossier, by=place.clerk)
        actions.collect(dossier, [first], by=place.clerk, method="cash")
        dossier.refresh_from_db()
        assert dossier.state == DossierState.AWAITING_PAYMENT  # some is still owed
        actions.collect(dossier, [second], by=place.clerk, method="cash")
    dossier.refresh_from_db()
    assert dossier.state == DossierState.IN_PROGRESS and not dossier.paused
    assert dossier.due_at > before and dossier.pauses.get().end == at(14)
    assert dossier.movements.filter(verb="receive_payment", by=place.clerk).count() == 1
    with clock.at(at(14)), pytest.raises(WrongState, match="đã thu đủ"):
        actions.request_payment(dossier, by=place.case)


def test_a_payment_awaited_without_amounts_is_confirmed_by_hand_as_before(place):
    dossier = place.at_work()
    with clock.at(at(9)):
        actions.request_payment(dossier, by=place.case)
        assert actions.receive_payment(dossier, by=place.clerk).state == DossierState.IN_PROGRESS


# --- receipts ------------------------------------------------------------------------------------


def test_a_number_is_of_its_book_and_given_once(place):
    kept = book(place, first=51, last=100)
    dossier, dues = owing(place)
    for number, error, words in (
        (None, BadInput, "Gõ số"), (50, BadInput, "0000051 đến 0000100"),
        (101, BadInput, "0000051"),
    ):  # fmt: skip
        with pytest.raises(error, match=words):
            paid(place, dossier, dues, book=kept, number=number)
    assert not Payment.objects.exists()  # money without its receipt was not written either
    paid(place, dossier, dues, book=kept, number=51)
    other, more = owing(place)
    with pytest.raises(NumberTaken):
        paid(place, other, more, book=kept, number=51)


def test_a_book_that_draws_gives_the_next_number_until_it_is_used_up(place):
    kept = book(place, first=9, last=10, draws=True)
    numbers = [paid(place, *owing(place), book=kept, number=99).receipt.number for _ in range(2)]
    assert numbers == [9, 10]
    with pytest.raises(BadInput, match="hết số"):
        paid(place, *owing(place), book=kept)


def test_a_book_of_another_counter_or_put_away_serves_nobody(place):
    dossier, dues = owing(place)
    away = book(place, active=False)
    point = type(place.point).objects.create(
        unit=place.point.unit, name="Quầy 2", agency_code="000.00.99.H33"
    )
    for kept in (away, book(place, point=point)):
        with pytest.raises(BadInput, match="không dùng ở nơi thu"):
            paid(place, dossier, dues, book=kept, number=1)


def test_a_receipt_may_follow_the_money(place):
    payment = paid(place, *owing(place), method="transfer")
    kept = book(place)
    with pytest.raises(NotAllowed):
        actions.give_receipt(payment, by=place.case, book=kept, number=3)
    assert actions.give_receipt(payment, by=place.clerk, book=kept, number=3).digits == "0000003"
    with pytest.raises(WrongState, match="đã có biên lai"):
        actions.give_receipt(payment, by=place.clerk, book=kept, number=4)


def test_books_are_opened_by_the_office_or_the_counter_itself(place):
    fields = {"form": "01BLP2-001", "series": "AA-20T", "name": "03", "first": 1, "last": 50,
              "point": place.point}  # fmt: skip
    made = actions.open_book(by=place.clerk, **fields)
    for user in (place.case, officer(Role.ONE_STOP_OFFICER)):
        with pytest.raises(NotAllowed):
            actions.open_book(by=user, **(fields | {"name": "04"}))
    with pytest.raises(BadInput, match="Số cuối"):
        actions.open_book(by=place.clerk, **(fields | {"name": "05", "last": 0}))
    paid(place, *owing(place), book=made, number=20)
    with pytest.raises(BadInput, match="không đổi được"):
        actions.edit_book(made, by=place.clerk, series="BB-20T")
    with pytest.raises(BadInput, match="chứa mọi biên lai"):
        actions.edit_book(made, by=place.clerk, last=19)
    assert not actions.edit_book(made, by=officer(Role.SECRETARY), active=False).active
    assert ReceiptBook.objects.count() == 1


# --- undone --------------------------------------------------------------------------------------


def test_a_payment_is_undone_by_a_counter_entry_never_deleted(place):
    dossier, dues = owing(place, 50_000, 20_000)
    kept = book(place)
    payment = paid(place, dossier, dues, book=kept, number=7)
    with pytest.raises(BadInput):
        actions.reverse_payment(payment, by=place.clerk, reason="")
    entry = actions.reverse_payment(payment, by=place.clerk, reason="Thu nhầm hồ sơ")
    payment.refresh_from_db()
    assert (entry.amount, entry.charge_amount, entry.reverses) == (-70_000, -70_000, payment)
    assert payment.reversed_at and Payment.objects.count() == 2
    assert Receipt.objects.get().cancelled_at and len(owing_of(dossier).open) == 2
    with pytest.raises(WrongState, match="đã hủy"):
        actions.reverse_payment(payment, by=place.clerk, reason="lần nữa")
    with pytest.raises(WrongState):
        actions.reverse_payment(entry, by=place.clerk, reason="ngược lại")
    again = paid(place, dossier, dues, book=kept, number=8)  # 7 stays used up
    assert again.receipt.number == 8
    with pytest.raises(NumberTaken):
        paid(place, *owing(place), book=kept, number=7)


def test_only_the_counter_that_took_money_undoes_it(place):
    payment = paid(place, *owing(place))
    for user in (place.case, place.head, officer(Role.ONE_STOP_OFFICER)):
        with pytest.raises(NotAllowed):
            actions.reverse_payment(payment, by=user, reason="x")


def test_the_banks_number_of_a_payment_undone_may_be_written_for_the_right_dossier(place):
    wrong, right = owing(place), owing(place)
    payment = paid(place, *wrong, method="transfer", reference="FT1")
    actions.reverse_payment(payment, by=place.clerk, reason="Nhầm hồ sơ")
    assert paid(place, *right, method="transfer", reference="FT1").amount == 50_000


@pytest.mark.parametrize(
    "fields",
    [
        {"amount": -1, "charge_amount": -1},
        {"amount": 2, "charge_amount": 1},
        {"amount": 0},
    ],
)
def test_the_database_refuses_money_that_makes_no_sense(place, fields):
    dossier = place.at_work()
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(dossier=dossier, point=place.point, **fields)


@pytest.mark.parametrize(
    "amount,words",
    [
        (0, "Không đồng"), (5, "Năm đồng"), (10, "Mười đồng"), (15, "Mười lăm đồng"),
        (21, "Hai mươi mốt đồng"), (24, "Hai mươi tư đồng"), (55, "Năm mươi lăm đồng"),
        (105, "Một trăm linh năm đồng"), (110, "Một trăm mười đồng"), (1_000, "Một nghìn đồng"),
        (1_005, "Một nghìn không trăm linh năm đồng"), (50_000, "Năm mươi nghìn đồng"),
        (1_015_000, "Một triệu không trăm mười lăm nghìn đồng"),
        (2_000_005, "Hai triệu không trăm linh năm đồng"),
        (1_000_000_000, "Một tỷ đồng"), (-70_000, "Âm bảy mươi nghìn đồng"),
    ],
)  # fmt: skip
def test_money_is_written_in_words(amount, words):
    assert rules.money_words(amount) == words
