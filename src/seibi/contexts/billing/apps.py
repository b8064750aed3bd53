from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "seibi.contexts.billing"
    label = "billing"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        from seibi.contexts.billing.queries import found, invoices
        from seibi.kernel import ports

        autodiscover_modules("readers")
        ports.records.register("invoice", invoices.named)
        ports.still_wanted.register("invoice", invoices.is_still_wanted)
        ports.open_matters.register("billing", found.open_matters)
