from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "congvu.organizations"
    verbose_name = "Tổ chức, cán bộ"

    def ready(self) -> None:
        from congvu.core import registry
        from congvu.core.search import register_search
        from congvu.legal.registry import register_keepers
        from congvu.organizations import policies, search

        registry.register_administrator(policies.may_manage_people)
        registry.register_log_reader(policies.may_see_log)
        register_keepers(policies.may_manage_units)
        register_search("Đơn vị", search.units)
        register_search("Cán bộ", search.people)
