"""The inspection before its visits: plan, campaign, team, schedule, decision, notice."""

from pathlib import Path

from congvu.inspections.models import Inspection, Plan
from tests.journeys import papers
from tests.journeys.people import Walk

SCHOOL = "Trường Trung cấp nghề Tứ giác Long Xuyên"
OFFICE = "Văn phòng Sở"
AREAS_LEFT_OUT = (
    "Cải cách thể chế",
    "Cải cách thủ tục hành chính",
    "Xây dựng và nâng cao",
    "Việc thực hiện kỷ luật",
    "Cải cách tài chính công",
    "Việc ứng dụng",
    "Việc duy trì",
    "Công tác lãnh đạo",
)


def plan(walk: Walk, folder: Path) -> None:
    """A plan with a reason per unit, for signature, numbered, issued."""
    walk.on("2020-03-10")
    secretary = walk.person("secretary")
    secretary.look("viec-can-xu-ly-trong").press("Kiểm tra CCHC", "nav.shell-side")
    secretary.look("cac-dot-trong").press("Kế hoạch").look("ke-hoach-trong")
    secretary.press("Lập kế hoạch").look("lap-ke-hoach")
    for area in AREAS_LEFT_OUT:
        secretary.untick(area)
    secretary.type("Mục đích", "Đánh giá việc thực hiện cải cách hành chính.")
    secretary.press("Lưu kế hoạch").look("chon-don-vi")
    units(secretary)
    secretary.see(SCHOOL, "Kiểm tra lại hạn chế năm 2019").look("ke-hoach-du-thao")
    secretary.press("Lập văn bản kế hoạch")
    papers.submitted(secretary, "ke-hoach")
    walk.on("2020-03-17")
    papers.signed(walk, "Kế hoạch kiểm tra")
    clerk = papers.numbered(walk, "Kế hoạch kiểm tra", "35", "17/3/2020", "ke-hoach")
    papers.issued(clerk)
    assert Plan.objects.get().state == "approved"


def units(secretary) -> None:
    """Two units; one without a reason is refused."""
    secretary.tick(f"Chọn: {SCHOOL}").tick(f"Chọn: {OFFICE}")
    secretary.type(f"Lý do chọn: {SCHOOL}", "")
    secretary.refused("Lưu đơn vị", f"Phải ghi lý do chọn {SCHOOL}")
    secretary.type(f"Lý do chọn: {SCHOOL}", "Kiểm tra lại hạn chế năm 2019")
    secretary.type(f"Lý do chọn: {OFFICE}", "Đầu mối cải cách hành chính của Sở")
    secretary.press("Lưu đơn vị")


def campaign(walk: Walk) -> None:
    """The campaign opened from the plan; the team."""
    walk.on("2020-08-03")
    secretary = walk.person("secretary").home().press("Kiểm tra CCHC", "nav.shell-side")
    secretary.press("Kế hoạch").press("Kế hoạch kiểm tra công tác")
    secretary.look("ke-hoach-da-ban-hanh").press("Mở đợt kiểm tra").look("mo-dot")
    secretary.tick("Giám đốc Sở trực tiếp làm trưởng đoàn").press("Mở đợt")
    secretary.see("Việc tiếp theo").look("cac-buoc-moi").press("Làm bước này").look("lap-doan")
    for line, (person, role) in enumerate(
        [("ông Đặng Hồng Sơn", "Trưởng đoàn"), ("Chánh Văn phòng Sở", "Thư ký"),
         ("Trưởng phòng Kế hoạch", "Thành viên"), ("Phó Chánh Thanh tra", "Thành viên")], start=1
    ):  # fmt: skip
        secretary.choose(f"Cán bộ: dòng {line}", person)
        secretary.choose(f"Nhiệm vụ: dòng {line}", role)
    secretary.press("Lưu đoàn").see("Việc tiếp theo")


def schedule(walk: Walk) -> None:
    """Two visits: at first at one time, refused with the reason; then the afternoon."""
    walk.on("2020-08-11")
    secretary = walk.person("secretary").home().see("Việc tiếp theo: Xếp lịch")
    secretary.look("viec-sau-quyet-dinh")
    secretary.press("Kiểm tra CCHC", "nav.shell-side").look("cac-dot")
    secretary.press("Kiểm tra công tác cải cách hành chính năm 2020").look("bang-da-quyet-dinh")
    secretary.see("Việc tiếp theo: Xếp lịch").press("Xếp lịch, thông báo cho đơn vị")
    secretary.look("xep-lich")
    for unit in (SCHOOL, OFFICE):
        secretary.type(f"Ngày: {unit}", "25/8/2020").choose(f"Buổi: {unit}", "Sáng")
    secretary.refused("Lưu lịch", "thư ký").look("xep-lich-thu-ky")
    secretary.choose(f"Thư ký buổi này: {OFFICE}", "Trưởng phòng Kế hoạch")
    secretary.refused("Xem có trùng không", "Trùng với").look("xep-lich-trung")
    secretary.type(f"Ngày: {OFFICE}", "26/8/2020").press("Lưu lịch")
    secretary.see("25/8/2020", "26/8/2020").look("lich")


def decision(walk: Walk, folder: Path) -> None:
    """The decision: created, initialled, for signature, signed with its scan, numbered, issued."""
    secretary = walk.person("secretary").press("Làm bước này")
    secretary.look("ho-so").press("Lập dự thảo", row(secretary, "Quyết định thành lập đoàn"))
    secretary.press("Ký nháy").see("ký nháy")
    papers.submitted(secretary, "quyet-dinh")
    walk.on("2020-08-10")
    papers.signed(
        walk, "Quyết định thành lập đoàn", scan=papers.scan(folder, "qd.pdf"), look="quyet-dinh"
    )
    clerk = papers.numbered(walk, "Quyết định thành lập đoàn", "12826", "10/8/2020", "quyet-dinh")
    papers.issued(clerk, "quyet-dinh")
    assert Inspection.objects.get().state == "decided"


def row(person, text: str):
    """The row of a table that says ``text``."""
    return person.page.locator("tr", has_text=text).first


def notice(walk: Walk) -> None:
    """The units are told."""
    secretary = walk.person("secretary").press("Các bước").press("Làm bước này")
    secretary.look("thong-bao").press("Thông báo cho 02 đơn vị")
    assert Inspection.objects.get().state == "notified"
