"""Every address of campaigns, one list per topic."""

from congvu.inspections.urls.matrix import matrix_urls

app_name = "inspections"

urlpatterns = [*matrix_urls]
