from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "congvu.procedures"
    verbose_name = "Thủ tục hành chính"
