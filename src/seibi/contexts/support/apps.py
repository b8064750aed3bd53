from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "seibi.contexts.support"
    label = "support"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        from seibi.contexts.support import privacy

        autodiscover_modules("readers")
        privacy.register()
