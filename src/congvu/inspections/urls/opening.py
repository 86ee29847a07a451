"""Campaigns outside the plan; the steps of any campaign."""

from django.urls import path

from congvu.inspections.views import old, opening

opening_urls = [
    path("mo-dot/", opening.inspection_add, name="inspection_add"),
    path("nhap-dot-cu/", old.old_import, name="old_import"),
    path("<int:pk>/kiem-tra-lai/", opening.follow_up_add, name="follow_up_add"),
    path("<int:pk>/cac-buoc/", opening.inspection_steps, name="inspection_steps"),
]
