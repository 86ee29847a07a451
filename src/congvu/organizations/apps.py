from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "congvu.organizations"
    verbose_name = "Tổ chức, cán bộ"

    def ready(self) -> None:
        from congvu.core import registry
        from congvu.legal.registry import register_keepers
        from congvu.organizations import policies

        registry.register_administrator(policies.may_manage_people)
        registry.register_log_reader(policies.may_see_log)
        register_keepers(policies.may_manage_units)
