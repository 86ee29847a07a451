from django.urls import path

from congvu.notices import views

app_name = "notices"

urlpatterns = [
    path("", views.notice_list, name="notice_list"),
    path("da-doc/", views.notice_read_all, name="notice_read_all"),
    path("ban-tin/", views.digest_print, name="digest_print"),
    path("nhac-viec/", views.reminder_list, name="reminder_list"),
    path("<int:pk>/mo/", views.notice_open, name="notice_open"),
    path("dot/<int:pk>/", views.batch_detail, name="batch_detail"),
    path("dot/<int:pk>/thuc-hien/", views.batch_act, name="batch_act"),
]
