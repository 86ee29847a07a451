"""Lists walked to their end, and addresses found in answers."""

from collections.abc import Iterator
from typing import Any

from tests.api.calls import Program, told


def walked(caller: Program, path: str, limit: int = 7) -> list[dict[str, Any]]:
    """Every row of a list, page by page."""
    sign, rows, cursor = "&" if "?" in path else "?", [], None
    while True:
        more = f"&cursor={cursor}" if cursor else ""
        page = told(caller.get(f"{path}{sign}limit={limit}{more}"))
        assert len(page["items"]) <= limit
        rows += page["items"]
        cursor = page["next"]
        if cursor is None:
            return rows


def numbers(shown: Any) -> Iterator[tuple[str, Any]]:
    """Addresses of rows with the numbers that lead there, anywhere in an answer."""
    if isinstance(shown, list):
        for one in shown:
            yield from numbers(one)
    elif isinstance(shown, dict):
        if isinstance(shown.get("rows"), str) and "value" in shown:
            yield shown["rows"], shown["value"]
        else:
            for one in shown.values():
                yield from numbers(one)
