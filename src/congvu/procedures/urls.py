"""Addresses of the procedures."""

from django.urls import URLPattern

app_name = "procedures"

urlpatterns: list[URLPattern] = []
