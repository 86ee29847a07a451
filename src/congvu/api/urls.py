"""Addresses of the API, of its description, and of the page of one's tokens."""

from django.urls import path, re_path

from congvu.api import hook_pages, views
from congvu.api.service import PREFIX, patterns

app_name = "api"

urlpatterns = [
    path(f"{PREFIX}/openapi.json", views.openapi, name="openapi"),
    path(f"{PREFIX}/docs", views.docs, name="docs"),
    path("tai-khoan/ma-truy-cap/", views.token_list, name="token_list"),
    path("tai-khoan/ma-truy-cap/<int:pk>/thu-hoi/", views.token_revoke, name="token_revoke"),
    path("tai-khoan/dia-chi-nhan/", hook_pages.webhook_list, name="webhook_list"),
    path(
        "tai-khoan/dia-chi-nhan/<int:pk>/<slug:verb>/", hook_pages.webhook_verb, name="webhook_verb"
    ),
    *patterns(),
    re_path(rf"^{PREFIX}/.*$", views.unknown, name="unknown"),
]
