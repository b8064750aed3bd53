from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "seibi.contexts.partners"
    label = "partners"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        from seibi.contexts.partners import privacy

        autodiscover_modules("readers")
        privacy.register()
