from django.urls import path

from congvu.stationery import views

app_name = "stationery"

urlpatterns = [
    path("", views.template_list, name="template_list"),
    path("them/", views.template_add, name="template_add"),
    path("<int:pk>/", views.template_detail, name="template_detail"),
    path("<int:pk>/dung/", views.template_accept, name="template_accept"),
    path("<int:pk>/thoi-dung/", views.template_retire, name="template_retire"),
    path("<int:pk>/tep/", views.template_file, name="template_file"),
    path("<int:pk>/xem-thu/", views.template_preview, name="template_preview"),
    path("loai/<int:pk>/", views.type_edit, name="type_edit"),
]
