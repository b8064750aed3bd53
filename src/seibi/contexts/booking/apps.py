from django.apps import AppConfig


class BookingConfig(AppConfig):
    name = "seibi.contexts.booking"
    label = "booking"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        from seibi.contexts.booking import privacy
        from seibi.contexts.booking.queries import people
        from seibi.kernel import ports

        autodiscover_modules("readers")
        privacy.register()
        ports.records.register("appointment", people.named)
