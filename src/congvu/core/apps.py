from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "congvu.core"
    verbose_name = "Nền tảng"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        from congvu.core import checks, guards, key_lookup, search_tables  # noqa: F401

        register(checks.database_settings, Tags.database)
        register(checks.log_guards, Tags.database)
        post_migrate.connect(guards.after_migrate, sender=self, dispatch_uid="core.guards")
        post_migrate.connect(search_tables.after_migrate, sender=self, dispatch_uid="core.search")
        autodiscover_modules("tasks")
