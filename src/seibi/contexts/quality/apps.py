from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "seibi.contexts.quality"
    label = "quality"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        from seibi.contexts.quality.queries import surveys
        from seibi.kernel import ports

        autodiscover_modules("readers")
        ports.still_wanted.register("survey", surveys.is_still_wanted)
