"""Rights, and the plan of a new office, as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from congvu.organizations.states import Role


@dataclass(frozen=True)
class Rights:
    """What a person may do on a day: roles, and per role the units they hold it in."""

    seats: frozenset[tuple[str, int]] = field(default_factory=frozenset)  # (role, unit id)

    @property
    def roles(self) -> frozenset[str]:
        """Every role held anywhere."""
        return frozenset(role for role, _ in self.seats)

    def has(self, *roles: str) -> bool:
        """Whether one of ``roles`` is held, anywhere."""
        return any(role in roles for role, _ in self.seats)

    def units(self, *roles: str) -> frozenset[int]:
        """Ids of the units where one of ``roles`` (any, when none is named) is held."""
        return frozenset(unit for role, unit in self.seats if not roles or role in roles)

    def in_unit(self, unit_id: int | None, *roles: str) -> bool:
        """Whether one of ``roles`` (any, when none is named) is held in that unit."""
        return unit_id in self.units(*roles)

    @property
    def staff(self) -> bool:
        """Whether the person works here at all: any seat but a citizen's."""
        return any(role != Role.CITIZEN for role, _ in self.seats)


def rights_from(seats: Iterable[tuple[str, int]]) -> Rights:
    """Rights made of (role, unit id) pairs."""
    return Rights(frozenset(seats))


@dataclass(frozen=True)
class UnitDraft:
    """A unit to enter; ``key`` and ``parent`` are folded names."""

    key: str
    name: str
    short_name: str
    symbol: str
    kind: str
    parent: str = ""
    order: int = 0

    def fields(self) -> dict[str, object]:
        """What the unit itself keeps."""
        names = ("name", "short_name", "symbol", "kind", "order")
        return {name: getattr(self, name) for name in names}


@dataclass
class PersonDraft:
    """A person to enter, with seats as (key of the unit, role)."""

    username: str
    full_name: str
    email: str = ""
    title: str = ""
    seats: list[tuple[str, str]] = field(default_factory=list)

    def account(self) -> dict[str, str]:
        """What the account keeps."""
        names = ("username", "full_name", "email", "title")
        return {name: getattr(self, name) for name in names}


@dataclass
class Plan:
    """Everything a table would enter; ``known`` are keys of units already there."""

    units: list[UnitDraft] = field(default_factory=list)
    people: list[PersonDraft] = field(default_factory=list)
    known: dict[str, int] = field(default_factory=dict)
    own: list[tuple[str, str]] = field(default_factory=list)  # seats of whoever enters the table


def initials(name: str, taken: Iterable[str]) -> str:
    """A symbol for a unit that has none: Phòng Người có công is PNCC."""
    words = ["".join(c for c in word if c.isalnum()) for word in name.split()]
    base = "".join(word[0] for word in words if word).upper()[:20] or "DV"
    used, symbol, number = set(taken), base, 2
    while symbol in used:
        symbol, number = f"{base}{number}", number + 1
    return symbol
