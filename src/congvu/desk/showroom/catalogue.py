"""Procedures of the Department and its schools in 2020, entered through the actions."""

import datetime as dt
from decimal import Decimal
from typing import Any

from congvu.desk.showroom.forms import form_file
from congvu.desk.showroom.stage import Stage, on, story
from congvu.procedures import actions
from congvu.procedures.actions import Content
from congvu.procedures.actions.process import StepRow
from congvu.procedures.models import Procedure, ProcedureVersion, Process
from congvu.procedures.models.reading import components_of
from congvu.procedures.rules import (
    ComponentFacts,
    FormFieldFacts,
    LimitFacts,
    StepFacts,
    parse_limit,
)
from congvu.procedures.states import Channel, Competence, FeeState

PRINTED, REVISED = dt.date(2020, 6, 1), dt.date(2020, 9, 1)


def publish_procedures(stage: Stage) -> None:
    """The Department's list, five procedures per school, and the sheets on a school's board."""
    facts = story("procedures")
    with on(facts["from"] - dt.timedelta(days=14)):
        processes = {row["code"]: made_process(stage, row) for row in facts["processes"]}
        for group in facts["department"]:
            for row in group["procedures"]:
                enter(stage, facts, group | row, processes.get(row.get("process", "")))
        for row in facts["shared"]:
            enter(stage, facts, row, processes[row["process"]], Competence.PUBLIC_SERVICE_UNIT)
        for key in facts["schools"]:
            enter_school(stage, facts, key)
        for key in facts["centres"]:
            enter_centre(stage, facts, key)
    post_sheets(stage, facts["schools"][0])
    for row in facts["leaflets"]:
        give_out(stage, row)


def made_process(stage: Stage, row: dict[str, Any], unit_key: str = "") -> Process:
    """A process of the story."""
    unit = stage.units[unit_key or row["unit"]]
    steps = [
        StepRow(
            StepFacts(
                number,
                step["name"],
                step["role"],
                Decimal(step["hours"]),
                seat_role=step["seat"],
                records=step.get("records", ""),
                forms=step.get("forms", ""),
                next_orders=tuple(step.get("next", ())),
            ),
            stage.units.get(step.get("unit", unit_key)),
        )
        for number, step in enumerate(row["steps"], 1)
    ]
    return actions.create_process(unit, row["code"], row["title"], steps,
                                  by=stage.people["secretary"])  # fmt: skip


def content_of(row: dict[str, Any], process: Process | None, **more: Any) -> Content:
    """What is known of a procedure; the rest stays empty."""
    limit = parse_limit(row.get("limit", ""))
    fields = {
        "effective_from": story("procedures")["from"],
        "sets": row.get("sets"),
        "sequence": row.get("sequence", ""),
        "result": row.get("result", ""),
        "process": process,
        **more,
    }
    papers = [ComponentFacts(**paper) for paper in row.get("components", ())]
    limits = [limit] if isinstance(limit, LimitFacts) else []
    return Content(fields, limits, papers, form_fields=list(map(form_field, row.get("form", ()))))


def form_field(row: dict[str, Any]) -> FormFieldFacts:
    """A field of the form that is filled in online."""
    return FormFieldFacts(**(row | {"choices": tuple(row.get("choices", ()))}))


def enter(
    stage: Stage,
    facts: dict[str, Any],
    row: dict[str, Any],
    process: Process | None,
    competence: str = Competence.DEPARTMENT,
) -> None:
    """One procedure of the Department's list, written by the secretary, published by the head.

    Of no unit of its own where schools and centres resolve it, each what is filed with it.
    """
    secretary = stage.people["secretary"]
    source = f"{facts['source']}. {row['note']}" if row.get("note") else facts["source"]
    ways = ["online", "direct", "post"] if row.get("level") else ["direct", "post"]
    content = content_of(row, process, decides=row.get("decides", facts["decides"]),
                         ways=ways, audience_kinds=row["audience"], source_note=source)  # fmt: skip
    version = actions.create_procedure(
        content,
        by=secretary,
        name=row["name"],
        field=actions.get_field(row["field"], by=secretary, owner=stage.units["department"]),
        owner=stage.units["department"],
        resolving_unit=stage.units.get(row.get("unit", "")),
        competence=competence,
        national=True,
    )
    publish(version, secretary, stage.people["head"])
    if row.get("level"):
        actions.declare_level(version.procedure, row["level"], facts["from"], by=secretary)


def enter_school(stage: Stage, facts: dict[str, Any], key: str) -> None:
    """The five procedures of a school."""
    told = [facts["school_process"], facts["second_process"]]
    processes = {row["code"]: made_process(stage, row, key) for row in told}
    field, post = "Giáo dục nghề nghiệp", "Phòng Đào tạo"
    for row in facts["school"]:
        process = processes[row.get("process", "QT-HS-01")] if row.get("complete") else None
        enter_own(stage, facts, key, row, process, field, post)


def enter_centre(stage: Stage, facts: dict[str, Any], key: str) -> None:
    """What a centre answers itself."""
    process = made_process(stage, facts["centre_process"], key)
    for row in facts["centre"]:
        chosen = process if "process" in row else None
        enter_own(stage, facts, key, row, chosen, "Người có công", "Phòng Hành chính")


def enter_own(
    stage: Stage,
    facts: dict[str, Any],
    key: str,
    row: dict[str, Any],
    process: Process | None,
    field: str,
    post: str,
) -> None:
    """One procedure of a school or centre, written by its contact, published by its head."""
    contact, unit = stage.contact(key), stage.units[key]
    online = row.get("online") if key in row.get("online", {}).get("schools", ()) else None
    ways = ["online", "direct"] if online else ["direct"]
    told = {"decides": unit.name, "ways": ways, "audience_kinds": ["person"],
            "source_note": facts["school_source"], "contact_post": post,
            "fee_state": FeeState.FREE}  # fmt: skip
    version = actions.create_procedure(
        content_of(row if online else bare(row), process, **told),
        by=contact,
        name=row["name"],
        field=actions.get_field(field, by=contact, owner=unit),
        owner=unit,
        competence=Competence.PUBLIC_SERVICE_UNIT,
    )
    if templates := row.get("templates"):
        version = with_forms(version, templates, facts, contact)
    publish(version, contact, head_of(stage, key))
    if online:
        actions.declare_level(version.procedure, online["level"], online["from"], by=contact)


def with_forms(
    version: ProcedureVersion, templates: dict[int, str], facts: dict[str, Any], by: Any
) -> ProcedureVersion:
    """A draft with forms to download for some of its papers."""
    unit = version.procedure.owner
    files = {place: form_file(key, facts["templates"][key], unit)
             for place, key in templates.items()}  # fmt: skip
    content = Content(components=components_of(version))
    return actions.edit_with_templates(version, content, files, by=by)


def bare(row: dict[str, Any]) -> dict[str, Any]:
    """Without the form that is filled in online."""
    return {name: value for name, value in row.items() if name != "form"}


def head_of(stage: Stage, key: str) -> Any:
    """Who signs for a unit."""
    return stage.people["unit_head" if key == "tglx" else f"unit_head_{key}"]


def publish(version: ProcedureVersion, writer: Any, head: Any) -> ProcedureVersion:
    """Submitted by one, published by the other."""
    return actions.publish(actions.submit(version, by=writer), by=head)


def post_sheets(stage: Stage, key: str) -> None:
    """Three sheets on the school's board; one procedure was changed since, its sheet was not."""
    contact, unit = stage.contact(key), stage.units[key]
    head = head_of(stage, key)
    held = ProcedureVersion.objects.in_force(PRINTED).filter(procedure__owner=unit)
    complete = list(held.filter(sets__isnull=False).order_by("pk"))
    with on(PRINTED):
        sheets = actions.print_postings(unit, complete, by=contact, place="Bảng tin tại sảnh")
        actions.check_board(unit, sheets, by=contact)
        for version in complete:
            actions.check_disclosure(version.procedure, unit, Channel.PORTAL, by=contact,
                                     place="Trang thông tin của trường", shown=version)  # fmt: skip
    with on(REVISED - dt.timedelta(days=10)):
        draft = actions.revise(complete[0], by=contact)
        changed = Content({"effective_from": REVISED, "sets": 2})
        publish(actions.edit_version(draft, changed, by=contact), contact, head)


def give_out(stage: Stage, row: dict[str, Any]) -> None:
    """Leaflets of one procedure, given out by a unit; its report will point to them."""
    unit = stage.units[row["unit"]]
    procedure = Procedure.objects.of_unit(unit).get(name=row["procedure"])
    with on(row["day"], 15):
        actions.give_leaflets(unit, procedure, copies=row["copies"], place=row["place"],
                              by=stage.contact(row["unit"]))  # fmt: skip
