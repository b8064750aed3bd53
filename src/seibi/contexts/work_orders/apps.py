from django.apps import AppConfig


class WorkOrdersConfig(AppConfig):
    name = "seibi.contexts.work_orders"
    label = "work_orders"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        from seibi.contexts.work_orders import privacy
        from seibi.contexts.work_orders.queries import names
        from seibi.kernel import ports

        autodiscover_modules("readers")
        privacy.register()
        ports.records.register("work_order", names.named)
