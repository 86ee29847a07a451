from django.urls import path

from congvu.core import job_pages, outbox_pages, styleguide, views

app_name = "core"

urlpatterns = [
    path("hop-thu/", outbox_pages.outbox, name="outbox"),
    path("cong-viec/", job_pages.job_list, name="job_list"),
    path("cong-viec/<int:pk>/", job_pages.job_progress, name="job_progress"),
    path("cong-viec/<int:pk>/thu-lai/", job_pages.job_retry, name="job_retry"),
    path("", views.system, name="system"),
    path("giao-dien/", styleguide.styleguide, name="styleguide"),
    path("giao-dien/in/", styleguide.print_sheet, name="styleguide_print"),
]
