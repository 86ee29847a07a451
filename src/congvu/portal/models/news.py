"""A news item as Wagtail edits it: text, photos with one caption for all, attachments."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.documents import get_document_model_string
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page
from wagtail.models.pages import PageManager
from wagtail.query import PageQuerySet
from wagtail.rich_text import expand_db_html

from congvu.core.search import containing, fold
from congvu.portal.models.site import Fixed, Parts
from congvu.portal.rules import paragraphs_of, split_after

FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
# photos are shown in these sizes only, made when an item goes out
SMALL, WIDE = "max-480x480|format-jpeg", "max-960x960|format-jpeg"


class NewsCategory(models.Model):
    """A heading under which news is filed, e.g. *Hoạt động cải cách hành chính*."""

    name = models.CharField("tên chuyên mục", max_length=120, unique=True)
    slug = models.SlugField("tên trong địa chỉ", max_length=120, unique=True)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)

    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("order")]

    class Meta:
        verbose_name = "chuyên mục"
        verbose_name_plural = "chuyên mục"
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class NewsQuerySet(PageQuerySet):
    def out(self) -> "NewsQuerySet":
        """What the public sees, newest first."""
        rows = self.live().select_related("item", "category")
        return rows.order_by("-item__stamped_at", "-pk")

    def asked(self, text: str) -> "NewsQuerySet":
        """Those that have every word, tone marks ignored."""
        return containing(self, text)


class NewsPage(Page):
    """One news item."""

    category = models.ForeignKey(
        NewsCategory, models.PROTECT, related_name="+", verbose_name="chuyên mục"
    )
    summary = models.CharField(
        "tóm tắt",
        max_length=300,
        blank=True,
        help_text="Hiện ở danh sách tin; có thể bỏ trống.",
    )
    body = RichTextField("nội dung", features=FEATURES)
    caption = models.CharField(
        "chú thích chung của các ảnh",
        max_length=250,
        blank=True,
        help_text="Một câu cho cả nhóm ảnh.",
    )
    photos_after = models.PositiveSmallIntegerField(
        "ảnh đứng sau đoạn số", default=0, help_text="0: ảnh đứng cuối bài."
    )
    author = models.CharField("người viết", max_length=120, blank=True)
    office = models.CharField("đơn vị của người viết", max_length=120, blank=True)
    search_text = models.TextField("chữ để tìm", blank=True, default="", editable=False)

    objects = PageManager.from_queryset(NewsQuerySet)()

    content_panels = [
        FieldPanel("title", heading="Tiêu đề"),
        FieldPanel("category"),
        FieldPanel("summary"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                InlinePanel("photos", heading="Ảnh", label="Ảnh"),
                FieldPanel("caption"),
                FieldPanel("photos_after"),
            ],
            heading="Ảnh",
        ),
        InlinePanel("files", heading="Tệp đính kèm", label="Tệp"),
        MultiFieldPanel([FieldPanel("author"), FieldPanel("office")], heading="Cuối bài"),
    ]
    promote_panels = [FieldPanel("slug", heading="Tên trong địa chỉ")]
    settings_panels: list[Any] = []
    subpage_types: list[str] = []
    parent_page_types = ["portal.NewsIndex"]
    private_page_options: list[str] = []
    template = "portal/news_detail.html"

    class Meta:
        verbose_name = "tin bài"
        verbose_name_plural = "tin bài"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Wagtail saves pages its own way; the words for search go along with each."""
        said = [self.title, self.summary, *paragraphs_of(self.body), self.author, self.caption]
        self.search_text = fold(" ".join(said))
        super().save(*args, **kwargs)

    def permissions_for_user(self, user: Any) -> Fixed:
        """Editors write; going out and coming back are verbs of ours alone."""
        return Fixed(user, self)

    def get_url_parts(self, request: Any = None) -> Parts:
        """Our own address."""
        return (1, settings.SITE_URL, reverse("portal:news_detail", args=[self.slug]))

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """For Wagtail's preview: the very template the public sees."""
        return {"page": self, "news": self, "item": getattr(self, "item", None), "preview": True}

    @property
    def html_before(self) -> SafeString:
        """The text before the photos; Wagtail's editor lets only its own tags through."""
        return mark_safe(expand_db_html(split_after(self.body, self.photos_after)[0]))  # noqa: S308

    @property
    def html_after(self) -> SafeString:
        """The text after the photos."""
        return mark_safe(expand_db_html(split_after(self.body, self.photos_after)[1]))  # noqa: S308

    @property
    def lead(self) -> str:
        """What a list says of it: the summary, or its first words."""
        first = next(iter(paragraphs_of(self.body)), "")
        return self.summary or (f"{first[:217].rsplit(' ', 1)[0]} …" if len(first) > 220 else first)


class NewsPhoto(Orderable):
    """A photo of a news item."""

    page = ParentalKey(
        NewsPage, on_delete=models.CASCADE, related_name="photos", verbose_name="tin bài"
    )
    image = models.ForeignKey(
        get_image_model_string(), models.PROTECT, related_name="+", verbose_name="ảnh"
    )

    panels = [FieldPanel("image")]

    class Meta(Orderable.Meta):
        verbose_name = "ảnh của tin bài"
        verbose_name_plural = "ảnh của tin bài"

    def __str__(self) -> str:
        return str(self.image)

    def made(self, spec: str) -> Any:
        """The photo in one of the sizes; made now only for a preview, which nobody else sees."""
        found = (row for row in self.image.renditions.all() if row.filter_spec == spec)
        ready = next(found, None)
        if ready is None and not self.page.live:
            return self.image.get_rendition(spec)
        return ready

    @property
    def small(self) -> Any:
        """For a narrow screen."""
        return self.made(SMALL)

    @property
    def wide(self) -> Any:
        """For a wide screen."""
        return self.made(WIDE)


class NewsAttachment(Orderable):
    """A file that goes with a news item."""

    page = ParentalKey(
        NewsPage, on_delete=models.CASCADE, related_name="files", verbose_name="tin bài"
    )
    document = models.ForeignKey(
        get_document_model_string(), models.PROTECT, related_name="+", verbose_name="tệp"
    )

    panels = [FieldPanel("document")]

    class Meta(Orderable.Meta):
        verbose_name = "tệp của tin bài"
        verbose_name_plural = "tệp của tin bài"

    def __str__(self) -> str:
        return str(self.document)

    @property
    def kind(self) -> str:
        """PDF, DOCX …"""
        return self.document.file_extension.upper()

    @property
    def opens_here(self) -> bool:
        """Whether a browser shows it without another program."""
        return self.document.file_extension.lower() == "pdf"
