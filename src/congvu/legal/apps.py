from django.apps import AppConfig


class LegalConfig(AppConfig):
    name = "congvu.legal"
    verbose_name = "Căn cứ pháp lý"
