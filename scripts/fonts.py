"""Makes the two font files the pages load: per weight one subset of Latin and Vietnamese.

    python scripts/fonts.py FOLDER

FOLDER holds the files of the npm package @fontsource/be-vietnam-pro 5.3.0. Needs fonttools and
brotli, which the product itself does not. Prints the SHA-256 for static/core/vendor/README.md.
"""

import argparse
import hashlib
import tempfile
import unicodedata
from pathlib import Path

from fontTools import merge, subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "src/congvu/core/static/core/fonts"
WEIGHTS, PARTS = (400, 600), ("latin", "vietnamese")
VOWELS, TONES = "aăâeêioôơuưy", ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} | {"đ"}
# beside ASCII and Latin-1, which names and addresses from abroad need
MARKS = "„“”‘’‚‹›–—…•−⁄€™₫Œœıˆ" + "".join(TONES)
WANTED = {*map(chr, range(0x20, 0x7F)), *map(chr, range(0xA0, 0x100)), *MARKS,
          *LETTERS, *(one.upper() for one in LETTERS)}  # fmt: skip


def narrowed(font: TTFont) -> TTFont:
    """Only what is wanted: no hints, and of the features those that place letters and marks."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["ccmp", "kern", "locl", "mark", "mkmk"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # with copyright and licence
    options.notdef_outline = True
    options.recalc_timestamp = False
    task = subset.Subsetter(options)
    task.populate(unicodes=[ord(one) for one in WANTED])
    task.subset(font)
    return font


def merged(folder: Path, weight: int) -> TTFont:
    """Both subsets of a weight as one font, as old as its parts."""
    with tempfile.TemporaryDirectory() as place:
        names, dates = [], []
        for part in PARTS:
            file = folder / f"be-vietnam-pro-{part}-{weight}-normal.woff2"
            font = TTFont(file, recalcTimestamp=False)
            font.flavor = None
            dates.append((font["head"].created, font["head"].modified))
            names.append(f"{place}/{part}.ttf")
            narrowed(font).save(names[-1])
        font = merge.Merger().merge(names)
        font.recalcTimestamp = False
        font["head"].created, font["head"].modified = max(dates)
        return narrowed(font)


def main() -> None:
    """Write both files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    for weight in WEIGHTS:
        font, target = merged(folder, weight), FONTS / f"be-vietnam-pro-{weight}.woff2"
        font.flavor = "woff2"
        font.save(target)
        data = target.read_bytes()
        print(target.name, len(data), hashlib.sha256(data).hexdigest())


if __name__ == "__main__":
    main()
