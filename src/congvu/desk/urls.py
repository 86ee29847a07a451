from django.urls import path

from congvu.desk.views import landing

app_name = "desk"

urlpatterns = [
    path("", landing.front, name="home"),
]
