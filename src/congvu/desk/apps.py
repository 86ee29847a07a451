from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "congvu.desk"
    verbose_name = "Việc cần xử lý"

    def ready(self) -> None:
        """A list to try the import with, where this is a showroom."""
        from django.conf import settings
        from django.urls import reverse

        from congvu.dossiers import registry

        registry.register_sample(lambda: reverse("desk:sample_list") if settings.DEMO else "")
