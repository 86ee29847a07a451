"""Procedures of a unit: blank drafts, complete published versions, a process of five steps."""

import datetime as dt

import factory

from congvu.core.search import fold
from congvu.organizations.models import Unit
from congvu.procedures.models import (
    Component,
    Field,
    Procedure,
    ProcedureVersion,
    Process,
    Step,
    TimeLimit,
)
from congvu.procedures.states import (
    Competence,
    FeeState,
    LimitUnit,
    ProcessState,
    VersionState,
)
from tests.organizations.factories import UnitFactory
from tests.sequences import Numbered

STEPS = [
    ("Tiếp nhận hồ sơ", "Bộ phận Một cửa", "one_stop_officer", 4),
    ("Thẩm định hồ sơ", "Chuyên viên", "case_officer", 72),
    ("Xét duyệt", "Lãnh đạo phòng", "unit_head", 20),
    ("Ký kết quả", "Lãnh đạo Sở", "head", 20),
    ("Trả kết quả", "Bộ phận Một cửa", "one_stop_officer", 4),
]


class FieldFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Field
        django_get_or_create = ("code",)

    code = "bao-tro-xa-hoi"
    name = "Bảo trợ xã hội"


class ProcedureFactory(Numbered):
    class Meta:
        model = Procedure

    code = factory.Sequence(lambda n: f"1.{n:06d}.H33")
    name = factory.Sequence(lambda n: f"Cấp giấy phép hoạt động số {n}")
    field = factory.SubFactory(FieldFactory)
    competence = Competence.DEPARTMENT
    owner = factory.SubFactory(UnitFactory)
    search_text = factory.LazyAttribute(lambda p: fold_words(p))


class ProcessFactory(Numbered):
    class Meta:
        model = Process

    code = factory.Sequence(lambda n: f"QT-{n:02d}")
    title = "Quy trình giải quyết thử"
    unit = factory.SubFactory(UnitFactory)


class ProcedureVersionFactory(factory.django.DjangoModelFactory):
    """A blank draft; ``published=True`` makes it one in use from 01/01/2020."""

    class Meta:
        model = ProcedureVersion

    class Params:
        published = factory.Trait(
            state=VersionState.PUBLISHED,
            effective_from=dt.date(2020, 1, 1),
            published_at=dt.datetime(2019, 12, 20, 2, tzinfo=dt.UTC),
        )

    procedure = factory.SubFactory(ProcedureFactory)
    number = 1
    name = factory.LazyAttribute(lambda v: v.procedure.name)


def fold_words(procedure) -> str:
    """As the actions write it."""
    return fold(f"{procedure.code} {procedure.name} {procedure.field.name}")


def five_steps(unit: Unit, *, in_use: bool = True, **fields) -> Process:
    """Reception, assessment, review, signature, return: 120 working hours, 15 working days."""
    state = ProcessState.IN_USE if in_use else ProcessState.DRAFT
    process = ProcessFactory(unit=unit, state=state, **fields)
    for order, (name, role, seat_role, hours) in enumerate(STEPS, 1):
        Step.objects.create(
            process=process, order=order, name=name, role=role, seat_role=seat_role, hours=hours
        )
    return process


def complete(version: ProcedureVersion, process: Process | None = None) -> ProcedureVersion:
    """Everything a procedure must state: 15 working days, two papers, one set, no fee."""
    TimeLimit.objects.create(
        procedure_version=version, order=1, amount=15, unit=LimitUnit.WORKING_DAYS
    )
    for order, title in enumerate(["Tờ khai", "Quyết định thành lập"], 1):
        Component.objects.create(procedure_version=version, order=order, title=title, originals=1)
    told = {
        "sequence": "Nộp hồ sơ, thẩm định, trả kết quả.",
        "ways": ["direct", "post"],
        "sets": 1,
        "audience_kinds": ["organisation"],
        "audience": "Cơ sở trợ giúp xã hội",
        "decides": "Sở Lao động",
        "result": "Giấy phép",
        "fee_state": FeeState.FREE,
        "contact_post": "Phòng Bảo trợ xã hội",
        "process": process or five_steps(version.procedure.owner),
    }
    for name, value in told.items():
        setattr(version, name, value)
    version.save()
    return version


def published(unit: Unit | None = None, **fields) -> ProcedureVersion:
    """A complete version in use since 01/01/2020, of a procedure of ``unit``."""
    owner = {"owner": unit} if unit else {}
    procedure = ProcedureFactory(**owner, **fields)
    return complete(ProcedureVersionFactory(procedure=procedure, published=True))


def draft(unit: Unit | None = None, **fields) -> ProcedureVersion:
    """A blank draft of a new procedure of ``unit``."""
    owner = {"owner": unit} if unit else {}
    return ProcedureVersionFactory(procedure=ProcedureFactory(**owner, **fields))
