"""Everything the minutes of a visit say, as plain JSON: what is printed, frozen and hashed.

The officer's wording, and beside it what the data know: findings per area, samples, who was there.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from congvu.criteria.models import Area
from congvu.inspections.models import Finding, Minutes, Sample, TeamMember, Visit, VisitMember
from congvu.inspections.outputs.visit_areas import checked_samples
from congvu.inspections.states import (
    POLARITY_LABELS,
    SESSION_LABELS,
    SEVERITY_LABELS,
    TEAM_ROLE_LABELS,
    Polarity,
    RepeatState,
    TeamRole,
)
from congvu.organizations.models import Unit


def minutes_of(visit: Visit) -> Minutes:
    """The minutes of ``visit``; before anything is written, as they would begin."""
    return Minutes.objects.filter(visit=visit).first() or Minutes(visit=visit, place=visit.place)


def minutes_content(visit: Visit, minutes: Minutes | None = None) -> dict[str, Any]:
    """What the minutes of ``visit`` say now; once they are signed, what was signed.

    ``minutes``: those at hand, where they were fetched already.
    """
    minutes = minutes or minutes_of(visit)
    if minutes.signed_on and minutes.frozen:
        return minutes.frozen
    inspection = visit.inspection
    samples = checked_samples(visit)
    places = places_of(visit)
    return {
        "format": 1,
        "inspection": {
            "title": inspection.title,
            "year": inspection.year,
            "period_from": inspection.period_from.isoformat(),
            "period_to": inspection.period_to.isoformat(),
            "decision_number": inspection.decision_number,
            "decision_on": inspection.decision_on and inspection.decision_on.isoformat(),
        },
        "unit": unit_words(visit.unit),
        "day": visit.day and visit.day.isoformat(),
        "session": SESSION_LABELS.get(visit.session, ""),
        "began_at": moment(minutes.began_at),
        "ended_at": moment(minutes.ended_at),
        "place": minutes.place or visit.place,
        "team": team_present(visit, places),
        "absent": team_absent(visit, places),
        "unit_participants": list(minutes.unit_participants),
        "papers_seen": list(minutes.papers_seen),
        "areas": areas_of(visit, samples),
        "samples": [said for sample, said in samples if sample.answer_id is None],
        "general_view": minutes.general_view,
        "unit_opinion": minutes.unit_opinion,
        "commitments": minutes.commitments,
        "copies": minutes.copies,
        "read_aloud": minutes.read_aloud,
    }


def unit_words(unit: Unit) -> dict[str, str]:
    """The unit as the minutes call it."""
    return {"name": unit.name, "short_name": unit.short_name, "formal_name": unit.formal_name}


def moment(at: dt.datetime | None) -> str | None:
    """An instant in ISO form, in UTC so that the hash does not hang on a zone."""
    return at.astimezone(dt.UTC).isoformat(timespec="minutes") if at else None


def places_of(visit: Visit) -> list[VisitMember]:
    """Who of the team was put on the visit, there or missing, in the team's order."""
    rows = visit.members.select_related("member", "substitute")
    return list(rows.order_by("member__order"))


def team_present(visit: Visit, places: Sequence[VisitMember]) -> list[dict[str, str]]:
    """Who of the team was there, in the team's order; nobody sits on their own unit's side.

    Before members are put on visits, the whole team counts as coming.
    """
    present = {place.member_id: place.present for place in places}
    team = visit.inspection.team.exclude(unit=visit.unit_id)
    rows = [member for member in team if not present or present.get(member.pk)]
    return [member_words(member, visit) for member in rows]


def team_absent(visit: Visit, places: Sequence[VisitMember]) -> list[dict[str, str]]:
    """Who of the team was missing and said so, why, and who did their part."""
    return [
        member_words(row.member, visit)
        | {"reason": row.absence_reason, "by": row.substitute.name if row.substitute else ""}
        for row in places
        if not row.present and row.absence_reason
    ]


def member_words(member: TeamMember, visit: Visit) -> dict[str, str]:
    """A member with title and role; who acts as secretary here is called so."""
    role = TeamRole.SECRETARY if visit.acting_secretary_id == member.pk else member.role
    return {"name": member.name, "title": member.title, "role": TEAM_ROLE_LABELS[role]}


def areas_of(visit: Visit, samples: list[tuple[Sample, str]]) -> list[dict[str, Any]]:
    """Areas of the campaign in its order, each with its findings and its samples' sentences."""
    inspection = visit.inspection
    found = Area.objects.filter(library_version=inspection.library_version_id)
    by_code = {area.code: area for area in found}
    findings = list(visit.findings.select_related("criterion", "repeat_of__inspection"))
    return [
        {
            "code": code,
            "title": by_code[code].title,
            "findings": finding_words(f for f in findings if f.area_id == by_code[code].pk),
            "samples": [
                said
                for s, said in samples
                if s.answer_id and s.answer.criterion.area_id == by_code[code].pk
            ],
        }
        for code in inspection.area_codes
        if code in by_code
    ]


def finding_words(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Strengths first, then limitations, each in the order raised."""
    rows = sorted(findings, key=lambda f: (f.polarity != Polarity.STRENGTH, f.pk))
    return [
        {
            "id": row.pk,
            "polarity": row.polarity,
            "polarity_label": POLARITY_LABELS[row.polarity],
            "criterion": row.criterion.code if row.criterion else "",
            "text": row.text,
            "basis": row.basis_text,
            "cause": row.cause,
            "severity": SEVERITY_LABELS[row.severity],
            "repeats_year": repeated_year(row),
        }
        for row in rows
    ]


def repeated_year(row: Finding) -> int | None:
    """The year whose limitation this one was confirmed to repeat."""
    confirmed = row.repeat_state == RepeatState.CONFIRMED and row.repeat_of
    return row.repeat_of.inspection.year if confirmed else None
