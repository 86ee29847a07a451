"""Findings and samples."""

from django.urls import path

from congvu.inspections.views import finding, finding_list, sample

finding_urls = [
    path("cau-tra-loi/<int:answer>/phat-hien/", finding.finding_add, name="finding_add"),
    path("phat-hien/<int:pk>/", finding.finding_detail, name="finding_detail"),
    path("phat-hien/<int:pk>/sua/", finding.finding_edit, name="finding_edit"),
    path("phat-hien/<int:pk>/xoa/", finding.finding_remove, name="finding_remove"),
    path("phat-hien/<int:pk>/lap-lai/", finding.finding_repeat, name="finding_repeat"),
    path(
        "phat-hien/<int:pk>/chi-bien-ban/",
        finding.finding_minutes_only,
        name="finding_minutes_only",
    ),
    path("phat-hien/<int:pk>/kien-nghi/", finding.recommendation_add, name="recommendation_add"),
    path("<int:pk>/phat-hien/", finding_list.finding_list, name="finding_list"),
    path("<int:pk>/phat-hien/excel/", finding_list.finding_excel, name="finding_excel"),
    path("<int:pk>/so-sanh/", finding_list.comparison, name="comparison"),
    path("buoi/<int:pk>/chon-mau/", sample.sample_add, name="sample_add"),
    path("mau-ho-so/<int:pk>/", sample.sample_detail, name="sample_detail"),
]
