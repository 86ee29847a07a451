from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    name = "congvu.petitions"
    verbose_name = "Phản ánh, kiến nghị"

    def ready(self) -> None:
        from congvu.core.measures import register_measures
        from congvu.core.search import register_search
        from congvu.evidence import registry as evidence
        from congvu.notices import registry as notices
        from congvu.organizations.registry import on_rehearsal
        from congvu.organizations.signals import calendar_changed
        from congvu.petitions import offers, redating, reminders

        offers.register_files(evidence)
        register_search("Phản ánh, kiến nghị", offers.found)
        register_measures(offers.measures_offered())
        notices.register_reminders(reminders.reminders)
        calendar_changed.connect(redating.calendar_changed, dispatch_uid="petitions.redating")
        on_rehearsal(redating.rehearsed)
