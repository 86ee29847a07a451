from django.urls import path

from congvu.desk.views import landing, sample, search

app_name = "desk"

urlpatterns = [
    path("", landing.front, name="home"),
    path("mau/danh-sach-ho-so/", sample.sample_list, name="sample_list"),
    path("tim/", search.search, name="search"),
]
