"""Kế hoạch kiểm tra: purpose, contents, organisation, and the units each with its reason."""

from dataclasses import replace

from congvu.criteria.models import Area
from congvu.documents import vietnamese
from congvu.documents.model import (
    Annex,
    Block,
    Column,
    Fact,
    Heading,
    OfficialText,
    Paragraph,
    Table,
)
from congvu.documents.model import Row as TableRow
from congvu.inspections.models import OfficialDocument, Plan, PlanUnit
from congvu.inspections.outputs.campaign import counts_by_kind, day_text, office
from congvu.inspections.outputs.frame import framed, part
from congvu.organizations.models import Unit

UNIT_COLUMNS = (
    Column("TT", 10, "center"),
    Column("Đơn vị được kiểm tra", 62),
    Column("Lý do chọn", 58),
    Column("Hình thức", 28),
    Column("Thời gian", 22, "center"),
)


def plan(document: OfficialDocument) -> OfficialText:
    """The plan as the data say it now."""
    row = document.plan
    assert row is not None
    chosen = list(row.units.select_related("unit"))
    body = [*purpose(row), *contents(row, chosen), *organisation(row)]
    annex = Annex("", "Danh sách đơn vị được kiểm tra", (units_table(chosen, row.year),))
    return framed(
        document,
        office(),
        body=body,
        annexes=(annex,),
        grounds=tuple(row.grounds),
    )


def paragraphs(text: str, tag: str) -> list[Block]:
    """One paragraph per typed line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [Paragraph(line, tag=f"{tag}-{i}") for i, line in enumerate(lines, start=1)]


def purpose(row: Plan) -> list[Block]:
    """I. Mục đích, yêu cầu."""
    told = [
        ("Mục đích", "purpose", paragraphs(row.purpose, "purpose")),
        ("Yêu cầu", "requirements", paragraphs(row.requirements, "requirement")),
    ]
    blocks: list[Block] = [part("I", "Mục đích, yêu cầu")]
    for number, (title, tag, lines) in enumerate((one for one in told if one[2]), start=1):
        blocks += [Heading(f"{number}. {title}", level=2, tag=tag), *lines]
    return blocks


def contents(row: Plan, chosen: list[PlanUnit]) -> list[Block]:
    """II. Nội dung: areas, the period inspected, how many units."""
    found = Area.objects.filter(library_version=row.library_version_id, code__in=row.area_codes)
    areas = {area.code: area for area in found}
    listed = [areas[code] for code in row.area_codes if code in areas]
    units: tuple[Unit, ...] = tuple(pu.unit for pu in chosen)
    count = counts_by_kind(units)
    start, end = day_text(row.period_from), day_text(row.period_to)
    on = row.period_to
    lines: list[Block] = [
        Paragraph(f"- {vietnamese.sentence(area.wording(on))}", tag=f"area-{area.pk}")
        for area in listed
    ]
    return [
        part("II", "Nội dung"),
        Heading("1. Nội dung kiểm tra", level=2, tag="contents"),
        *lines,
        Heading("2. Thời kỳ và đơn vị được kiểm tra", level=2, tag="scope"),
        Paragraph(
            f"Thời kỳ kiểm tra: từ ngày {start} đến ngày {end}.",
            tag="period",
            facts=(Fact("from", "date", start), Fact("to", "date", end)),
        ),
        Paragraph(
            f"Kiểm tra {count} (danh sách kèm theo).",
            tag="units",
            facts=(Fact("count", "number", count),),
        ),
    ]


def organisation(row: Plan) -> list[Block]:
    """III. Tổ chức thực hiện."""
    blocks: list[Block] = [part("III", "Tổ chức thực hiện")]
    blocks += paragraphs(row.organisation, "organisation")
    if row.funding:
        funding = row.funding.strip().rstrip(".")
        blocks.append(Paragraph(f"Kinh phí: {funding}.", tag="funding"))
    return finished(blocks)


def finished(blocks: list[Block]) -> list[Block]:
    """The last paragraph ends with "./." as official texts do."""
    last = blocks[-1]
    if isinstance(last, Paragraph):
        blocks[-1] = replace(last, text=f"{last.text.rstrip('./ ')}./.")
    return blocks


def units_table(chosen: list[PlanUnit], year: int) -> Table:
    """Units, each with the reason it was chosen."""
    rows = [
        TableRow(
            (
                str(i),
                pu.unit.formal_name,
                pu.reason,
                pu.get_form_display(),
                f"{pu.month}/{year}" if pu.month else "",
            ),
            tag=f"unit-{pu.unit_id}",
            facts=(Fact(f"unit-{pu.unit_id}", "unit", pu.unit.formal_name),),
        )
        for i, pu in enumerate(chosen, start=1)
    ]
    return Table(UNIT_COLUMNS, tuple(rows))
