from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "seibi.contexts.tasks"
    label = "tasks"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        from seibi.contexts.tasks.queries import beside
        from seibi.kernel import ports

        autodiscover_modules("readers")
        ports.beside.register("tasks", beside.offers)
