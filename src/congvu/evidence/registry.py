"""The door for packages above: what evidence may be attached to, and who may then read it.

No entry, nobody: a file attached to a kind of thing that is not registered is read by no one.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any


@dataclass(frozen=True)
class Entry:
    """What one kind of thing says about the files attached to it."""

    label: str  # "assessments.answer"
    may_read: Callable[[Any, Sequence[int]], set[int]]  # (user, ids) -> ids this user may read
    may_attach: Callable[[Any, Any], bool]  # (user, object)
    describe: Callable[[Any], str]  # object -> what the page says about it
    readable: Callable[[Any], Any] | None = None  # user -> QuerySet of what this user may read
    few: bool = False  # few of many carry files: ``readable`` is asked about those alone
    sees_all: Callable[[Any], bool] | None = None  # user -> reads every one of them
    sees_most: Callable[[Any], bool] | None = None  # user -> reads most of all there is
    related: tuple[str, ...] = ()  # select_related that ``describe`` needs
    attachable: Callable[[Any, Sequence[Any]], set[int]] | None = None  # ``may_attach`` of many
    may_hand_in: Callable[[Any, Any], bool] | None = None  # as may_attach, without a seat
    personal: bool = False  # files of citizens: a title is never made of a name of theirs

    def attachable_among(self, user: Any, targets: Sequence[Any]) -> set[int]:
        """Ids of those of ``targets`` that ``user`` may attach to."""
        if self.attachable is not None:
            return self.attachable(user, targets)
        return {target.pk for target in targets if self.may_attach(user, target)}


@dataclass(frozen=True)
class Target:
    """One thing files of a folder may be matched to, e.g. the answer to criterion A2.1."""

    key: str  # "assessments.answer:12"
    label: str  # "A2.1 Niêm yết thủ tục hành chính"
    codes: tuple[str, ...] = ()  # what in a file name points here: ("A2.1",)


_entries: dict[str, Entry] = {}
_senders: list[Callable[[Any], bool]] = []
_published: list[Callable[[Any], bool]] = []
_targets: dict[str, Callable[[Any, int], Iterable[Target]]] = {}


def register(
    model_label: str,
    *,
    may_attach: Callable[[Any, Any], bool],
    may_read: Callable[[Any, Sequence[int]], set[int]] | None = None,
    label: Callable[[Any], str] = str,
    readable: Callable[[Any], Any] | None = None,
    few: bool = False,
    sees_all: Callable[[Any], bool] | None = None,
    sees_most: Callable[[Any], bool] | None = None,
    related: tuple[str, ...] = (),
    attachable: Callable[[Any, Sequence[Any]], set[int]] | None = None,
    may_hand_in: Callable[[Any, Any], bool] | None = None,
    personal: bool = False,
) -> None:
    """Let evidence be attached to a model. Called in ``AppConfig.ready``.

    Who reads is said by ``readable`` (user -> queryset), so that a list of items is one query, or
    by ``may_read`` (user, ids) -> ids where no query can say it. ``few`` where most rows carry no
    file. ``sees_all`` (user -> bool) is for those who read every one of them, the head for
    instance: no row is then looked at for its rights. ``sees_most`` is for those who read nearly
    everything: nobody counts then how much it is.
    ``attachable`` (user, objects) -> ids says of many what ``may_attach`` says of one, in constant
    queries.
    ``may_hand_in`` is for somebody without a seat who puts files to a matter of their own.
    ``personal``: the files are of citizens, whose names the names of files may tell.
    """
    key = model_label.lower()
    if may_read is None and readable is None:
        raise TypeError(f"{model_label}: nobody says who reads its files")
    _entries[key] = Entry(
        key,
        may_read or partial(among, readable),
        may_attach,
        label,
        readable,
        few,
        sees_all,
        sees_most,
        related,
        attachable,
        may_hand_in,
        personal,
    )


def among(readable: Callable[[Any], Any], user: Any, ids: Sequence[int]) -> set[int]:
    """Those of ``ids`` that ``user`` may read."""
    return set(readable(user).filter(pk__in=list(ids)).values_list("pk", flat=True))


def register_targets(key: str, targets: Callable[[Any, int], Iterable[Target]]) -> None:
    """Offer a list of targets for matching a folder of files: (user, pk) -> targets.

    The callable answers an empty list for what the user may not attach to.
    """
    _targets[key] = targets


def register_senders(rule: Callable[[Any], bool]) -> None:
    """Let ``rule(user)`` say who without a seat may send files here now."""
    if rule not in _senders:
        _senders.append(rule)


def sends(user: Any) -> bool:
    """Whether some package expects files of this person, who has no seat."""
    return any(rule(user) for rule in _senders)


def register_published(rule: Callable[[Any], bool]) -> None:
    """Let ``rule(version)`` say of a file whether its package has told it to everybody."""
    if rule not in _published:
        _published.append(rule)


def is_published(version: Any) -> bool:
    """Whether anybody may download this version of a file."""
    return any(rule(version) for rule in _published)


def entry_for(model_label: str) -> Entry | None:
    """The entry of a model, or None: nobody reads."""
    return _entries.get(model_label.lower())


def entries() -> list[Entry]:
    """Every entry, in the order of registration."""
    return list(_entries.values())


def targets_for(key: str, user: Any, pk: int) -> list[Target] | None:
    """Targets of a registered list, None when nobody registered ``key``."""
    offer = _targets.get(key)
    return None if offer is None else list(offer(user, pk))
