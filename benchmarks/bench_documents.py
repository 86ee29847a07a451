"""How long it takes to print a report, a conclusion for 100 units, and to read one back."""

import statistics
import time
from collections.abc import Callable

from tests.documents import factories

from benchmarks.report import Line, table
from congvu.documents.docx import render_docx
from congvu.documents.model import OfficialText
from congvu.documents.pdf import render_pdf
from congvu.documents.readback import compare, read_docx
from congvu.documents.xlsx import render_xlsx, tables_of

_ROUNDS = 5
# A unit answers at most 120 criteria; a conclusion carries eight limitations a unit.
_ROWS_OF_A_UNIT, _ROWS_EACH, _UNITS = 120, 8, 100


def measure() -> list[Line]:
    """Medians of several runs, every one over other words so that nothing is remembered."""
    return [
        _line("One unit's report as DOCX", render_docx, _report, 500),
        _line("One unit's report as PDF", render_pdf, _report, 1_000),
        _line("One unit's report as XLSX", _xlsx, _report, 100),
        _line("Conclusion for 100 units as DOCX", render_docx, _conclusion, 3_000),
        _line("Conclusion for 100 units as PDF", render_pdf, _conclusion, 5_000),
        _line("Comparing an edited conclusion for 100 units", _read_back, _conclusion, 5_000),
    ]


def _line(
    name: str,
    task: Callable[[OfficialText], object],
    make: Callable[[int], OfficialText],
    limit: float,
) -> Line:
    times = []
    for number in range(_ROUNDS):
        text = make(number)
        start = time.perf_counter()
        task(text)
        times.append((time.perf_counter() - start) * 1000)
    return Line(name, statistics.median(times), "ms", limit)


def _report(number: int) -> OfficialText:
    return factories.conclusion((f"Đơn vị {number}",), _ROWS_OF_A_UNIT)


def _conclusion(number: int) -> OfficialText:
    units = tuple(f"Đơn vị trực thuộc {number}.{at}" for at in range(_UNITS))
    return factories.conclusion(units, _ROWS_EACH)


def _xlsx(text: OfficialText) -> bytes:
    return render_xlsx(tables_of(text))


def _read_back(text: OfficialText) -> object:
    return compare(text, read_docx(render_docx(text)))


if __name__ == "__main__":
    print(table(measure()))
