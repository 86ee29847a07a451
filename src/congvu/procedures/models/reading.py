"""Records read as the plain values that rules, pages and papers work with."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from congvu.core.workdays import BadMoment, NoOfficeHours, YearNotAnnounced, due, due_date
from congvu.core.workdays import Unit as LimitClock
from congvu.evidence.models import Version as FileVersion
from congvu.legal.models import Basis
from congvu.organizations.models import Unit, prepared_calendar
from congvu.procedures import rules
from congvu.procedures.models import ProcedureVersion, Process, Step, VersionBasis
from congvu.procedures.rules import (
    ComponentFacts,
    FeeFacts,
    FormFieldFacts,
    LimitFacts,
    Measured,
    StepFacts,
    SupplementRule,
    TemplateFile,
    VersionFacts,
)
from congvu.procedures.states import SUPPLEMENT_EFFECT_LABELS, SupplementEffect

TEXTS = (
    "name",
    "sequence",
    "ways_note",
    "sets",
    "audience",
    "decides",
    "result",
    "requirements",
    "fee_state",
    "fee_note",
    "supplement_effect",
    "supplement_rounds",
    "contact_post",
    "contact_phone",
    "contact_hours",
)
UNREACHABLE = (NoOfficeHours, YearNotAnnounced, BadMoment)


def facts_of(version: ProcedureVersion) -> VersionFacts:
    """All it states; no query when it was fetched ``with_parts``."""
    process = version.process
    return VersionFacts(
        **{name: getattr(version, name) for name in TEXTS},
        ways=tuple(version.ways),
        audience_kinds=tuple(version.audience_kinds),
        process=str(process) if process else "",
        limits=limits_of(version),
        components=components_of(version),
        fees=tuple(
            FeeFacts(one.label, one.kind, one.amount, one.condition)
            for one in in_order(version.fees.all())
        ),
        bases=tuple(f"{one.basis.number} {one.note}".strip() for one in version.bases.all()),
        steps=steps_of(process) if process else (),
        form_fields=form_fields_of(version),
    )


def in_order(rows: Iterable[Any]) -> list[Any]:
    """Rows by their order."""
    return sorted(rows, key=lambda row: row.order)


def limits_of(version: ProcedureVersion) -> tuple[LimitFacts, ...]:
    """Its time limits, the normal one first."""
    rows = in_order(version.limits.all())
    return tuple(LimitFacts(one.unit, one.amount, one.label, one.note) for one in rows)


def components_of(version: ProcedureVersion) -> tuple[ComponentFacts, ...]:
    """Its papers in order."""
    return tuple(
        ComponentFacts(
            one.title,
            one.originals,
            one.certified_copies,
            one.copies,
            one.template,
            one.condition,
            one.required,
            template_file(one.file),
        )
        for one in in_order(version.components.all())
    )


def template_file(file: FileVersion | None) -> TemplateFile | None:
    """A file store's version as the rules and pages know it."""
    if file is None:
        return None
    words = f"{file.kind}, {file.size_text}"
    return TemplateFile(file.pk, str(file.uuid), file.original_name, words, file.served)


def form_fields_of(version: ProcedureVersion) -> tuple[FormFieldFacts, ...]:
    """The fields of its online form, in order."""
    return tuple(
        FormFieldFacts(one.label, one.kind, one.required, one.help, tuple(one.choices), one.name)
        for one in in_order(version.form_fields.all())
    )


def step_facts(step: Step) -> StepFacts:
    """A step as the rules know it."""
    return StepFacts(
        order=step.order,
        name=step.name,
        role=step.role,
        hours=step.hours,
        seat_role=step.seat_role,
        unit=str(step.unit) if step.unit else "",
        inputs=step.inputs,
        records=step.records,
        forms=step.forms,
        next_orders=tuple(step.next_orders),
    )


def steps_of(process: Process) -> tuple[StepFacts, ...]:
    """Its steps in order."""
    return tuple(step_facts(step) for step in in_order(process.steps.all()))


def sum_problem_of(version: ProcedureVersion) -> str:
    """Sentences for the limits, of every case, that the steps take longer than; else empty."""
    process, per_day = version.process, rules.law().hours_per_day
    steps = steps_of(process) if process else ()
    told = []
    for limit in limits_of(version):
        if found := rules.sum_problem(steps, limit, per_day):
            total, allowed = (rules.amount_words(hours) for hours in found)
            told.append(
                f"Các bước của quy trình cộng lại {total} giờ làm việc, dài hơn thời hạn"
                f" {rules.limit_words(limit)} ({case_words(limit)}{allowed} giờ)."
            )
    return " ".join(told)


def sum_unknown_of(version: ProcedureVersion) -> str:
    """For which limits it can't be told whether the steps fit, and why; else empty."""
    process, per_day = version.process, rules.law().hours_per_day
    steps = steps_of(process) if process else ()
    told = []
    for limit in limits_of(version):
        if why := rules.sum_unknown(steps, limit, per_day):
            told.append(
                f"Không kiểm được các bước có vừa thời hạn {rules.limit_words(limit)}"
                f" ({case_words(limit)}{why})."
            )
    return " ".join(told)


def case_words(limit: LimitFacts) -> str:
    """Which case, where it is not the normal one: "Trường hợp cần xác minh; "."""
    return "" if limit.label == LimitFacts("").label else f"{limit.label}; "


def supplement_of(version: ProcedureVersion | None, on: dt.date) -> SupplementRule:
    """What asking for papers does to a dossier accepted on a day by this version."""
    if version is None:
        return rules.law().supplement(on)
    return rules.law().supplement(
        on, version.supplement_effect, version.supplement_rounds, version.decision_number
    )


def supplement_words(version: ProcedureVersion, on: dt.date) -> str:
    """The same for a page: the effect, how often, and where either stands."""
    rule = supplement_of(version, on)
    what = SUPPLEMENT_EFFECT_LABELS[SupplementEffect(rule.effect)]
    return f"{what} – {rule.source}. Nhiều nhất {rule.most:02d} lần – {rule.most_source}."


def due_today(version: ProcedureVersion, today: dt.datetime) -> dt.datetime | None:
    """The date one would get today for the normal limit; None when it can't be told."""
    limits = limits_of(version)
    if not limits:
        return None
    limit = limits[0]
    try:
        calendar, hours = prepared_calendar(version.procedure.resolver, today.date())
        found = due(today, limit.amount or 0, LimitClock(limit.unit), calendar, hours)
    except UNREACHABLE:
        return None
    return found.due


def measured_limits(version: ProcedureVersion, today: dt.date) -> list[Measured]:
    """The legal limits of its publication, on the Department's calendar."""
    procedure = version.procedure

    def add(start: dt.date, days: int) -> dt.date | None:
        try:
            calendar, hours = prepared_calendar(None, start)
            return due_date(start, days, calendar, hours)
        except UNREACHABLE:
            return None

    return rules.publication_limits(
        rules.law(),
        competence=procedure.competence,
        national=procedure.national,
        decided_on=version.decision_on,
        law_effective_on=version.law_effective_on,
        law_signed_on=version.law_signed_on,
        shortened=version.shortened,
        entered_on=version.entered_on,
        today=today,
        add_working_days=add,
    )


def resting_on(basis: Basis) -> list[tuple[str, str]]:
    """Versions that rest on a legal basis, or were published by it."""
    links = VersionBasis.objects.filter(basis=basis).values("procedure_version")
    rows = ProcedureVersion.objects.filter(pk__in=links)
    rows = rows | ProcedureVersion.objects.filter(decision=basis)
    return [(str(one), one.get_absolute_url()) for one in rows.order_by("name", "number")]


def current_versions(units: Iterable[Unit | int], on: dt.date) -> list[ProcedureVersion]:
    """Versions that hold on a day, of the procedures those units decide, with all parts."""
    keys = [unit.pk if isinstance(unit, Unit) else unit for unit in units]
    found = ProcedureVersion.objects.in_force(on).filter(procedure__owner__in=keys)
    return list(found.with_parts().order_by("procedure__field__order", "name", "pk"))
