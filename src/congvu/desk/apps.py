from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "congvu.desk"
    verbose_name = "Việc cần xử lý"
