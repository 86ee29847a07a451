from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "congvu.evidence"
    verbose_name = "Tài liệu minh chứng"

    def ready(self) -> None:
        from congvu.core.registry import register_check
        from congvu.evidence.integrity import verify_files

        register_check("evidence.files", verify_files)
