"""How long each step of a process took against its norm, in office hours."""

from dataclasses import dataclass
from decimal import Decimal

from congvu.dossiers.states import Lateness

HOUR = 3600


@dataclass(frozen=True)
class StepTime:
    """One step that is over: office seconds it took, hours it may take."""

    step: int
    seconds: int
    norm: Decimal | None

    @property
    def hours(self) -> Decimal:
        """Hours used, to a tenth."""
        return (Decimal(self.seconds) / HOUR).quantize(Decimal("0.1"))

    @property
    def outcome(self) -> Lateness | None:
        """Early, on time to the hour, or overdue; None where the step has no norm."""
        if self.norm is None:
            return None
        used = Decimal(-(-self.seconds // HOUR))
        if used > self.norm:
            return Lateness.OVERDUE
        return Lateness.EARLY if used < self.norm else Lateness.ON_TIME
