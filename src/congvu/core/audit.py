"""The one way to write: save a record and its log row together, for one or for many.

Every action of every package ends in one of these calls, inside its own transaction. They take
records, and any other model with a key (a user): only records have a version to guard.
"""

import datetime as dt
import decimal
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import repeat
from typing import Any, TypeVar

from django.db import connection, models, transaction
from django.db.models.deletion import Collector

from congvu.core import bulk, clock, encrypted, single
from congvu.core.errors import StaleSave
from congvu.core.models import LogEntry
from congvu.core.search import fold
from congvu.core.values import ALWAYS_UNLOGGED, column, columns, plain

M = TypeVar("M", bound=models.Model)
Changes = dict[str, list[Any]]
Pairs = Iterable[tuple[M, dict[str, Any]]]
LOG_NAMES = ("at", "actor", "actor_name", "action", "kind", "object_id", "label", "changes",
             "reason")  # fmt: skip
AT_SIGHT = frozenset({str, bool, int, decimal.Decimal, dt.datetime, dt.date})
ENCODE = json.JSONEncoder(ensure_ascii=False).encode


def kind_of(model: type[models.Model] | models.Model) -> str:
    """The name under which the log knows a model, e.g. ``inspections.finding``."""
    return model._meta.label_lower


def label_of(obj: models.Model) -> str:
    """What the log calls ``obj``. A model whose ``str`` is dear offers ``log_label()``."""
    own = getattr(obj, "log_label", None)
    return (own() if own else str(obj))[:300]


def write(
    facts: Sequence[tuple[models.Model, Any, Changes]], *, by: Any, action: str, reason: str
) -> None:
    """Log rows for (object, its key, what changed); ``by`` is a user, or None for the system."""
    objs, keys, changes = zip(*facts, strict=True)
    write_texts(objs, keys, map(ENCODE, changes), by=by, action=action, reason=reason)


def write_texts(
    objs: Sequence[models.Model],
    keys: Iterable[Any],
    changes: Iterable[str],
    *,
    by: Any,
    action: str,
    reason: str,
) -> None:
    """As :func:`write`, with the changes as JSON text."""
    labels = list(map(label_of, objs))
    write_columns(kind_of(objs[0]), keys, labels, changes, by=by, action=action, reason=reason)


def write_columns(
    kind: str,
    keys: Iterable[Any],
    labels: Sequence[str],
    changes: Iterable[str],
    *,
    by: Any,
    action: str,
    reason: str,
) -> None:
    """As :func:`write_texts`, of objects that nobody built."""
    columns = log_columns(kind, keys, labels, changes, by=by, action=action, reason=reason)
    bulk.insert_columns(LogEntry, log_fields(), columns)


@cache
def log_fields() -> tuple[models.Field, ...]:
    """The columns of the log that we fill in."""
    return tuple(LogEntry._meta.get_field(n) for n in LOG_NAMES)


def log_columns(
    kind: str,
    keys: Iterable[Any],
    labels: Sequence[str],
    changes: Iterable[str],
    *,
    by: Any,
    action: str,
    reason: str,
) -> list[Iterable]:
    """What stands in each of :func:`log_fields`, one value for each row."""
    actor, name = getattr(by, "pk", None), str(by)[:200] if by else ""
    [at] = bulk.adapted(log_fields()[0], [clock.now()], connection)
    same = partial(repeat, times=len(labels))
    return [same(at), same(actor), same(name), same(action), same(kind),
            map(str, keys), labels, changes, same(reason)]  # fmt: skip


def creations(objs: Sequence[models.Model]) -> Iterator[str]:
    """What the log says of new objects, as JSON text: every logged field from nothing."""
    pieces = []
    for col in columns(type(objs[0])).values():
        head = f"{ENCODE(col.name)}: [null, "
        made = bulk.memoised(ENCODE, list(map(col.of, objs)))
        pieces.append([f"{head}{text}]" for text in made])
    if not pieces:
        return repeat("{}", len(objs))
    return (f"{{{', '.join(row)}}}" for row in zip(*pieces, strict=True))


def lock(queryset: models.QuerySet[M], pk: Any, expected: int | None = None) -> M:
    """Fetch one row for changing, locked; StaleSave when its version is not ``expected``."""
    obj = queryset.select_for_update(of=("self",)).get(pk=pk)
    if expected is not None and obj.version != expected:
        raise StaleSave(current=obj)
    return obj


def create(obj: M, *, by: Any, action: str, reason: str = "") -> M:
    """Insert ``obj`` and its log row."""
    return create_many([obj], by=by, action=action, reason=reason)[0]


def create_many(
    objs: Sequence[M],
    *,
    by: Any,
    action: str,
    reason: str = "",
    savepoint: bool = True,
    along: Sequence[models.Model] = (),
) -> list[M]:
    """Insert many objects of one model and one log row each, in constant queries.

    Without ``savepoint``: whatever goes wrong is the end of the transaction around it.
    ``along``: rows of one other model that are born with them and that the log does not tell of.
    """
    objs = list(objs)
    if not objs:
        return objs
    with transaction.atomic(savepoint=savepoint):
        encrypted.prepare(objs)
        refold(objs)
        if (
            len(objs) == 1
            and objs[0].pk is not None
            and insert_at_once(objs[0], along, by, action, reason)
        ):
            return objs
        bulk.insert_many(objs)
        keys = [obj.pk for obj in objs]
        write_texts(objs, keys, creations(objs), by=by, action=action, reason=reason)
        bulk.insert_many(along)
    return objs


def insert_at_once(
    obj: models.Model, along: Sequence[models.Model], by: Any, action: str, reason: str
) -> bool:
    """One object whose key is known, its log row and what goes along; the latter's keys are not
    told. False, and nothing done, where only the ORM knows how.
    """
    rows = [single.row_of(one) for one in (obj, *along)]
    if None in rows:
        return False
    facts = ([obj.pk], [label_of(obj)], creations([obj]))
    told = log_columns(kind_of(obj), *facts, by=by, action=action, reason=reason)
    rows.append(single.Row(LogEntry, log_fields(), [value for (value,) in told]))
    single.insert_rows(rows)
    obj._state.adding, obj._state.db = False, "default"
    return True


def change(obj: M, *, by: Any, action: str, reason: str = "", **fields: Any) -> M:
    """Set ``fields`` on ``obj``, save and log them. Nothing differs: nothing is written."""
    return change_many([(obj, fields)], by=by, action=action, reason=reason)[0]


def change_many(pairs: Pairs, *, by: Any, action: str, reason: str = "") -> list[M]:
    """Change many objects of one model, one log row each, in constant queries.

    StaleSave, and nothing written, when one of them was saved by somebody else meanwhile.
    """
    pairs = list(pairs)
    kept = [(obj, dict(vars(obj))) for obj, _ in pairs]
    try:
        # one that is stale was not written: there is nothing to take back to a savepoint
        with transaction.atomic(savepoint=len(pairs) > 1):
            touched, facts, names, versions = set_all(pairs)
            written = not touched or save_changed(touched, names, versions)
            if touched and written:
                write(facts, by=by, action=action, reason=reason)
        if not written:
            raise StaleSave(current=first_stale(touched))
    except BaseException:  # what was not written must not look written
        for obj, values in kept:
            vars(obj).clear()
            vars(obj).update(values)
        raise
    return [obj for obj, _ in pairs]


def set_all(pairs: Pairs) -> tuple[list, list, set[str], list[int]]:
    """Set every field; the objects that differ, their log facts, names, versions before."""
    touched, facts, versions, moment = [], [], [], clock.now()
    names: set[str] = set()
    for obj, fields in pairs:
        changes = apply(obj, fields)
        if not changes:
            continue
        if refold([obj]):
            changes["search_text"] = ["", ""]  # saved with the rest, never logged
        names |= changes.keys()
        touched.append(obj)
        facts.append((obj, obj.pk, without_unlogged(obj, changes)))
        if has_version(obj):
            versions.append(obj.version)
            obj.version += 1
            obj.updated_at = moment
    return touched, facts, names, versions


def refold(objs: Sequence[models.Model]) -> bool:
    """Fold what search looks in, of objects that say which words these are (``search_words``).

    False where nothing of it is new.
    """
    if not hasattr(objs[0], "search_words"):
        return False
    news = False
    for obj in objs:
        words = fold(obj.search_words())
        news |= words != obj.search_text
        obj.search_text = words
    return news


def has_version(obj: models.Model) -> bool:
    """Whether ``obj`` is a record: carries a version that guards it against stale saves."""
    return hasattr(obj, "version") and hasattr(obj, "updated_at")


def without_unlogged(obj: models.Model, changes: Changes) -> Changes:
    """``changes`` without the fields the log leaves out."""
    skip = ALWAYS_UNLOGGED | getattr(obj, "unlogged", frozenset())
    return {name: pair for name, pair in changes.items() if name not in skip}


def apply(obj: models.Model, fields: dict[str, Any]) -> Changes:
    """Set ``fields`` on ``obj`` and return what differs, as the log writes it."""
    changes: Changes = {}
    for name, value in fields.items():
        col = column(obj._meta.get_field(name))
        if is_same(vars(obj).get(col.attname), value):
            continue
        before = col.of(obj)
        setattr(obj, name, value)
        encrypted.prepare_one(obj, name)
        after = col.of(obj)
        if before != after:
            changes[name] = [before, after]
    return changes


def is_same(old: Any, new: Any) -> bool:
    """Whether it is plain at sight that nothing differs; most fields of most saves do not."""
    return type(old) is type(new) and type(new) in AT_SIGHT and old == new


def save_changed(objs: Sequence[models.Model], names: set[str], versions: list[int]) -> bool:
    """Write the named fields of ``objs``, each only while it has the version we read.

    False when the only one was not written; StaleSave when one of several was not.
    """
    names = sorted(names | encrypted.companions(type(objs[0]), names))
    if not versions:
        bulk.update_many(objs, names)
        return True
    matched = bulk.update_many(objs, [*names, "version", "updated_at"], versions=versions)
    if matched < len(objs) > 1:  # undone with the rest
        raise StaleSave(current=first_stale(objs))
    return matched == len(objs)


def first_stale(objs: Sequence[models.Model]) -> models.Model | None:
    """The present row of the first of ``objs`` that somebody else has saved, or removed."""
    rows = type(objs[0])._base_manager.in_bulk([obj.pk for obj in objs])
    for obj in objs:
        now = rows.get(obj.pk)
        if now is None or now.updated_at != obj.updated_at:
            return now
    return next(iter(rows.values()), None)


def remove(obj: models.Model, *, by: Any, action: str, reason: str = "") -> None:
    """Delete ``obj`` and its parts; their last values stay in the log.

    Only for what was a draft or a part. Where the database keeps a version, it must be ours.
    """
    with transaction.atomic():
        if has_version(obj):
            lock(type(obj)._base_manager.all(), obj.pk, obj.version)
        for model, parts in going_with(obj).items():
            logged = columns(model).values()
            facts = [(o, o.pk, {c.name: [c.of(o), None] for c in logged}) for o in parts]
            write(facts, by=by, action=action, reason=reason)
        obj.delete()


def going_with(obj: models.Model) -> dict[type[models.Model], list[models.Model]]:
    """``obj`` and every row that a delete takes along, by model."""
    collector = Collector(using="default", origin=obj)
    collector.can_fast_delete = lambda *args, **kwargs: False
    collector.collect([obj])
    return {model: list(parts) for model, parts in collector.data.items()}


def entry(obj: models.Model, action: str, by: Any, changes: Changes, reason: str = "") -> LogEntry:
    """An unsaved log row about ``obj``."""
    return LogEntry(
        at=clock.now(),
        actor_id=getattr(by, "pk", None),
        actor_name=str(by)[:200] if by else "",
        action=action,
        kind=kind_of(obj),
        object_id=str(obj.pk),
        label=label_of(obj),
        changes=changes,
        reason=reason,
    )


def note(obj: models.Model, *, by: Any, action: str, reason: str = "", **facts: Any) -> LogEntry:
    """A log row for something that happened to ``obj`` without changing a field of it."""
    row = entry(obj, action, by, {f"+{k}": [None, plain(v)] for k, v in facts.items()}, reason)
    row.save(force_insert=True)
    return row
