"""What a customer agreed to: consents, and who may say yes for them."""

from django.db import models
from django.db.models import F, Q

from seibi.contexts.customers.contracts import ConsentSource, ContactKind, ContactPurpose
from seibi.contexts.customers.models.record import Customer, CustomerPartQuerySet
from seibi.kernel.rows import OwnedRow


class Consent(OwnedRow):
    """One yes or no, with the words that were shown; appended, never changed."""

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=12, choices=[(p.value, p.value) for p in ContactPurpose])
    channel = models.CharField(max_length=10, choices=[(k.value, k.value) for k in ContactKind])
    given = models.BooleanField()
    text_version = models.CharField(max_length=20)
    text = models.TextField()
    source = models.CharField(max_length=12, choices=[(s.value, s.value) for s in ConsentSource])
    said_at = models.DateTimeField()

    objects = CustomerPartQuerySet["Consent"].as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["customer", "purpose", "channel", "-said_at"], name="consent_latest"
            )
        ]


class Authoriser(OwnedRow):
    """A person who may say yes to work for a customer, up to an amount; no amount is no limit."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="authorisers")
    person = models.ForeignKey(Customer, models.PROTECT, related_name="+")
    limit_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    limit_currency = models.CharField(max_length=3, blank=True)

    objects = CustomerPartQuerySet["Authoriser"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "person"], name="authoriser_once"),
            models.CheckConstraint(
                name="limit_with_currency",
                condition=Q(limit_amount=None) | ~Q(limit_currency=""),
            ),
            models.CheckConstraint(
                name="nobody_authorises_for_themselves_by_row",
                condition=~Q(customer=F("person")),
            ),
        ]
