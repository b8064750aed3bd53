from django.apps import AppConfig


class SalesConfig(AppConfig):
    name = "seibi.contexts.sales"
    label = "sales"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        autodiscover_modules("readers")
