from django.urls import path

from congvu.desk.views import landing, search

app_name = "desk"

urlpatterns = [
    path("", landing.front, name="home"),
    path("tim/", search.search, name="search"),
]
