"""Numbers from the office's own book: typed in after signing, once per type and year.

Where an office keeps a series here (a switch of the type of document), the number is drawn inside
the transaction that gives it.
"""

import datetime as dt
import re

from django.db import IntegrityError, transaction

from congvu.accounts.models import User
from congvu.core import audit, clock
from congvu.core.errors import BadInput
from congvu.core.formats import date as date_words
from congvu.core.policies import next_state, require
from congvu.inspections.errors import NumberTaken
from congvu.inspections.models import BookEntry, OfficialDocument
from congvu.inspections.outputs.campaign import office
from congvu.inspections.outputs.frame import symbol_for
from congvu.inspections.outputs.kinds import TypeWords, type_of
from congvu.inspections.policies import may_number
from congvu.inspections.states import DOCUMENT_TABLE
from congvu.stationery.models import DocumentType

DIGITS = re.compile(r"0*(\d+)(\w*)")


def number(
    document: OfficialDocument,
    *,
    number: str = "",
    symbol: str = "",
    dated_on: dt.date,
    by: User,
    expected: int | None = None,
) -> OfficialDocument:
    """Number, symbol and date; ``number_gap`` then tells whether one seems to be missing."""
    require(may_number(by))
    kind = type_of(document.kind)
    drawing = kind.draws_number and not number.strip()
    with transaction.atomic():
        document = audit.lock(OfficialDocument.objects.all(), document.pk, expected)
        state = next_state(DOCUMENT_TABLE, document.state, "number")
        check_date(document, dated_on)
        if drawing:
            number, symbol = drawn(document, kind, dated_on.year)
        entry = book_entry(document, number, symbol, dated_on.year)
        try:
            with transaction.atomic():
                audit.create(entry, by=by, action="inspections.enter_number")
        except IntegrityError as error:
            raise taken(entry) from error
        return audit.change(
            document,
            by=by,
            action="inspections.number_document",
            state=state,
            number=entry.number,
            symbol=entry.symbol,
            dated_on=dated_on,
        )


def check_date(document: OfficialDocument, dated_on: dt.date) -> None:
    """Not before the signing, not in the future."""
    text = ""
    if document.signed_on and dated_on < document.signed_on:
        signed = date_words(document.signed_on)
        text = f"Ngày văn bản không được trước ngày ký ({signed})."
    elif dated_on > clock.today():
        text = "Ngày văn bản không được sau hôm nay."
    if text:
        raise BadInput(fields={"dated_on": text})


def book_entry(document: OfficialDocument, number: str, symbol: str, year: int) -> BookEntry:
    """The line of the book, unsaved; digits first (a letter may follow), a free symbol."""
    problems = {}
    found = DIGITS.fullmatch(number.strip())
    if found is None or not int(found[1]):
        problems["number"] = (
            "Số văn bản là chữ số, có thể thêm chữ cái phía sau, ví dụ 35 hoặc 35a."
        )
    if not symbol.strip().strip("/"):
        problems["symbol"] = "Ghi ký hiệu văn bản, ví dụ QĐ-LĐTBXH."
    if problems or found is None:
        raise BadInput(fields=problems)
    return BookEntry(
        year=year,
        type_code=document.type_code,
        # below ten with a leading zero (NĐ 30/2020, Phụ lục I), so that 7 and 07 are one number
        number=f"{found[1]:0>2}{found[2]}",
        symbol=symbol.strip().strip("/"),
        document=document,
    )


def drawn(document: OfficialDocument, kind: TypeWords, year: int) -> tuple[str, str]:
    """The next number of the series kept here.

    Kinds of one abbreviation share a series (TB), so all their settings are locked together.
    """
    assert kind.settings is not None
    series = DocumentType.objects.filter(abbreviation=kind.abbreviation).order_by("pk")
    settings = {row.pk: row for row in series.select_for_update()}[kind.settings.pk]
    used = BookEntry.objects.filter(year=year, type_code=document.type_code)
    following = 1 + max(map(digits_of, used.values_list("number", flat=True)), default=0)
    written = settings.number_for(following, office().symbol, year)
    _, _, symbol = written.partition("/")
    return str(following), document.symbol or symbol or symbol_for(document, office())


def digits_of(number: str) -> int:
    """35 out of "35a"."""
    found = DIGITS.match(number)
    return int(found[1]) if found else 0


def taken(entry: BookEntry) -> NumberTaken:
    """Which paper has the number already."""
    other = (
        BookEntry.objects.filter(year=entry.year, type_code=entry.type_code, number=entry.number)
        .select_related("document")
        .first()
    )
    whose = f": {other}, {other.document.subject}" if other else ""
    return NumberTaken(
        f"Số {entry.number} đã cấp cho văn bản khác loại {entry.type_code} năm {entry.year}{whose}."
    )


def number_gap(document: OfficialDocument) -> str:
    """A warning, never a refusal, when the number before this one is not in our book."""
    own = digits_of(document.number)
    if own <= 1 or document.dated_on is None:
        return ""
    before = f"{own - 1:02d}"
    known = BookEntry.objects.filter(year=document.dated_on.year, type_code=document.type_code)
    if not known.exclude(document=document).exists() or known.filter(number=before).exists():
        return ""
    return f"Sổ trong hệ thống chưa có số {before}/{document.type_code} liền trước."
