from django.apps import AppConfig


class CriteriaConfig(AppConfig):
    name = "congvu.criteria"
    verbose_name = "Bộ tiêu chí"
