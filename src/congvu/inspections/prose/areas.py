"""The area a text speaks of, by the words of the library's areas and their criteria."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from congvu.core.search import fold
from congvu.inspections.prose.units import WORD

# a title tells more than a question, two words together more than one; below ENOUGH, or where the
# first does not lead CLEARLY, the person is asked
TITLE, PAIR = 1.5, 2
ENOUGH, CLEARLY = 2.2, 1.5  # of what one word of one area alone tells
# in every sentence of such a paper
FUNCTION_WORDS = frozenset(
    """va cua cac cho theo trong tai co khong duoc la mot nhung voi ve den tu hoac khi da chua con
    thi nay do viec cong thuc hien don vi nam so dung day du phai""".split()  # noqa: SIM905 - to be read
)


class AreaWords:
    """What words of each area are telling: those few areas have."""

    def __init__(
        self, areas: Iterable[tuple[int, Sequence[str], Sequence[str]]], title: str = ""
    ) -> None:
        """``areas``: key, titles, texts of its criteria; the library's ``title`` tells nothing."""
        self.titles: dict[str, int] = {}
        counted: dict[int, dict[str, float]] = {}
        for key, titles, texts in areas:
            self.titles |= {flat(one): key for one in titles}
            counted[key] = dict.fromkeys(telling(" . ".join(texts)), 1.0)
            counted[key] |= dict.fromkeys((f for one in titles for f in telling(one)), TITLE)
        common = set(features(title))
        spread = Counter(word for words in counted.values() for word in words)
        self.weights = {
            key: {
                word: told * math.log(len(counted) / spread[word]) * (PAIR if " " in word else 1)
                for word, told in words.items()
                if word not in common
            }
            for key, words in counted.items()
        }
        self.enough = ENOUGH * math.log(max(len(counted), 2))

    def heading(self, text: str) -> int | None:
        """The area whose title a line is."""
        return self.titles.get(flat(text.rstrip(":")))

    def found(self, text: str) -> tuple[int | None, int | None]:
        """The area that is clear, and the likeliest where none is."""
        words = telling(text)
        scores = [(sum(told.get(w, 0) for w in words), key) for key, told in self.weights.items()]
        best, second = sorted([*scores, (0.0, 0), (0.0, 0)], key=lambda one: -one[0])[:2]
        if best[0] <= 0:
            return None, None
        clear = best[0] >= self.enough and best[0] >= second[0] * CLEARLY
        return (best[1] if clear else None), best[1]


def flat(text: str) -> str:
    """Words alone, folded."""
    return " ".join(WORD.findall(fold(text)))


def features(text: str) -> list[str]:
    """Words, and pairs of words that stand together."""
    words = WORD.findall(fold(text))
    return words + [f"{a} {b}" for a, b in zip(words, words[1:], strict=False)]


def telling(text: str) -> set[str]:
    """Words and pairs that are not in every sentence."""
    return {word for word in features(text) if not set(word.split()) <= FUNCTION_WORDS}
