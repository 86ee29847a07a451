from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "congvu.procedures"
    verbose_name = "Thủ tục hành chính"

    def ready(self) -> None:
        from congvu.core.measures import register_measures
        from congvu.core.search import register_search
        from congvu.evidence import registry as evidence
        from congvu.legal.registry import register_dependants
        from congvu.procedures import measures_offered, offers, registry
        from congvu.procedures.models.reading import resting_on
        from congvu.procedures.outputs import public
        from congvu.procedures.search import procedures

        offers.register_files(evidence)
        register_dependants(resting_on)
        registry.register_public(public.told, public.leaflet)
        register_search("Thủ tục hành chính", procedures)
        register_measures(measures_offered.MEASURES)
