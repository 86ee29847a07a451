"""Search that ignores tone marks and Đ/D, over a folded column we write ourselves."""

import unicodedata


def fold(text: str) -> str:
    """Lower case, without tone marks, đ as d, runs of white space as one space."""
    flat = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    bare = "".join(c for c in flat if not unicodedata.combining(c))
    return " ".join(bare.lower().split())
