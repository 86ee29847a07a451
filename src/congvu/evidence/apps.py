from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "congvu.evidence"
    verbose_name = "Tài liệu minh chứng"

    def ready(self) -> None:
        from congvu.core.registry import register_check
        from congvu.core.search import register_search
        from congvu.evidence.integrity import verify_files
        from congvu.evidence.search import items

        register_check("evidence.files", verify_files)
        register_search("Tài liệu minh chứng", items)
