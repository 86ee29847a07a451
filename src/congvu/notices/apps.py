from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "congvu.notices"
    verbose_name = "Thông báo"
