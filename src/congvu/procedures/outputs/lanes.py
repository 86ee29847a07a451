"""The swim lane (sơ đồ quy trình): one lane per role, steps from left to right, as SVG.

Presentation stands in attributes, so that the drawing needs no style and prints as it looks.
"""

import textwrap
from collections.abc import Sequence
from decimal import Decimal
from html import escape

from congvu.procedures.rules import StepFacts, hours_words, next_of

LABEL, COLUMN, LANE, BOX_W, BOX_H, HEAD = 140, 166, 112, 140, 76, 8
INK, MUTED, LINE, FILL, ACTION, SOFT = (
    "#1e1c19",
    "#655f56",
    "#e2dcd1",
    "#ffffff",
    "#0d5661",
    "#eef4f4",
)
FONT = "Be Vietnam Pro, Segoe UI, Noto Sans, Liberation Sans, Arial, sans-serif"


def swim_lane(title: str, steps: Sequence[StepFacts], hours_per_day: Decimal) -> str:
    """The drawing; empty without steps."""
    if not steps:
        return ""
    rows = sorted(steps, key=lambda step: step.order)
    lanes = list(dict.fromkeys(step.role for step in rows))
    width, height = LABEL + COLUMN * len(rows) + 12, HEAD + LANE * len(lanes) + HEAD
    places = {
        step.order: (LABEL + COLUMN * index + 14, HEAD + LANE * lanes.index(step.role) + 18)
        for index, step in enumerate(rows)
    }
    told = ", ".join(f"{step.order}. {step.role}: {step.name}" for step in rows)
    body = [lane(index, name, width) for index, name in enumerate(lanes)]
    body += [arrow(places, step.order, n) for step in rows for n in next_of(rows, step)]
    body += [box(step, *places[step.order], hours_per_day) for step in rows]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" role="img" font-family="{FONT}" class="swim-lane">'
        f"<title>{escape(title)}</title><desc>{escape(told)}</desc>"
        '<defs><marker id="lane-tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7"'
        f' markerHeight="7" orient="auto"><path d="M0 0 10 5 0 10z" fill="{ACTION}"/></marker>'
        f"</defs>{''.join(body)}</svg>"
    )


def lane(index: int, name: str, width: int) -> str:
    """A lane with the name of who works in it."""
    top = HEAD + LANE * index
    fill = SOFT if index % 2 == 0 else FILL
    band = (
        f'<rect x="1" y="{top}" width="{width - 2}" height="{LANE}" fill="{fill}" stroke="{LINE}"/>'  # noqa: E501
    )
    return band + lines(name, 12, top + LANE // 2, LABEL - 24, 13, bold=True, lines_most=4)


def box(step: StepFacts, x: int, y: int, hours_per_day: Decimal) -> str:
    """A step: number and what is done, below it the time."""
    frame = (
        f'<rect x="{x}" y="{y}" width="{BOX_W}" height="{BOX_H}" rx="6" fill="{FILL}"'
        f' stroke="{ACTION}" stroke-width="1.5"/>'
    )
    text = lines(f"{step.order}. {step.name}", x + 9, y + 28, BOX_W - 18, 12.5, lines_most=3)
    hours = escape(hours_words(step.hours, hours_per_day))
    foot = f'<text x="{x + 9}" y="{y + BOX_H - 8}" font-size="11.5" fill="{MUTED}">{hours}</text>'
    return frame + text + foot


def lines(
    words: str, x: int, middle: int, room: int, size: float, *, bold: bool = False, lines_most: int
) -> str:
    """Text in a few lines, around ``middle``."""
    fit = max(6, int(room / (size * (0.57 if bold else 0.53))))
    rows = textwrap.wrap(words, fit) or [""]
    if len(rows) > lines_most:
        rows = [
            *rows[: lines_most - 1],
            textwrap.shorten(" ".join(rows[lines_most - 1 :]), fit, placeholder="…"),
        ]  # noqa: E501
    step = size + 3.5
    top = middle - step * (len(rows) - 1) / 2 + size * 0.35
    weight = ' font-weight="600"' if bold else ""
    spans = "".join(
        f'<tspan x="{x}" y="{top + step * n:.1f}">{escape(row)}</tspan>'
        for n, row in enumerate(rows)
    )
    return f'<text font-size="{size}" fill="{INK}"{weight}>{spans}</text>'


def arrow(places: dict[int, tuple[int, int]], start: int, end: int) -> str:
    """From the right edge of a box to the left of the next; back under the boxes, dashed."""
    if end not in places:
        return ""
    (x1, y1), (x2, y2) = places[start], places[end]
    middle1, middle2 = y1 + BOX_H // 2, y2 + BOX_H // 2
    tip = f'fill="none" stroke="{ACTION}" stroke-width="1.5" marker-end="url(#lane-tip)"'
    if x2 > x1:
        turn = x2 - 12
        near = f"M{x1 + BOX_W} {middle1}H{turn}V{middle2}H{x2}"
        if x2 - x1 == COLUMN or y1 != y2:
            return f'<path d="{near}" {tip}/>'
        over = y1 - 9  # past the boxes between, in the same lane
        far = f"M{x1 + BOX_W // 2} {y1}V{over}H{turn}V{middle2}H{x2}"
        return f'<path d="{far}" {tip}/>'
    under = max(y1, y2) + BOX_H + 9
    path = f"M{x1 + BOX_W // 2} {y1 + BOX_H}V{under}H{x2 + BOX_W // 2}V{y2 + BOX_H}"
    return f'<path d="{path}" stroke-dasharray="5 4" {tip}/>'
