from django.urls import path

from congvu.criteria import views

app_name = "criteria"

urlpatterns = [
    path("", views.library_list, name="library_list"),
    path("tai-len/", views.version_upload, name="version_upload"),
    path("<int:pk>/", views.version_detail, name="version_detail"),
    path("<int:pk>/in/", views.version_print, name="version_print"),
    path("<int:pk>/excel/", views.version_excel, name="version_excel"),
    path("<int:pk>/yaml/", views.version_source, name="version_source"),
    path("<int:pk>/so-sanh/", views.version_diff, name="version_diff"),
    path("<int:pk>/chap-nhan/", views.version_accept, name="version_accept"),
    path("<int:pk>/bo/", views.version_discard, name="version_discard"),
]
