"""Which account a record belongs to, which records are one person, and who looked at them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from seibi.contexts.customers.models.record import Customer, CustomerPartQuerySet
from seibi.kernel.rows import OwnedRow


class AccountLink(OwnedRow):
    """An account claimed this record by its own act; ended by ``until_at``, never deleted."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="account_links")
    proved_by = models.CharField(max_length=40)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    objects = CustomerPartQuerySet["AccountLink"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "customer"],
                condition=Q(until_at=None),
                name="account_link_once",
            )
        ]


class MergeAlias(OwnedRow):
    """``customer`` is read as ``survivor`` while ``undone_at`` is empty; nothing else moves."""

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="aliases")
    survivor = models.ForeignKey(Customer, models.PROTECT, related_name="absorbed")
    merged_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    objects = CustomerPartQuerySet["MergeAlias"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer"], condition=Q(undone_at=None), name="one_survivor"
            ),
            models.CheckConstraint(
                name="nobody_is_their_own_alias", condition=~Q(customer=F("survivor"))
            ),
        ]


class CustomerRead(OwnedRow):
    """Somebody looked at a customer's page; the person may see this list."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    account_id = models.CharField(max_length=64)
    page = models.CharField(max_length=40)
    read_at = models.DateTimeField()

    objects = CustomerPartQuerySet["CustomerRead"].as_manager()

    class Meta:
        indexes = [models.Index(fields=["customer", "-read_at"], name="reads_of_customer")]
