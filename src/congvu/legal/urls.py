from django.urls import path

from congvu.legal import views

app_name = "legal"

urlpatterns = [
    path("", views.basis_list, name="basis_list"),
    path("them/", views.basis_add, name="basis_add"),
    path("<int:pk>/", views.basis_detail, name="basis_detail"),
    path("<int:pk>/sua/", views.basis_edit, name="basis_edit"),
]
