from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "congvu.assessments"
    verbose_name = "Phiếu đánh giá"
