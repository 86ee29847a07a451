from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "congvu.dossiers"
    verbose_name = "Hồ sơ thủ tục hành chính"

    def ready(self) -> None:
        from congvu.applicants import registry as applicants
        from congvu.core.measures import register_measures
        from congvu.core.registry import register_check
        from congvu.core.reports import register_reports
        from congvu.core.search import register_search
        from congvu.dossiers import (
            measures_offered,
            offers,
            photographed,
            redating,
            registry,
            reports_offered,
            rollups,
        )
        from congvu.dossiers.on_time import on_time
        from congvu.dossiers.outputs.filed import filed, filed_slip
        from congvu.dossiers.outputs.tracking import tracked
        from congvu.evidence import registry as evidence
        from congvu.organizations.registry import on_rehearsal
        from congvu.organizations.signals import calendar_changed

        offers.register_files(evidence)
        applicants.register_readers(offers.applicants_of)
        applicants.register_others(offers.takers_for)
        applicants.register_holds(offers.still_open)
        applicants.register_keeps(offers.filed_before)
        applicants.register_others(offers.forms_of)
        photographed.register_papers(evidence)
        calendar_changed.connect(redating.calendar_changed, dispatch_uid="dossiers.redating")
        on_rehearsal(redating.rehearsed)
        registry.register_tracker(tracked)
        registry.register_on_time(on_time)
        registry.register_filed(filed, filed_slip)
        register_search("Hồ sơ", offers.found)
        register_check("dossiers.roll_ups", rollups.check_totals)
        register_reports(reports_offered.offered, reports_offered.found)
        register_measures(measures_offered.offered())
