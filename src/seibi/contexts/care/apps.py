from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "seibi.contexts.care"
    label = "care"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        autodiscover_modules("readers")
