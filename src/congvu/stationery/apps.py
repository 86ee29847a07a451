from django.apps import AppConfig


class StationeryConfig(AppConfig):
    name = "congvu.stationery"
    verbose_name = "Mẫu văn bản"
