from django.apps import AppConfig
from django.db.models.signals import post_save, pre_save


class PortalConfig(AppConfig):
    name = "congvu.portal"
    verbose_name = "Trang thông tin điện tử"

    def ready(self) -> None:
        from wagtail.images import get_image_model
        from wagtail.models import ModelLogEntry, PageLogEntry

        from congvu.dossiers import registry as dossiers
        from congvu.inspections import registry as campaigns
        from congvu.petitions import registry as petitions
        from congvu.portal import after, offers

        post_save.connect(after.logged, sender=PageLogEntry)
        post_save.connect(after.logged, sender=ModelLogEntry)
        pre_save.connect(after.photo_saved, sender=get_image_model())
        dossiers.register_tracking_page(offers.tracking_page)
        campaigns.register_article_door(offers.article_door)
        dossiers.register_way(offers.online_way)
        dossiers.register_filer_page(offers.filer_page)
        petitions.register_sender_page(offers.sender_page)
