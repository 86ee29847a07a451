"""The table of what may follow what: closed, complete, every state reached and left."""

import pytest

from congvu.core.states import allowed_verbs
from congvu.dossiers import states
from congvu.dossiers.states import STAYING, TRANSITIONS, DossierState

S = DossierState


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


def test_every_state_is_reached_from_a_draft():
    assert reached(S.DRAFT) == set(S)


def test_what_is_closed_stays_closed():
    assert {state for state in S if not allowed_verbs(TRANSITIONS, state)} == states.CLOSED


@pytest.mark.parametrize("state", sorted(set(S) - states.CLOSED))
def test_from_every_open_state_an_end_is_reached(state):
    assert reached(state) & states.CLOSED


def test_every_state_belongs_to_one_part_of_the_life():
    parts = [states.BEFORE_ACCEPTANCE, states.WITH_UNIT, states.WAITING_FOR_APPLICANT]
    parts += [states.RESOLVED, states.UNRESOLVED, {S.REFUSED, S.WITHDRAWN}]
    assert sorted(state for part in parts for state in part) == sorted(S)


@pytest.mark.parametrize(
    "labels,members",
    [
        (states.STATE_LABELS, S),
        (states.CHANNEL_LABELS, states.Channel),
        (states.WHY_NOT_ONLINE_LABELS, states.WhyNotOnline),
        (states.CAUSE_LABELS, states.Cause),
        (states.PAUSE_LABELS, states.PauseReason),
        (states.LATENESS_LABELS, states.Lateness),
    ],
)
def test_every_member_has_its_own_words(labels, members):
    assert set(labels) == set(members)
    assert len(set(labels.values())) == len(labels)


def test_every_verb_has_words_and_nothing_else_has():
    assert set(states.VERB_LABELS) == set(TRANSITIONS) | set(STAYING) | {"import"}
    assert not set(TRANSITIONS) & set(STAYING)


def test_six_reasons_not_to_file_online():
    assert len(states.WhyNotOnline) == 6


@pytest.mark.parametrize("verb", ["sign", "finish", "refuse_after_assessment", "stop"])
def test_only_what_was_accepted_is_finished(verb):
    assert TRANSITIONS[verb][0] <= states.OPEN
