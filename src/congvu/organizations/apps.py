from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "congvu.organizations"
    verbose_name = "Tổ chức, cán bộ"
