from django.apps import AppConfig


class TradeClockConfig(AppConfig):
    name = "seibi.kernel.trade_clock"
    label = "trade_clock"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from seibi.kernel import clock
        from seibi.kernel.trade_clock.rate import stored_rate

        clock.follow(stored_rate)
