"""What an owner said once for every visit: how far work may go without asking, and then whom."""

from django.db import models
from django.db.models import Q

from seibi.contexts.customers.contracts import ConsentSource, HowToAsk
from seibi.contexts.customers.models.record import Customer, CustomerPartQuerySet
from seibi.kernel.rows import OwnedRow


class StandingInstruction(OwnedRow):
    """One saying of it with its proof; the next one ends it, and nothing else of it changes."""

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="standing")
    limit_amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    limit_currency = models.CharField(max_length=3, blank=True)
    second_name = models.CharField(max_length=120, blank=True)
    second_phone = models.CharField(max_length=30, blank=True)
    second_email = models.CharField(max_length=254, blank=True)
    no_used_parts = models.BooleanField(default=False)
    keep_old_parts = models.BooleanField(default=False)
    ask_by = models.CharField(max_length=8, choices=[(h.value, h.value) for h in HowToAsk])
    note = models.CharField(max_length=300, blank=True)
    who = models.CharField(max_length=120)
    source = models.CharField(max_length=12, choices=[(s.value, s.value) for s in ConsentSource])
    evidence = models.ForeignKey("evidence.EvidenceRecord", models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = CustomerPartQuerySet["StandingInstruction"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer"],
                condition=Q(ended_at=None),
                name="one_valid_standing_instruction",
            ),
            models.CheckConstraint(
                name="standing_limit_above_zero_with_currency",
                condition=Q(limit_amount=None, limit_currency="")
                | (Q(limit_amount__gt=0) & ~Q(limit_currency="")),
            ),
            models.CheckConstraint(name="standing_is_somebodys_word", condition=~Q(who="")),
        ]
