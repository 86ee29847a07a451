"""What a photo of a paper is kept for."""

from collections.abc import Mapping
from typing import Any

LONGEST = 200  # signs of a purpose


def purpose_of_paper(paper: Mapping[str, Any]) -> str:
    """2. Bản sao giấy khai sinh: the number tells papers of one title apart."""
    return f"{paper.get('order', 0)}. {paper.get('title', '')}"[:LONGEST]


def kept_paper(component: Any) -> dict[str, Any]:
    """A paper of the list as the dossier keeps it."""
    counts = {
        name: getattr(component, name) for name in ("originals", "certified_copies", "copies")
    }
    return {"order": component.order, "title": component.title, **counts}
