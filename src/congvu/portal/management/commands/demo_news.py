"""The showroom's news: the article of 2020, drafted from its inspection and let out on its day."""

import datetime as dt
import io
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from PIL import Image, ImageDraw, ImageFont

from congvu.accounts.models import User
from congvu.core import clock
from congvu.core.workdays import ZONE
from congvu.inspections.models import Inspection
from congvu.organizations.models import Seat
from congvu.organizations.states import Role
from congvu.portal import actions
from congvu.portal.models import NewsItem
from congvu.portal.outputs.checks import checked, text_of

STAMP = dt.datetime(2020, 9, 8, 13, 25, tzinfo=ZONE)
AUTHOR = "Bích Tiên"  # as the article is signed
CAPTION = "Ảnh kiểm tra công tác CCHC tại các phòng chuyên môn thuộc Sở (ảnh minh họa, vẽ bằng máy)"
PICTURES = (
    "Làm việc tại Văn phòng Sở",
    "Xem hồ sơ, tài liệu minh chứng",
    "Kiểm tra niêm yết thủ tục",
)
FONT = settings.PACKAGE / "data" / "fonts" / "LiberationSerif-Regular.ttf"
SIZE = (960, 640)


class Command(BaseCommand):
    help = "Đăng tin bài trình diễn lên trang thông tin."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Chỉ dựng dữ liệu trình diễn khi CONGVU_DEMO=1.")
        inspection = Inspection.objects.filter(year=2020, concluded_on__isnull=False).first()
        if inspection is None or NewsItem.objects.exists():
            return
        with transaction.atomic():
            tell(inspection)


def tell(inspection: Inspection) -> NewsItem:
    """Drafted by the secretary, sent for review, let out by the head at 13:25."""
    secretary, head = holder(Role.SECRETARY), holder(Role.HEAD)
    with clock.at(STAMP - dt.timedelta(hours=4)):
        item = actions.draft_article(inspection, by=secretary)
        photos = [(f"{title}.jpg", drawn(title)) for title in PICTURES]
        item = actions.put_photos(item, photos, caption=CAPTION, author=AUTHOR, by=secretary)
        item = actions.submit(item, by=secretary)
    item.page.refresh_from_db()
    latest = item.page.latest_revision
    seen = [flag.key for flag in checked(text_of(latest), inspection).flags]
    with clock.at(STAMP):
        return actions.publish(item, revision=latest.pk, seen=seen, by=head)


def holder(role: str) -> User:
    """Who holds a role in the story."""
    seat = Seat.objects.filter(role=role).select_related("user").order_by("pk").first()
    if seat is None:
        raise CommandError(f"Câu chuyện trình diễn không có ai giữ vai trò {role}.")
    return seat.user


def drawn(title: str) -> bytes:
    """A picture of nothing real: paper, a frame, and what would be seen."""
    image = Image.new("RGB", SIZE, "#e9e4d8")
    draw = ImageDraw.Draw(image)
    draw.rectangle((40, 40, SIZE[0] - 40, SIZE[1] - 40), outline="#8c1c1f", width=4)
    font = ImageFont.truetype(str(FONT), 44)
    draw.text((SIZE[0] / 2, SIZE[1] / 2), title, "#1e1c19", font=font, anchor="mm")
    small = ImageFont.truetype(str(FONT), 26)
    draw.text((SIZE[0] / 2, SIZE[1] - 90), "Ảnh minh họa", "#8c1c1f", font=small, anchor="mm")
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=80)
    return kept.getvalue()
