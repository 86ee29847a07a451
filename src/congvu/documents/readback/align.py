"""Which line of the edited file is which line of the original: by tag, by bookmark, by likeness."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from congvu.documents.readback.reader import ReadLine

Pairs = dict[int, int]
# A bookmark left behind by a deleted paragraph slips into its neighbour; that is not a match.
_STRAY = 0.25
_ALIKE = 0.5
# A label stands at the beginning of its line.
_LABEL = 60
# Beyond this a block of unmatched lines is compared only nearby, to stay quick.
_NEARBY = 40


def align(old: Sequence[ReadLine], new: Sequence[ReadLine]) -> Pairs:
    """Index in `old` → index in `new`, each used once."""
    pairs = _by_carrier(old, new)
    _by_text(old, new, pairs)
    return pairs


def likeness(one: str, other: str) -> float:
    """0 … 1."""
    if one == other:
        return 1.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def same_label(one: str, other: str) -> bool:
    """Whether both begin with the same label of a field: "Tài liệu đã xem: …"."""
    label, colon, _ = one[:_LABEL].partition(":")
    return bool(colon) and other.startswith(f"{label}:")


def _by_carrier(old: Sequence[ReadLine], new: Sequence[ReadLine]) -> Pairs:
    by_tag = {tag: at for at, line in enumerate(old) for tag in line.tags}
    by_mark = {mark: at for at, line in enumerate(old) for mark in line.bookmarks}
    options = []
    for there, line in enumerate(new):
        controls = {by_tag[tag] for tag in line.tags if tag in by_tag}
        marks = {by_mark[mark] for mark in line.bookmarks if mark in by_mark}
        for here in controls | marks:
            score = likeness(old[here].text, line.text)
            if same_label(old[here].text, line.text):
                # a field of dots, filled in, is hardly alike; its own line still comes first
                score = max(score, _STRAY)
            if here in controls or score >= _STRAY:
                options.append((score, here, there))
    return _best(options)


def _by_text(old: Sequence[ReadLine], new: Sequence[ReadLine], pairs: Pairs) -> None:
    used = set(pairs.values())
    left = [at for at in range(len(old)) if at not in pairs]
    right = [at for at in range(len(new)) if at not in used]
    texts = [old[at].text for at in left], [new[at].text for at in right]
    matcher = SequenceMatcher(None, *texts, autojunk=False)
    for step, a, b, c, d in matcher.get_opcodes():
        if step == "equal":
            pairs |= dict(zip(left[a:b], right[c:d], strict=True))
        elif step == "replace":
            pairs |= _alike(old, new, left[a:b], right[c:d])


def _alike(
    old: Sequence[ReadLine], new: Sequence[ReadLine], left: list[int], right: list[int]
) -> Pairs:
    options = []
    for x, here in enumerate(left):
        for y, there in enumerate(right):
            same_kind = (old[here].cells is None) == (new[there].cells is None)
            if not same_kind or abs(x - y) > _NEARBY:
                continue
            matcher = SequenceMatcher(None, old[here].text, new[there].text, autojunk=False)
            if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
                continue
            if (score := matcher.ratio()) >= _ALIKE:
                options.append((score, here, there))
    return _best(options)


def _best(options: Iterable[tuple[float, int, int]]) -> Pairs:
    """The likeliest pairs first, each line once."""
    pairs: Pairs = {}
    taken: set[int] = set()
    for _, here, there in sorted(options, key=lambda option: (-option[0], *option[1:])):
        if here not in pairs and there not in taken:
            pairs[here] = there
            taken.add(there)
    return pairs
