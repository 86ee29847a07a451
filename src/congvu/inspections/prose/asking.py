"""What a request of an old paper asks to mend, and by when."""

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Sequence

from congvu.core.imports import parsing
from congvu.core.imports.grid import Doubt
from congvu.inspections.prose.areas import telling

DUE = re.compile(
    r"(?:trước|chậm nhất|đến hết|hạn|xong|muộn nhất)[^.;]{0,40}?"
    r"((?:ngày )?\d{1,2}(?:[/.\-]| tháng )\d{1,2}(?:[/.\-]| năm )\d{4})",
    re.IGNORECASE,
)
ENOUGH = 0.3  # of the telling words of the request, weighed by how few clauses have them
Limitation = tuple[int, str, Sequence[int]]  # number, text, units


def due_in(text: str) -> dt.date | None:
    """The last day a request names."""
    found = DUE.search(text)
    if found is None:
        return None
    try:
        return parsing.date(found[1])
    except Doubt:
        return None


class Answering:
    """Finds the limitation a request asks to mend."""

    def __init__(self, limitations: Sequence[Limitation], others: Sequence[str]) -> None:
        """``others``: the requests; what many clauses say tells little."""
        self.limitations = [
            (number, telling(text), set(units)) for number, text, units in limitations
        ]
        all_ = [words for _, words, _ in self.limitations] + [telling(text) for text in others]
        spread = Counter(word for words in all_ for word in words)
        self.weights = {
            word: math.log(1 + len(all_) / n)
            for word, n in spread.items()
            if not re.search(r"\d", word)
        }

    def found(self, text: str, units: Sequence[int]) -> int | None:
        """Its number; None where none shares enough, or two share as much."""
        asked = telling(text)
        scores = [
            (self.weight(asked & words), -number)
            for number, words, theirs in self.limitations
            if not units or not theirs or theirs & set(units)
        ]
        best, second = sorted([*scores, (0.0, 0), (0.0, 0)], reverse=True)[:2]
        if not best[0] or best[0] < self.weight(asked) * ENOUGH or best[0] == second[0]:
            return None
        return -best[1]

    def weight(self, words: set[str]) -> float:
        """How much words tell together."""
        return sum(self.weights.get(word, 0) for word in words)
