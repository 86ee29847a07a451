from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    name = "congvu.petitions"
    verbose_name = "Phản ánh, kiến nghị"
