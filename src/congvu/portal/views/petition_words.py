"""How a petition stands, in words for its sender: the office, never a person of it."""

from typing import Any

from congvu.petitions.models import Petition
from congvu.petitions.states import CLOSED, STATE_LABELS, PetitionState

TONES = {
    PetitionState.ANSWERED: "ok",
    PetitionState.FORWARDED: "ok",
    PetitionState.REFUSED: "muted",
    PetitionState.WITHDRAWN: "muted",
}
WORDS = {
    PetitionState.AWAITING_SIGNATURE: STATE_LABELS[PetitionState.IN_PROGRESS],  # a draft is no news
}


def told_of(row: Petition) -> dict[str, Any]:
    """State, tone and, once it is sent, the answer."""
    state = PetitionState(row.state)
    return {
        "state": WORDS.get(state, STATE_LABELS[state]),
        "tone": TONES.get(state, "action"),
        "closed": state in CLOSED,
        "answered": state == PetitionState.ANSWERED,
    }
