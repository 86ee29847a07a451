"""Rights as plain values."""

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
