"""One year's inspection: plan, team, schedule, self-reports, visits, conclusion."""

import datetime as dt
from typing import Any

from congvu.core.workdays import ZONE
from congvu.criteria.models import Area, Criterion, LibraryVersion
from congvu.desk.showroom import files, judging
from congvu.desk.showroom.papers import carry
from congvu.desk.showroom.stage import Stage, on
from congvu.inspections import actions
from congvu.inspections.models import Finding, Inspection, Plan, Visit
from congvu.inspections.states import DocumentKind, Polarity, RepeatState

AREAS = [f"A{number}" for number in range(1, 11)]


def inspect(stage: Stage, facts: dict[str, Any]) -> Inspection:
    """From the plan to the issued conclusion and what followed."""
    plan = make_plan(stage, facts)
    inspection = prepare(stage, facts, plan)
    visits = visits_by_unit(stage, inspection)
    report_themselves(stage, facts, visits)
    findings = visit_all(stage, facts, inspection, visits)
    conclude(stage, facts, inspection, findings)
    follow_up(stage, facts, inspection, findings)
    inspection.refresh_from_db()
    return inspection


def make_plan(stage: Stage, facts: dict[str, Any]) -> Plan:
    """The plan, written and issued."""
    secretary, plan_facts = stage.people["secretary"], facts["plan"]
    paper = ("number", "symbol", "dated_on", "units")
    fields = {name: value for name, value in plan_facts.items() if name not in paper}
    day: dt.date = plan_facts["dated_on"]
    version = LibraryVersion.objects.get(library__code="INSP-10")
    with on(day - dt.timedelta(days=10)):
        plan = actions.create_plan(
            by=secretary, year=day.year, library_version=version, area_codes=AREAS, **fields
        )
        rows = [
            actions.PlanUnitRow(stage.units[r["unit"]], r["reason"], month=r["month"])
            for r in plan_facts["units"]
        ]
        actions.set_plan_units(plan, rows, by=secretary)
    subject = f"kiểm tra công tác cải cách hành chính năm {day.year}"
    carry(stage, DocumentKind.PLAN, plan_facts, subject, plan=plan)
    plan.refresh_from_db()
    return plan


def prepare(stage: Stage, facts: dict[str, Any], plan: Plan) -> Inspection:
    """Campaign, team, decision, schedule, notice."""
    secretary = stage.people["secretary"]
    decided: dt.date = facts["decision"]["dated_on"]
    leads = facts["team"][0]["user"] == "head"
    with on(decided - dt.timedelta(days=5)):
        inspection = actions.open_from_plan(
            plan, by=secretary, led_by_decision_maker=leads, note=facts["note"]
        )
        rows = [member_row(stage, row) for row in facts["team"]]
        actions.set_team(inspection, rows, by=secretary)
    carry(
        stage,
        DocumentKind.DECISION,
        facts["decision"],
        facts["decision"]["subject"],
        inspection=inspection,
    )
    with on(decided + dt.timedelta(days=1)):
        actions.set_schedule(inspection, schedule(stage, facts, inspection), by=secretary)
    subject = f"lịch kiểm tra công tác cải cách hành chính năm {plan.year}"
    carry(stage, DocumentKind.NOTICE, facts["notice"], subject, inspection=inspection)
    return inspection


def member_row(stage: Stage, row: dict[str, Any]) -> actions.MemberRow:
    """A line of the team's list."""
    user = stage.people[row["user"]]
    return actions.MemberRow(
        name=user.full_name,
        role=row["role"],
        title=user.title,
        user=user,
        unit=user.seats.first().unit,
        area_codes=tuple(row.get("areas", ())),
    )


def schedule(stage: Stage, facts: dict[str, Any], inspection: Inspection) -> list[actions.VisitRow]:
    """The lines of the schedule."""
    team = {member.user_id: member for member in inspection.team.all()}
    visits = visits_by_unit(stage, inspection)
    rows = []
    for order in facts["visits"]:
        acting = team[stage.people[order["acting"]].pk] if "acting" in order else None
        rows.append(
            actions.VisitRow(
                visit=visits[order["unit"]],
                day=order["day"],
                session=order["session"],
                starts_at=time_of(order.get("starts_at")),
                ends_at=time_of(order.get("ends_at")),
                departs_at=time_of(order.get("departs_at")),
                vehicle=order.get("vehicle", ""),
                participants="Lãnh đạo đơn vị, công chức, viên chức phụ trách CCHC",
                acting_secretary=acting,
            )
        )
    return rows


def time_of(text: str | None) -> dt.time | None:
    """A time of day as the story writes it."""
    return dt.time.fromisoformat(text) if text else None


def visits_by_unit(stage: Stage, inspection: Inspection) -> dict[str, Visit]:
    """Visits by the story's key of their unit."""
    keys = {unit.pk: key for key, unit in stage.units.items()}
    rows = inspection.visits.select_related(
        "unit", "inspection", "sheet__library_version__scale", "acting_secretary"
    )
    return {keys[visit.unit_id]: visit for visit in rows}


def report_themselves(stage: Stage, facts: dict[str, Any], visits: dict[str, Visit]) -> None:
    """Every unit sends its own report, on time or late."""
    for key, day in facts["self_reports"].items():
        visit = Visit.objects.select_related("inspection", "sheet__library_version__scale").get(
            pk=visits[key].pk
        )
        judging.self_report(stage, key, visit, facts["levels"][key], day)


def visit_all(
    stage: Stage, facts: dict[str, Any], inspection: Inspection, visits: dict[str, Visit]
) -> dict[str, list[Finding]]:
    """Each visit on its half day: judging, findings, sample, minutes."""
    findings: dict[str, list[Finding]] = {}
    for order in facts["visits"]:
        key = order["unit"]
        visit = visits_by_unit(stage, inspection)[key]
        began = dt.datetime.combine(visit.day, visit.starts_at, tzinfo=ZONE)
        runner = runner_of(stage, visit)
        with on(visit.day, began.hour, began.minute):
            actions.begin_visit(visit, by=runner)
        with on(visit.day, began.hour + 1, 15):
            judges = [u for u in judging.members_of(stage, facts["team"]) if works(u, visit)]
            judging.judge(visit, facts["levels"][key], judges)
            draw_samples(stage, facts, key, visit, judges[0])
        with on(visit.day, began.hour + 2, 5):
            files.at_visit(key, visit, judges[0])
            raise_all(stage, facts, key, visit, judges, findings)
        with on(visit.day, began.hour + 2, 45):
            sign(stage, key, visit, runner)
    return findings


def works(user: Any, visit: Visit) -> bool:
    """Nobody works at the visit to their own unit."""
    return not user.seats.filter(unit=visit.unit).exists()


def runner_of(stage: Stage, visit: Visit) -> Any:
    """The secretary, or who acts at the secretary's own office."""
    acting = visit.acting_secretary
    return acting.user if acting else stage.people["secretary"]


def raise_all(
    stage: Stage,
    facts: dict[str, Any],
    key: str,
    visit: Visit,
    judges: list[Any],
    findings: dict[str, list[Finding]],
) -> None:
    """Strengths and limitations of a unit, each raised from the answer it rests on."""
    rows = [(Polarity.STRENGTH, row) for row in facts["strengths"]]
    rows += [(Polarity.LIMITATION, row) for row in facts["limitations"]]
    for polarity, row in rows:
        if key not in row["units"]:
            continue
        text = actions.FindingText(
            row["text"],
            polarity=polarity,
            basis_text=row.get("basis", ""),
            cause_kind=row.get("cause_kind", ""),
            cause=row.get("cause", ""),
            minutes_only=row.get("minutes_only", False),
        )
        finding = raise_one(stage, key, visit, row, text, judges[0])
        findings.setdefault(row["key"], []).append(finding)
        if key in row.get("repeated", ()) and finding.repeat_state == RepeatState.PROPOSED:
            actions.decide_repeat(finding, repeated=True, by=judges[0])


def raise_one(
    stage: Stage, key: str, visit: Visit, row: dict[str, Any], text: Any, by: Any
) -> Finding:
    """A limitation comes from its criterion's answer with its recommendation; a strength from
    the area."""
    asked = None
    if "request" in row:
        head, doer = stage.heads(key)
        asked = actions.RecommendationText(row["request"], head, doer, row["days"])
    answers = visit.sheet.answers.select_related("criterion__area")
    answer = answers.filter(criterion__code=row.get("criterion", "")).first()
    if answer is not None:
        return actions.raise_finding(answer, text, by=by, recommendation=asked)
    version = visit.inspection.library_version_id
    area = Area.objects.get(library_version=version, code=row["area"])
    return actions.add_finding(visit, area, text, by=by, recommendation=asked)


def draw_samples(stage: Stage, facts: dict[str, Any], key: str, visit: Visit, by: Any) -> None:
    """Dossiers drawn at random, and what was wrong with them."""
    for row in facts["samples"]:
        if row["unit"] != key:
            continue
        criterion = Criterion.objects.get(
            area__library_version=visit.inspection.library_version_id, code=row["criterion"]
        )
        sample = actions.draw_sample(
            visit,
            source=row["source"],
            population=row["population"],
            size=row["size"],
            seed=row["seed"],
            answer=visit.sheet.answers.get(criterion=criterion),
            by=by,
        )
        wrong = {str(code): row["error_text"] for code in sample.drawn[: row["errors"]]}
        actions.record_sample_errors(sample, wrong, by=by)


def sign(stage: Stage, key: str, visit: Visit, by: Any) -> None:
    """Minutes written, read aloud, signed the same day."""
    visit = actions.end_visit(visit, by=by)
    actions.write_minutes(
        visit,
        by=by,
        began_at=dt.datetime.combine(visit.day, visit.starts_at, tzinfo=ZONE),
        ended_at=dt.datetime.combine(visit.day, visit.ends_at, tzinfo=ZONE),
        unit_participants=[stage.heads(key)[0], stage.heads(key)[1]],
        papers_seen=["Kế hoạch CCHC năm", "Quy chế làm việc", "Báo cáo tự kiểm tra"],
        general_view="Đơn vị chuẩn bị hồ sơ, tài liệu đầy đủ, phối hợp tốt với Đoàn.",
        unit_opinion="Đơn vị thống nhất với nhận xét của Đoàn kiểm tra.",
        commitments="Khắc phục các hạn chế đúng thời hạn.",
        read_aloud=True,
    )
    fresh = Visit.objects.select_related("inspection", "unit").get(pk=visit.pk)
    actions.sign_minutes(
        fresh,
        code=actions.minutes_code(fresh),
        signed_on=visit.day,
        signed_by_unit=stage.heads(key)[0],
        by=by,
    )
    files.of_minutes(fresh, by)


def conclude(
    stage: Stage, facts: dict[str, Any], inspection: Inspection, findings: dict[str, list[Finding]]
) -> None:
    """Remarks, requests, explanation, report, conclusion."""
    inspection.refresh_from_db()
    secretary = stage.people["secretary"]
    inspection.refresh_from_db()
    last = max(row["day"] for row in facts["visits"])
    with on(last + dt.timedelta(days=2), 8, 30):
        condense(stage, facts, inspection, findings)
        for visit in inspection.visits.select_related("inspection", "unit"):
            actions.send_draft(visit, by=secretary)
    answer_explanation(stage, facts, inspection, last + dt.timedelta(days=5))
    led = facts["team"][0]["user"] == "head"
    carry(
        stage,
        DocumentKind.REPORT,
        facts["report"],
        f"kết quả kiểm tra công tác cải cách hành chính năm {inspection.year}",
        inspection=inspection,
        internal=led,
    )
    carry(
        stage,
        DocumentKind.CONCLUSION,
        facts["conclusion"],
        f"Kết luận kiểm tra công tác cải cách hành chính năm {inspection.year}",
        inspection=inspection,
    )


def condense(
    stage: Stage, facts: dict[str, Any], inspection: Inspection, findings: dict[str, list[Finding]]
) -> None:
    """General remarks in the office's own words, and what is asked of several units."""
    secretary = stage.people["secretary"]
    for polarity, rows in facts["remarks"].items():
        for row in rows:
            under = list(Finding.objects.filter(pk__in=[f.pk for f in findings[row["of"]]]))
            actions.add_remark(
                inspection,
                polarity=polarity,
                text=row["text"],
                cause=row.get("cause", ""),
                findings=under,
                area=under[0].area,
                by=secretary,
            )
    for row in facts["requests"]:
        units = [stage.units[key] for key in row["units"]]
        actions.ask_units(
            inspection,
            text=row["text"],
            units=units,
            heads={stage.units[key].pk: stage.heads(key) for key in row["units"]},
            due_working_days=row["days"],
            group=row["key"],
            by=secretary,
        )


def answer_explanation(
    stage: Stage, facts: dict[str, Any], inspection: Inspection, day: dt.date
) -> None:
    """One unit explains itself; the team answers."""
    row = facts.get("explanation")
    if row is None:
        return
    visit = visits_by_unit(stage, inspection)[row["unit"]]
    with on(day, 10):
        said = actions.explain(visit, text=row["text"], by=stage.contact(row["unit"]))
    with on(day, 16):
        actions.answer_explanation(
            said, text=row["answer"], accepted=row["accepted"], by=stage.people["secretary"]
        )


def follow_up(
    stage: Stage, facts: dict[str, Any], inspection: Inspection, findings: dict[str, list[Finding]]
) -> None:
    """What the units did afterwards, and what became of it."""
    secretary = stage.people["secretary"]
    for row in facts["remedies"]:
        unit = stage.units[row["unit"]]
        asked = inspection.recommendations.filter(unit=unit)
        raised = [f.pk for f in findings.get(row["of"], ()) if f.unit_id == unit.pk]
        mine = asked.filter(finding__in=raised).first() or asked.get(group=row["of"])
        with on(row["done_on"], 14):
            remedy = actions.submit_remedy(
                mine, text=row["text"], done_on=row["done_on"], by=stage.contact(row["unit"])
            )
            files.of_remedy(row, remedy, stage.contact(row["unit"]))
        with on(row["done_on"] + dt.timedelta(days=1), 9):
            if row["verdict"] == "accept":
                actions.accept_remedy(remedy, by=reviewer(stage, row["unit"], secretary))
            elif row["verdict"] == "return":
                actions.return_remedy(remedy, reason=row["reason"], by=secretary)


def reviewer(stage: Stage, key: str, secretary: Any) -> Any:
    """The secretary, but not for their own office."""
    return stage.people["deputy"] if key == "vps" else secretary
