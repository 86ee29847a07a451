"""A version as a sheet for the notice board."""

from congvu.core import formats
from congvu.documents.posted import PostedPart, PostedSheet
from congvu.organizations.models import Unit
from congvu.procedures import rules
from congvu.procedures.models import ProcedureVersion
from congvu.procedures.models.reading import facts_of
from congvu.procedures.rules import VersionFacts
from congvu.procedures.rules.difference import audience_text, contact_text, fee_line
from congvu.procedures.states import FeeState

UNKNOWN = "(chưa có)"


def posting_sheet(
    version: ProcedureVersion, unit: Unit, *, address: str, mark: str, printed: str
) -> PostedSheet:
    """What a passer-by needs, in the order of the law; what is not known is said so."""
    facts = facts_of(version)
    return PostedSheet(
        parent_agency=unit.superior_name or (unit.parent.name if unit.parent else ""),
        agency=unit.name,
        title=facts.name,
        lead=lead_of(version),
        facts=(
            ("Thời hạn", limit_of(facts)),
            ("Số lượng hồ sơ", rules.sets_words(facts.sets) or UNKNOWN),
            ("Phí, lệ phí", fee_of(facts)),
        ),
        parts=tuple(parts_of(facts)),
        address=address,
        mark=mark,
        foot=f"Bản {version.number} · in ngày {printed}",
    )


def lead_of(version: ProcedureVersion) -> str:
    """Code, decision and day of effect, as far as known."""
    told = [f"Mã thủ tục: {version.procedure.code}"] if version.procedure.code else []
    if version.decision_number:
        day = f" ngày {formats.date(version.decision_on)}" if version.decision_on else ""
        told.append(f"Quyết định công bố: {version.decision_number}{day}")
    if version.effective_from:
        told.append(f"Hiệu lực từ {formats.date(version.effective_from)}")
    return " · ".join(told)


def limit_of(facts: VersionFacts) -> str:
    """The limit, or each case with its own."""
    if not facts.limits:
        return UNKNOWN
    if len(facts.limits) == 1:
        return noted(facts.limits[0])
    return "\n".join(f"{one.label}: {noted(one)}" for one in facts.limits)


def noted(limit: rules.LimitFacts) -> str:
    """A limit with what is told beside it."""
    return rules.limit_words(limit) + (f" ({limit.note})" if limit.note else "")


def fee_of(facts: VersionFacts) -> str:
    """Không, or the amounts."""
    if facts.fee_state == FeeState.FREE:
        return "Không"
    told = [*map(fee_line, facts.fees), facts.fee_note]
    return "\n".join(one for one in told if one) or UNKNOWN


def parts_of(facts: VersionFacts) -> list[PostedPart]:
    """The parts below the three figures."""
    rows = tuple(
        (str(number), paper(one), rules.copies_words(one).replace(", ", "\n"))
        for number, one in enumerate(facts.components, 1)
    )
    title = "Thành phần hồ sơ (giấy tờ cần chuẩn bị)"
    papers = PostedPart(title, columns=("STT", "Tên giấy tờ", "Số lượng"), rows=rows)
    found = [papers if rows else PostedPart(title, (UNKNOWN,))]
    ways = [one for one in (rules.ways_words(facts.ways), facts.ways_note) if one]
    texts = (
        ("Nộp hồ sơ", "\n".join(ways)),
        ("Trình tự thực hiện", facts.sequence),
        ("Đối tượng thực hiện", audience_text(facts)),
        ("Cơ quan giải quyết", facts.decides),
        ("Kết quả", facts.result),
        ("Yêu cầu, điều kiện", facts.requirements or "Không ghi."),
        ("Hỏi ai?", contact_text(facts)),
    )
    found += [PostedPart(title, (text or UNKNOWN,)) for title, text in texts]
    found.append(PostedPart("Quy trình giải quyết", steps_of(facts) or (UNKNOWN,)))
    if facts.bases:
        found.append(PostedPart("Căn cứ pháp lý", tuple(facts.bases)))
    return found


def paper(component: rules.ComponentFacts) -> str:
    """A paper with its template and condition below it."""
    template = f"Mẫu: {component.template}" if component.template else ""
    file = component.file
    loaded = f"Tải mẫu ({file.words}) tại trang của thủ tục" if file else ""
    needless = "" if component.required else "Không bắt buộc"
    told = (component.title, template, loaded, component.condition, needless)
    return "\n".join(one for one in told if one)


def steps_of(facts: VersionFacts) -> tuple[str, ...]:
    """Steps in one line each."""
    per_day = rules.law().hours_per_day
    return tuple(
        f"{one.order}. {one.role}: {one.name} ({rules.hours_words(one.hours, per_day)})"
        for one in facts.steps
    )
