from django.apps import AppConfig


class FaultsConfig(AppConfig):
    name = "tests.faults.site"
    label = "faults"

    def ready(self) -> None:
        from tests.faults.site import readers  # noqa: F401
