"""How wide a line of text is in the bundled serif, whose widths equal Times New Roman's."""

from functools import cache
from importlib.resources import as_file, files

from PIL import ImageFont

FONTS = files("congvu.data") / "fonts"
_SIZE = 200
_MANY_WORDS = 16
# A line that ends with the dash between two parts of a name reads best.
_DASH_BONUS = 0.75
_MM_PER_POINT = 25.4 / 72


def width_mm(text: str, points: float, bold: bool = False) -> float:
    """Width of a line in millimetres."""
    return _font(bold).getlength(text) / _SIZE * points * _MM_PER_POINT


def balanced(text: str, points: float, room_mm: float, bold: bool = False) -> list[str]:
    """The text in as few lines as fit, of nearly equal length, as names of agencies are set."""
    if "\n" in text:
        return [line.strip() for line in text.split("\n")]
    words = text.split()
    count = 1
    # Longer than any agency's name: let the word processor break it.
    if len(words) > _MANY_WORDS:
        return [" ".join(words)]
    while count < len(words):
        lines = _narrowest(words, count, points, bold)
        if max(width_mm(line, points, bold) for line in lines) <= room_mm:
            return lines
        count += 1
    return words


def _narrowest(words: list[str], count: int, points: float, bold: bool) -> list[str]:
    """Break into `count` lines so that the widest is as narrow as possible."""
    if count == 1:
        return [" ".join(words)]
    options = []
    for cut in range(1, len(words) - count + 2):
        head = " ".join(words[:cut])
        rest = _narrowest(words[cut:], count - 1, points, bold)
        lines = [head, *rest]
        # A line must not begin with the dash that joins two parts of a name.
        dashes = sum(line.startswith(("-", "–")) for line in lines)
        widest = max(width_mm(line, points, bold) for line in lines)
        if head.endswith(("-", "–")):
            widest *= _DASH_BONUS
        options.append((dashes, widest, lines))
    return min(options, key=lambda option: option[:2])[2]


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    name = "LiberationSerif-Bold.ttf" if bold else "LiberationSerif-Regular.ttf"
    with as_file(FONTS / name) as path:
        return ImageFont.truetype(str(path), _SIZE)
