"""The one row that says how trade time runs; without it, trade time is machine time."""

from django.db import models


class TradeClock(models.Model):
    """Trade time was ``trade_at`` at ``machine_at`` and has run at ``speed`` since."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    machine_at = models.DateTimeField()
    trade_at = models.DateTimeField()
    speed = models.FloatField(default=1.0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="trade_clock_one_row"),
            models.CheckConstraint(
                condition=models.Q(speed__gt=0), name="trade_clock_runs_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trade_at} x {self.speed}"
