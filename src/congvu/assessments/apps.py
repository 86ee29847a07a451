from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "congvu.assessments"
    verbose_name = "Phiếu đánh giá"

    def ready(self) -> None:
        from congvu.assessments import offers
        from congvu.evidence import registry as evidence

        offers.register(evidence)
