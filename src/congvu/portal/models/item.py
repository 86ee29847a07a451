"""The life of a news item: who drafted it, who let it out, when, what was looked at."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse

from congvu.core.models import Record
from congvu.inspections.models import Inspection
from congvu.organizations.policies import rights_of
from congvu.portal.models.news import NewsPage
from congvu.portal.states import EDITORS, NEWS_STATE_LABELS, NEWS_STATE_TONES, REVIEWERS, NewsState


class ItemQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "ItemQuerySet":
        """All of them to whoever edits, none to anybody else."""
        allowed = rights_of(user).has(*EDITORS, *REVIEWERS)
        return self.select_related("page") if allowed else self.none()


class NewsItem(Record):
    """A news item from draft to the public page; its text is the page's."""

    page = models.OneToOneField(NewsPage, models.PROTECT, related_name="item", verbose_name="trang")
    state = models.CharField(
        "trạng thái", max_length=20, choices=NEWS_STATE_LABELS.items(), default=NewsState.DRAFT
    )
    inspection = models.OneToOneField(
        Inspection,
        models.PROTECT,
        related_name="news_item",
        null=True,
        blank=True,
        verbose_name="đợt kiểm tra",
    )
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người soạn"
    )
    submitted_at = models.DateTimeField("gửi duyệt lúc", null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="người đăng",
    )
    stamped_at = models.DateTimeField("đăng lúc", null=True, blank=True)
    changed_at = models.DateTimeField("đăng bản sửa lúc", null=True, blank=True)
    note = models.TextField("ý kiến của người duyệt", blank=True)
    kept = models.JSONField("điểm đã xem, giữ nguyên", default=list, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = "tin bài"
        verbose_name_plural = "tin bài"
        indexes = [models.Index(fields=["-stamped_at"], name="news_stamp")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=NewsState.PUBLISHED) | models.Q(stamped_at__isnull=False),
                name="news_published_with_stamp",
                violation_error_message="Tin đã đăng phải có giờ đăng.",
            )
        ]

    def __str__(self) -> str:
        return self.page.draft_title or self.page.title

    def get_absolute_url(self) -> str:
        """Its page of checks."""
        return reverse("portal:item_detail", args=[self.pk])

    @property
    def tone(self) -> str:
        """How the state is coloured."""
        return NEWS_STATE_TONES[NewsState(self.state)]
