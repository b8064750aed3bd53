from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "seibi.contexts.payments"
    label = "payments"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        autodiscover_modules("readers")
