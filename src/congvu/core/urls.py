from django.urls import path

from congvu.core import styleguide, views

app_name = "core"

urlpatterns = [
    path("", views.system, name="system"),
    path("giao-dien/", styleguide.styleguide, name="styleguide"),
    path("giao-dien/in/", styleguide.print_sheet, name="styleguide_print"),
]
