"""News items in any state, through the actions."""

import io

from PIL import Image

from congvu.core import clock
from congvu.portal import actions
from congvu.portal.models import NewsCategory, NewsItem, NewsPage
from tests.inspections.campaigns import moment

STAMP = moment(2020, 9, 8, 13, 25)


def picture(color: str = "#8c1c1f") -> bytes:
    """A small photo."""
    kept = io.BytesIO()
    Image.new("RGB", (640, 480), color).save(kept, "JPEG")
    return kept.getvalue()


def drafted(by, title: str = "Sở tổ chức kiểm tra cải cách hành chính", **fields) -> NewsItem:
    """A draft begun by hand, in the frame that is there after ``congvu migrate``."""
    actions.set_up()
    given = {"body": "<p>Đoạn một.</p><p>Đoạn hai.</p>", "office": "VPS", **fields}
    given.setdefault("category", NewsCategory.objects.get(slug="hoat-dong-cai-cach-hanh-chinh"))
    page = actions.draft.add_page(NewsPage(title=title, **given), by)
    return actions.register_page(page, by=by)


def out(by, title: str = "Sở tổ chức kiểm tra cải cách hành chính", at=STAMP, **fields) -> NewsItem:
    """An item that is out since ``at``."""
    item = drafted(by, title, **fields)
    with clock.at(at):
        return actions.publish(item, revision=item.page.latest_revision_id, by=by)
