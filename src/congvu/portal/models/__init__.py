"""Pages of the public site and the life of a news item."""

from congvu.portal.models.item import NewsItem
from congvu.portal.models.news import NewsAttachment, NewsCategory, NewsPage, NewsPhoto
from congvu.portal.models.site import NewsIndex, PortalHome

__all__ = [
    "NewsAttachment",
    "NewsCategory",
    "NewsIndex",
    "NewsItem",
    "NewsPage",
    "NewsPhoto",
    "PortalHome",
]
