from django.apps import AppConfig


class PartsConfig(AppConfig):
    name = "seibi.contexts.parts"
    label = "parts"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        autodiscover_modules("readers")
