from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "congvu.inspections"
    verbose_name = "Kiểm tra CCHC"
