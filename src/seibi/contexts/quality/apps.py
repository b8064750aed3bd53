from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "seibi.contexts.quality"
    label = "quality"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        autodiscover_modules("readers")
