"""Every address of campaigns, one list per topic."""

app_name = "inspections"

urlpatterns: list = []
