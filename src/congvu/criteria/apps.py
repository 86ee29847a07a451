from django.apps import AppConfig


class CriteriaConfig(AppConfig):
    name = "congvu.criteria"
    verbose_name = "Bộ tiêu chí"

    def ready(self) -> None:
        from congvu.criteria.reading import versions_resting_on
        from congvu.legal import registry

        registry.register_dependants(versions_resting_on)
