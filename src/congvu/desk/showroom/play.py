"""Play the whole story once."""

from collections.abc import Callable

from django.db import transaction

from congvu.accounts.models import User
from congvu.core import seals
from congvu.desk.showroom.catalogue import publish_procedures
from congvu.desk.showroom.office import fill, load_data
from congvu.desk.showroom.petitions import receive_petitions
from congvu.desk.showroom.provincial import take_in_provincial_list
from congvu.desk.showroom.stage import on, story
from congvu.desk.showroom.two_years import receive_dossiers
from congvu.desk.showroom.year import inspect
from congvu.inspections import actions
from congvu.inspections.models import Inspection, Plan
from congvu.organizations.models import Unit


def played() -> bool:
    """Whether the story, or anything else, is already here."""
    return Unit.objects.exists()


def play(say: Callable[[str], None]) -> None:
    """Two years of inspections and a plan for the third, all or nothing; ``say`` tells how far."""
    say("Nạp lịch làm việc, văn bản pháp luật, bộ tiêu chí")
    load_data()
    with transaction.atomic():
        say("Lập đơn vị, người dùng")
        stage = fill()
        say("Thủ tục hành chính của Sở và các trường")
        publish_procedures(stage)
        say("Đợt kiểm tra năm 2019 (giả định)")
        inspect(stage, story("y2019"))
        say("Đợt kiểm tra năm 2020 theo tin bài")
        inspect(stage, story("y2020"))
        say("Đề xuất kế hoạch năm 2021")
        propose(stage.people["secretary"])
        say("Danh sách hồ sơ của hệ thống tỉnh (giả định)")
        take_in_provincial_list(stage)
        say("Phản ánh, kiến nghị năm 2019 và 2020 (giả định)")
        receive_petitions(stage)
        say("Hồ sơ tại quầy của Sở, các trường và Trung tâm, hai năm (giả định)")
        receive_dossiers(stage)
    with on(story("office")["today"], 7):
        seals.seal_now()


def propose(secretary: User) -> Plan:
    """Next year's plan from what is open."""
    from_year = Inspection.objects.get(year=2020)
    with on(story("office")["today"]):
        return actions.propose_plan(from_year, by=secretary)
