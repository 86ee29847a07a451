"""Minutes of visits."""

from django.urls import path

from congvu.inspections.views import minutes

minutes_urls = [
    path("buoi/<int:pk>/bien-ban/", minutes.minutes_detail, name="minutes_detail"),
    path("buoi/<int:pk>/bien-ban/y-kien/", minutes.minutes_opinion, name="minutes_opinion"),
    path("buoi/<int:pk>/bien-ban/in/", minutes.minutes_print, name="minutes_print"),
    path("buoi/<int:pk>/bien-ban/ky/", minutes.minutes_sign, name="minutes_sign"),
]
