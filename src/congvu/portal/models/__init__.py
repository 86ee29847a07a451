"""Pages of the public site, the life of a news item, decisions on where one files."""

from congvu.portal.models.filing import FilingDecision
from congvu.portal.models.item import NewsItem
from congvu.portal.models.news import NewsAttachment, NewsCategory, NewsPage, NewsPhoto
from congvu.portal.models.site import NewsIndex, PortalHome

__all__ = [
    "FilingDecision",
    "NewsAttachment",
    "NewsCategory",
    "NewsIndex",
    "NewsItem",
    "NewsPage",
    "NewsPhoto",
    "PortalHome",
]
