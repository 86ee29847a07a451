"""The draft news item: read with its sources, printed, taken along."""

from django.urls import path

from congvu.inspections.views import article

article_urls = [
    path("<int:pk>/tin-bai/", article.article_page, name="article"),
    path("<int:pk>/tin-bai/in/", article.article_print, name="article_print"),
    path("<int:pk>/tin-bai/tai-ve/", article.article_file, name="article_file"),
]
