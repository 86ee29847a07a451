from django.apps import AppConfig


class ApplicantsConfig(AppConfig):
    name = "congvu.applicants"
    verbose_name = "Người nộp hồ sơ"
