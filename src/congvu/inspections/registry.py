"""The door to what must be done next in a campaign, for packages above."""

from collections.abc import Callable
from typing import Any

# (inspection, user) -> an object with label, url, why, due, or None
NextStepRule = Callable[[Any, Any], Any]

_next_steps: list[NextStepRule] = []


def register_next_step(rule: NextStepRule) -> None:
    """Let ``rule`` say what must be done next. Called in ``AppConfig.ready``."""
    _next_steps.append(rule)


def next_step(inspection: Any, user: Any) -> Any:
    """What ``user`` must do next in the campaign; None when nothing, or nobody says."""
    return next((step for rule in _next_steps if (step := rule(inspection, user))), None)
