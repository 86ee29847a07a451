"""What a procedure must state and does not."""

from collections.abc import Callable, Iterable

from congvu.procedures.rules.facts import VersionFacts
from congvu.procedures.states import FeeState, Part

# Nghị định 63/2010/NĐ-CP, Điều 8: what makes a procedure complete; whom to ask is ours
STATED: dict[Part, Callable[[VersionFacts], bool]] = {
    Part.COMPONENTS: lambda v: bool(v.components),
    Part.SETS: lambda v: v.sets is not None,
    Part.TIME_LIMIT: lambda v: bool(v.limits),
    Part.PROCESS: lambda v: bool(v.steps),
    Part.SEQUENCE: lambda v: bool(v.sequence),
    Part.WAYS: lambda v: bool(v.ways),
    Part.AUDIENCE: lambda v: bool(v.audience or v.audience_kinds),
    Part.DECIDES: lambda v: bool(v.decides),
    Part.RESULT: lambda v: bool(v.result),
    Part.FEE: lambda v: v.fee_state == FeeState.FREE or bool(v.fees or v.fee_note),
    Part.CONTACT: lambda v: bool(v.contact_post or v.contact_phone),
}


def missing_parts(version: VersionFacts) -> list[Part]:
    """What it does not state, in the order of the law's list."""
    return [part for part, stated in STATED.items() if not stated(version)]


def completeness(missing: Iterable[str], asked: Iterable[str] = tuple(Part)) -> tuple[int, int]:
    """How many of the parts ``asked`` for are stated, of how many."""
    wanted, gaps = list(asked), set(missing)
    return sum(part not in gaps for part in wanted), len(wanted)
