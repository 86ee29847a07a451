"""Handlers and schedules by name, filled by the tasks.py of every package."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.utils.timezone import get_default_timezone

from congvu.core.errors import ActionError
from congvu.core.jobs.rules import Daily, Every

F = TypeVar("F", bound=Callable[..., Any])


class GiveUp(ActionError):
    """Công việc này không làm được, thử lại cũng không có ích."""


class UnknownJob(LookupError):
    """No package registers a job of this name."""


@dataclass
class Running:
    """The job as its handler sees it."""

    id: int
    name: str
    attempt: int = 1
    reported: float = field(default=0.0, repr=False)


@dataclass(frozen=True)
class Handler:
    """What a name stands for."""

    name: str
    title: str
    priority: int
    function: Callable[..., Any]


handlers: dict[str, Handler] = {}
schedules: dict[str, Every | Daily] = {}


def job(name: str, *, title: str, priority: int = 0) -> Callable[[F], F]:
    """Register an idempotent handler ``function(job, **arguments)``; ``title`` is shown."""

    def register(function: F) -> F:
        known = handlers.get(name)
        if known is not None and known.function.__module__ != function.__module__:
            raise ValueError(f"two jobs are called {name}")
        handlers[name] = Handler(name, title, priority, function)
        return function

    return register


def every(minutes: int) -> Callable[[F], F]:
    """Run the job below each so many minutes, once per slot whatever the number of workers."""
    return lambda function: plan(function, Every(minutes))


def daily(at: str) -> Callable[[F], F]:
    """Run the job below each day at ``HH:MM`` of the office's clock."""
    return lambda function: plan(function, Daily(dt.time.fromisoformat(at), get_default_timezone()))


def plan(function: F, schedule: Every | Daily) -> F:
    """Put a registered function on the schedule."""
    name = next((h.name for h in handlers.values() if h.function is function), None)
    if name is None:
        raise ValueError("write @every or @daily above @job")
    schedules[name] = schedule
    return function


def get(name: str) -> Handler:
    """The handler of a name."""
    try:
        return handlers[name]
    except KeyError:
        raise UnknownJob(name) from None
