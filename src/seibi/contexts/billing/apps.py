from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "seibi.contexts.billing"
    label = "billing"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        autodiscover_modules("readers")
