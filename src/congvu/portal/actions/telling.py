"""Who is told that an item waits, or came back: inside the action that made it so."""

from congvu.accounts.models import User
from congvu.core import clock
from congvu.notices.actions import notify_many
from congvu.notices.rules import Draft, fit
from congvu.organizations.models import Seat
from congvu.portal.models import NewsItem
from congvu.portal.states import REVIEWERS


def tell_reviewers(item: NewsItem, *, by: User) -> None:
    """Whoever lets items out hears of it once for each time it was sent."""
    seats = Seat.objects.in_force(clock.today()).filter(role__in=REVIEWERS, user__is_active=True)
    title = "Tin bài chờ duyệt"
    text = fit(f"{by} gửi duyệt tin bài “{item}”. Xem các điểm cần kiểm tra rồi đăng hoặc trả lại.")
    stamp = item.submitted_at.isoformat() if item.submitted_at else ""
    people = sorted(set(seats.values_list("user", flat=True)))
    notify_many([draft(item, to, title, text, stamp) for to in people], by=by)


def tell_editor(item: NewsItem, *, by: User) -> None:
    """Whoever drafted it hears what is to be put right."""
    text = fit(f"{by} trả lại tin bài “{item}”: {item.note}")
    title = "Tin bài cần sửa"
    notify_many([draft(item, item.drafted_by_id, title, text, f"tra-lai-{item.version}")], by=by)


def draft(item: NewsItem, to: int, title: str, text: str, key: str) -> Draft:
    """One notice about an item."""
    return Draft(
        to_id=to,
        title=title,
        text=text,
        path=item.get_absolute_url(),
        about_kind="portal.newsitem",
        about_id=str(item.pk),
        key=f"tin-bai-{item.pk}-{key}",
    )
