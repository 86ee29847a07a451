from django.apps import AppConfig


class LegalConfig(AppConfig):
    name = "congvu.legal"
    verbose_name = "Căn cứ pháp lý"

    def ready(self) -> None:
        from congvu.core.search import register_search
        from congvu.legal.search import bases

        register_search("Căn cứ pháp lý", bases)
