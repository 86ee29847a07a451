"""The table of what may follow what: closed, complete, every state reached and left."""

import pytest

from congvu.core.states import allowed_verbs
from congvu.petitions import rules, states
from congvu.petitions.states import NEXT_VERBS, STAYING, TRANSITIONS, VERB_LABELS, PetitionState

S = PetitionState


def reached(start: S) -> set[S]:
    """Every state that can follow ``start``."""
    seen, edge = {start}, [start]
    while edge:
        here = edge.pop()
        for sources, target in TRANSITIONS.values():
            if here in sources and target not in seen:
                seen.add(target)
                edge.append(target)
    return seen


def test_every_state_is_reached_from_receipt():
    assert reached(S.RECEIVED) == set(S)


def test_what_is_closed_stays_closed_and_all_else_can_end():
    assert {s for s in S if not allowed_verbs(TRANSITIONS, s)} == states.CLOSED
    assert all(reached(s) & states.CLOSED for s in states.OPEN)
    assert set(S) == states.OPEN | states.CLOSED and not states.OPEN & states.CLOSED


@pytest.mark.parametrize(
    "labels,members",
    [
        (states.STATE_LABELS, S),
        (states.CHANNEL_LABELS, states.Channel),
        (states.LATENESS_LABELS, states.Lateness),
        (states.SATISFACTION_LABELS, states.Satisfaction),
    ],
)
def test_every_member_has_its_own_words(labels, members):
    assert set(labels) == set(members)
    assert len(set(labels.values())) == len(labels)


def test_every_verb_has_words_and_the_next_one_fits():
    assert set(VERB_LABELS) == set(TRANSITIONS) | set(STAYING)
    assert set(NEXT_VERBS) == states.OPEN
    for state, verb in NEXT_VERBS.items():
        assert state in TRANSITIONS[verb][0]


def test_what_is_data_says_on_what_it_rests():
    data = rules.petition_data()
    rows = [*data["kinds"].values(), *data["refusals"].values(), *data["outcomes"].values()]
    rows += [limit[step][group] for limit in data["limits"] for step in ("forward", "answer")
             for group in limit[step]]  # fmt: skip
    assert all(row["basis"] for row in rows)
    assert {row["group"] for row in data["kinds"].values()} == {"conduct", "rule"}
    for part in ("warnings", "code", "own_conduct"):
        assert data[part]["source"] and data[part]["confirmed"] is False
