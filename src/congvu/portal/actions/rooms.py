"""Who is in the editors' group of Wagtail, and what they do there, in our log."""

from typing import Any

from django.contrib.auth.models import Group

from congvu.core import audit
from congvu.portal.actions.site import GROUP
from congvu.portal.models import NewsItem
from congvu.portal.policies import may_edit


def join_group(user: Any) -> None:
    """Bring the group in line with the person's seats of today. A copy of them, so not logged."""
    member = user.groups.filter(name=GROUP).exists()
    if may_edit(user) == member:
        return
    group = Group.objects.get(name=GROUP)
    if member:
        user.groups.remove(group)
    else:
        user.groups.add(group)


def log_editing(entry: Any) -> None:
    """A row of Wagtail's history of a page, a photo, a file or a category, written into ours."""
    page = getattr(entry, "page", None)
    item = NewsItem.objects.filter(page=page.pk).select_related("page").first() if page else None
    action = entry.action.removeprefix("wagtail.").replace(".", "_")
    audit.note(item or page or entry, by=entry.user, action=f"portal.{action}", title=entry.label)
