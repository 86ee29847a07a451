"""What an office would write without thinking: who signs, who gets a copy."""

from dataclasses import dataclass

from congvu.core import clock
from congvu.inspections.models import Inspection
from congvu.inspections.outputs.campaign import bare_name
from congvu.inspections.states import TEAM_ROLE_LABELS, DocumentKind, TeamRole
from congvu.organizations.models import Delegation, Seat
from congvu.organizations.states import Role


@dataclass(frozen=True)
class Signer:
    """Who is expected to sign."""

    name: str
    title: str
    authority: str = ""


def usual_signer(kind: str, inspection: Inspection | None) -> Signer:
    """The head of the team for its report, the Director for everything else."""
    if kind == DocumentKind.REPORT and inspection is not None:
        head = inspection.team.present().filter(role=TeamRole.HEAD).first()
        return Signer(bare_name(head.name) if head else "", TEAM_ROLE_LABELS[TeamRole.HEAD])
    seats = Seat.objects.in_force(clock.today()).filter(role=Role.HEAD)
    seat = seats.select_related("user").order_by("-valid_from", "pk").first()
    if seat is None:
        return Signer("", "Giám đốc")
    title = seat.title or "Giám đốc"
    return acting_for(seat, title) or Signer(bare_name(str(seat.user)), title)


def acting_for(seat: Seat, title: str) -> Signer | None:
    """Who signs today in the place of the holder of ``seat``, by a delegation in force.

    A deputy signs KT. (ký thay), anybody else TUQ. (thừa ủy quyền): NĐ 30/2020, Điều 13.
    """
    today = clock.today()
    lent = Delegation.objects.in_force(today).filter(seat=seat).select_related("to")
    found = lent.order_by("-valid_from", "pk").first()
    if found is None:
        return None
    held = Seat.objects.in_force(today).filter(user=found.to)
    deputy = held.filter(role=Role.DEPUTY).first()
    own = deputy or held.exclude(title="").first()
    words = "KT." if deputy else "TUQ."
    usual = "Phó Giám đốc" if deputy else ""
    post = (own.title if own else "") or usual
    return Signer(bare_name(str(found.to)), post, f"{words} {title}")


RECIPIENTS = {
    DocumentKind.PLAN: (
        "UBND tỉnh (báo cáo)",
        "Sở Nội vụ",
        "Ban Giám đốc Sở",
        "Các đơn vị thuộc Sở",
    ),
    DocumentKind.DECISION: ("Như Điều 3", "Ban Giám đốc Sở"),
    DocumentKind.AMENDING_DECISION: ("Như Điều 3", "Ban Giám đốc Sở"),
    DocumentKind.NOTICE: ("Như trên", "Ban Giám đốc Sở", "Thành viên Đoàn kiểm tra"),
    DocumentKind.REPORT: ("Như trên", "Thành viên Đoàn kiểm tra"),
    DocumentKind.CONCLUSION: (
        "Sở Nội vụ (báo cáo)",
        "Ban Giám đốc Sở",
        "Các đơn vị được kiểm tra",
        "Thành viên Đoàn kiểm tra",
    ),
}
FILED = "Lưu: VT, VPS"


def usual_recipients(kind: str) -> tuple[str, ...]:
    """Nơi nhận; the last line is always where it is filed."""
    return (*RECIPIENTS.get(DocumentKind(kind), ()), FILED)


def is_internal(kind: str, inspection: Inspection | None) -> bool:
    """The report stays inside where the decision-maker leads the team himself."""
    return (
        kind == DocumentKind.REPORT and inspection is not None and inspection.led_by_decision_maker
    )
