"""One cell of the matrix as HTML.

Written here and not in a template: a matrix of a hundred units has a thousand of them.
"""

from functools import lru_cache
from html import escape as escaped
from typing import Any

from django.utils.safestring import SafeString, mark_safe

CHANGES = {
    "up": ("▲", "cao hơn lần trước"),
    "down": ("▼", "thấp hơn lần trước"),
    "repeat": ("●", "hạn chế lặp lại"),
}
UNSAID = {"out": "ngoài phạm vi", "unjudged": "chưa chấm"}  # the word of a state that brings none


@lru_cache(2000)
def escape(text: str) -> str:
    """The text as HTML; the words of a matrix are few, and each stands in it often."""
    return escaped(text)


def html_of(cell: Any) -> SafeString:
    """The cell, a door where it has an address: see docs/ui.md for the keys."""
    said = cell.get if isinstance(cell, dict) else lambda name: getattr(cell, name, None)
    level, state, url = said("level"), said("state"), said("url")
    kind = f"cell level-{escape(level)}" if level else "cell"
    kind += f" is-{escape(state)}" if state else ""
    begin = f'<a class="{kind}" href="{escape(url)}">' if url else f'<div class="{kind}">'
    parts = (
        begin,
        _span("cell-area", said("area")),
        f'<span class="cell-short" aria-hidden="true">{escape(short_of(said))}</span>',
        "".join(_result(said)),
        _span("cell-percent", said("percent"), hidden=True),
        "</a>" if url else "</div>",
    )
    return mark_safe("\n".join(parts))  # noqa: S308 – every piece of text is escaped


def _result(said: Any) -> tuple[str, ...]:
    """The level or the word, the marks, the points."""
    state = said("state")
    if state in UNSAID:
        word = _span("cell-word", said("word") or UNSAID[state])
        return (word,) if state == "out" else (word, _mark(said))
    label = f"<b>{escape(said('label') or '')}</b>"
    return label, _mark(said), _span("cell-points", said("points"))


def _mark(said: Any) -> str:
    """▲ ▼ ●, and what they mean for whoever does not see them."""
    known = [CHANGES[name] for name in (said("mark") or "").split() if name in CHANGES]
    if not known:
        return ""
    signs = "".join(sign for sign, _ in known)
    meaning = escape(said("mark_title") or ", ".join(words for _, words in known))
    seen = f'<span aria-hidden="true">{signs}</span>'
    return f'<span class="cell-mark">{seen}<span class="visually-hidden">{meaning}</span></span>'


def _span(kind: str, text: Any, *, hidden: bool = False) -> str:
    """A piece of the cell, nothing where there is no text."""
    aside = ' aria-hidden="true"' if hidden else ""
    return f'<span class="{kind}"{aside}>{escape(text)}</span>' if text else ""


def short_of(said: Any) -> str:
    """What a cell of the strip on a phone has room for: TB; 3/5; an en dash for nothing yet."""
    if said("state") == "out":
        return ""
    if said("state") == "unjudged":
        last = (said("word") or "").rsplit(" ", 1)[-1]
        return last if "/" in last else "–"
    return said("short") or said("label") or ""
