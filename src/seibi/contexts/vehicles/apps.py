from django.apps import AppConfig


class VehiclesConfig(AppConfig):
    name = "seibi.contexts.vehicles"
    label = "vehicles"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        autodiscover_modules("readers")
