from django.apps import AppConfig


class CriteriaConfig(AppConfig):
    name = "congvu.criteria"
    verbose_name = "Bộ tiêu chí"

    def ready(self) -> None:
        from congvu.core.search import register_search
        from congvu.criteria.founding import criteria_step
        from congvu.criteria.reading import versions_resting_on
        from congvu.criteria.search import criteria
        from congvu.legal import registry
        from congvu.organizations.registry import on_setup

        registry.register_dependants(versions_resting_on)
        on_setup(criteria_step)
        register_search("Tiêu chí", criteria)
