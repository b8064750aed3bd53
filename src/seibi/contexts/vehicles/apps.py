from django.apps import AppConfig


class VehiclesConfig(AppConfig):
    name = "seibi.contexts.vehicles"
    label = "vehicles"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        from seibi.contexts.vehicles import privacy
        from seibi.contexts.vehicles.queries import cars
        from seibi.kernel import ports

        autodiscover_modules("readers")
        privacy.register()
        ports.records.register("vehicle", cars.named)
