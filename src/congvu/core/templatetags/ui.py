"""Pieces of the interface: states, cells of the matrix, marked search hits."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from congvu.core import styles
from congvu.core.level_cell import html_of
from congvu.core.search import fold, remembered_fold

register = template.Library()

TONES = {"", "ok", "warn", "late", "action", "muted"}


@register.simple_tag
def stylesheets() -> list[str]:
    """Our stylesheets: joined into one of a release, each by itself while one works on them."""
    return [styles.JOINED] if settings.STYLES_JOINED else styles.paths()


@register.simple_tag
def status(label: str, tone: str = "") -> SafeString:
    """{% status "đã ký" "ok" %}: a word for a state; the tone only tints it.

    No template of its own: every row of a list has some.
    """
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"status: unknown tone {tone!r}, one of {sorted(TONES)}")
    kind = f"status status-{tone}" if tone else "status"
    return format_html('<span class="{}">{}</span>\n', kind, label)


@register.simple_tag
def level_cell(cell: Any) -> SafeString:
    """One cell of the matrix: see docs/ui.md for the keys of ``cell``."""
    return html_of(cell)


@register.filter
def burning(cells: list[Any]) -> str:
    """The areas of a unit in a bad way, the worst first: "Yếu: Bộ máy · TB: Đội ngũ; ISO 9001"."""
    told: dict[str, list[str]] = {}
    for code in ("weak", "average"):
        for cell in cells:
            if _get(cell, "level") == code:
                told.setdefault(_get(cell, "label") or "", []).append(_get(cell, "area") or "")
    return " · ".join(f"{label}: {'; '.join(areas)}" for label, areas in told.items())


@register.filter
def highlight(text: str, words: str) -> SafeString:
    """``text`` with the searched ``words`` marked, tone marks and Đ/D ignored."""
    text = str(text or "")
    spans = _spans(text, fold(words or "").split())
    parts, at = [], 0
    for start, end in spans:
        parts += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    parts.append(escape(text[at:]))
    return mark_safe("".join(parts))  # noqa: S308 – every piece of text is escaped above


def _spans(text: str, words: list[str]) -> list[tuple[int, int]]:
    """Where ``words`` occur in ``text``, merged and in order."""
    flat, origin = "", []
    for index, char in enumerate(text):
        folded = remembered_fold(char) or (" " if char.isspace() else "")
        flat += folded
        origin += [index] * len(folded)
    found = []
    for word in set(words):
        at = flat.find(word)
        while at >= 0:
            found.append((origin[at], _after(text, origin[at + len(word) - 1])))
            at = flat.find(word, at + 1)
    return _merged(sorted(found))


def _after(text: str, index: int) -> int:
    """The end of the letter at ``index``, its separate tone marks included."""
    end = index + 1
    while end < len(text) and not fold(text[end]) and not text[end].isspace():
        end += 1
    return end


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _get(cell: Any, name: str) -> Any:
    return cell.get(name) if isinstance(cell, dict) else getattr(cell, name, None)
