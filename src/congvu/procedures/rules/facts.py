"""A version as plain values."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class LimitFacts:
    """A time limit with its case."""

    unit: str
    amount: Decimal | None = None
    label: str = "Thông thường"
    note: str = ""


@dataclass(frozen=True)
class TemplateFile:
    """A form to fill in, as a file to download; ``served``: the virus scan lets it out."""

    pk: int
    mark: str
    name: str
    words: str  # kind and size
    served: bool = True


@dataclass(frozen=True)
class ComponentFacts:
    """A paper of the dossier."""

    title: str
    originals: int = 0
    certified_copies: int = 0
    copies: int = 0
    template: str = ""
    condition: str = ""
    required: bool = True
    file: TemplateFile | None = None


@dataclass(frozen=True)
class FeeFacts:
    """One amount to be paid."""

    label: str
    kind: str = "fee"
    amount: Decimal | None = None
    condition: str = ""


@dataclass(frozen=True)
class FormFieldFacts:
    """One field of the form that is filled in online."""

    label: str
    kind: str = "text"
    required: bool = True
    help: str = ""
    choices: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class StepFacts:
    """One step of a process; ``next_orders`` empty: the next one, 0: the end."""

    order: int
    name: str
    role: str
    hours: Decimal | None = None
    seat_role: str = ""
    unit: str = ""
    inputs: str = ""
    records: str = ""
    forms: str = ""
    next_orders: tuple[int, ...] = ()


@dataclass(frozen=True)
class VersionFacts:
    """All a version states, ready to be compared and checked."""

    name: str = ""
    sequence: str = ""
    ways: tuple[str, ...] = ()
    ways_note: str = ""
    sets: int | None = None
    audience_kinds: tuple[str, ...] = ()
    audience: str = ""
    decides: str = ""
    result: str = ""
    requirements: str = ""
    fee_state: str = ""
    fee_note: str = ""
    supplement_effect: str = ""
    supplement_rounds: int | None = None
    contact_post: str = ""
    contact_phone: str = ""
    contact_hours: str = ""
    process: str = ""
    limits: tuple[LimitFacts, ...] = ()
    components: tuple[ComponentFacts, ...] = ()
    fees: tuple[FeeFacts, ...] = ()
    bases: tuple[str, ...] = ()
    steps: tuple[StepFacts, ...] = ()
    form_fields: tuple[FormFieldFacts, ...] = ()
