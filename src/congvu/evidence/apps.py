from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "congvu.evidence"
    verbose_name = "Tài liệu minh chứng"
