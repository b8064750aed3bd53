from django.apps import AppConfig


class WorkshopConfig(AppConfig):
    name = "seibi.contexts.workshop"
    label = "workshop"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        autodiscover_modules("readers")
