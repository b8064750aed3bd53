from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "seibi.contexts.tasks"
    label = "tasks"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        autodiscover_modules("readers")
