from django.urls import path

from congvu.core import job_pages, log_pages, outbox_pages, styleguide, views

app_name = "core"

urlpatterns = [
    path("hop-thu/", outbox_pages.outbox, name="outbox"),
    path("cong-viec/", job_pages.job_list, name="job_list"),
    path("cong-viec/<int:pk>/", job_pages.job_progress, name="job_progress"),
    path("cong-viec/<int:pk>/thu-lai/", job_pages.job_retry, name="job_retry"),
    path("", views.system, name="system"),
    path("nhat-ky/", log_pages.log_list, name="log_list"),
    path("kiem-tra-toan-bo/", log_pages.verify_start, name="verify_start"),
    path("kiem-tra-toan-bo/<int:pk>/", log_pages.verify_detail, name="verify_detail"),
    path("giao-dien/", styleguide.styleguide, name="styleguide"),
    path("giao-dien/in/", styleguide.print_sheet, name="styleguide_print"),
]
