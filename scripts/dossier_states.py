"""Draws the life of a dossier from its table of transitions: docs/dossier-states.md.

python scripts/dossier_states.py > docs/dossier-states.md
"""

import sys
from collections import defaultdict

from congvu.dossiers.states import (
    CLOSED,
    STATE_LABELS,
    STAYING,
    TRANSITIONS,
    VERB_LABELS,
    DossierState,
)

HEAD = """# The life of a dossier

Drawn from the table in `src/congvu/dossiers/states.py` by `scripts/dossier_states.py`; a test
refuses a picture older than the table. An arrow is a verb: one action, one log row, one movement.
"""


def diagram() -> str:
    """All states and verbs as a mermaid diagram."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{STATE_LABELS[one]}" as {one.value}' for one in DossierState]
    lines.append(f"    [*] --> {DossierState.DRAFT.value}")
    for start in DossierState:
        verbs = defaultdict(list)
        for verb, (sources, target) in TRANSITIONS.items():
            if start in sources:
                verbs[target.value].append(VERB_LABELS[verb])
        lines += [
            f"    {start.value} --> {target}: {', '.join(words)}" for target, words in verbs.items()
        ]
    lines += [f"    {one.value} --> [*]" for one in DossierState if one in CLOSED]
    return "\n".join(lines)


def staying() -> str:
    """Verbs that change the clock or the promise and leave the state as it is."""
    rows = ["| Verb | On screen | While |", "|---|---|---|"]
    for verb, states in STAYING.items():
        words = ", ".join(STATE_LABELS[one] for one in DossierState if one in states)
        rows.append(f"| `{verb}` | {VERB_LABELS[verb]} | {words} |")
    return "\n".join(rows)


def page() -> str:
    """The whole page."""
    told = "Verbs that leave the state as it is:"
    return f"{HEAD}\n```mermaid\n{diagram()}\n```\n\n{told}\n\n{staying()}\n"


if __name__ == "__main__":
    sys.stdout.write(page())
