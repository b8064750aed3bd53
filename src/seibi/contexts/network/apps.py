from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "seibi.contexts.network"
    label = "network"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        autodiscover_modules("readers")
