from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "seibi.contexts.messaging"
    label = "messaging"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        autodiscover_modules("readers")
