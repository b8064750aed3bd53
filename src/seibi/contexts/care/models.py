"""Contacts with people, why they are made, what was tried, and rules that a workshop changed."""

from typing import Self

from django.db import models
from django.db.models import Q

from seibi.contexts.care.contracts import SEE, ContactState, Outcome, Refusal, RollReason, RuleKind
from seibi.contexts.care.labels import OUTCOME_LABELS, REFUSAL_LABELS, ROLL_LABELS, RULE_LABELS
from seibi.contexts.care.labels import STATE_LABELS as STATES
from seibi.kernel.actor import Actor
from seibi.kernel.rows import OwnedRow, Row, under


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(under(*actor.nodes(SEE)))

    def locked(self) -> Self:
        """Lock in primary-key order, so two operations can never wait for each other."""
        return self.order_by("pk").select_for_update(of=("self",))

    def unfinished(self) -> Self:
        return self.exclude(state=ContactState.DONE)


class Contact(OwnedRow):
    """One person (with their household) whom a workshop gets in touch with, for all its reasons."""

    site_id = models.UUIDField()
    customer_id = models.UUIDField()
    state = models.CharField(max_length=12, choices=STATES, default=ContactState.OPEN)
    due_on = models.DateField()
    call_at = models.DateTimeField(null=True)
    rolled = models.PositiveSmallIntegerField(default=0)
    roll_reason = models.CharField(max_length=20, choices=ROLL_LABELS, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    taken_by = models.UUIDField(null=True)
    taken_at = models.DateTimeField(null=True)
    written_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, choices=OUTCOME_LABELS, blank=True)
    refusal = models.CharField(max_length=20, choices=REFUSAL_LABELS, blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["site_id", "state", "due_on"], name="care_contact_of_the_day"),
            models.Index(fields=["customer_id", "-opened_at"], name="care_contact_by_customer"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["customer_id"],
                condition=~Q(state=ContactState.DONE),
                name="care_one_person_one_contact",
            ),
            models.CheckConstraint(
                name="care_contact_state_known", condition=Q(state__in=list(ContactState))
            ),
            models.CheckConstraint(
                name="care_contact_done_with_an_outcome",
                condition=Q(state=ContactState.DONE, closed_at__isnull=False)
                & Q(outcome__in=list(Outcome))
                | ~Q(state=ContactState.DONE) & Q(closed_at=None, outcome=""),
            ),
            models.CheckConstraint(
                name="care_roll_reason_known",
                condition=Q(roll_reason="") | Q(roll_reason__in=list(RollReason)),
            ),
            models.CheckConstraint(
                name="care_refusal_known",
                condition=Q(refusal="") | Q(refusal__in=list(Refusal)),
            ),
        ]

    @property
    def subject(self) -> str:
        return f"care_contact:{self.pk}"


class Reason(Row):
    """Why: the rule and its version, the car or visit, and the facts as they were found."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="reasons")
    kind = models.CharField(max_length=16, choices=RULE_LABELS)
    rule_version = models.PositiveIntegerField(default=0)
    customer_id = models.UUIDField()
    vehicle_id = models.UUIDField(null=True)
    about = models.CharField(max_length=120)
    facts = models.JSONField(default=dict)
    anchor_on = models.DateField()
    until_on = models.DateField()
    found_on = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["found_on", "id"]
        indexes = [models.Index(fields=["kind", "about"], name="care_reason_by_fact")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about"], condition=Q(ended_at=None), name="care_reason_once"
            ),
            models.CheckConstraint(
                name="care_reason_kind_known", condition=Q(kind__in=list(RuleKind))
            ),
        ]


class Try(Row):
    """One attempt, or one answer of the owner; written once."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="attempts")
    outcome = models.CharField(max_length=16, choices=OUTCOME_LABELS)
    refusal = models.CharField(max_length=20, choices=REFUSAL_LABELS, blank=True)
    note = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    next_on = models.DateField(null=True)

    class Meta:
        ordering = ["made_at", "id"]


class Rule(OwnedRow):
    """A rule as one workshop wants it; without a row the rule of the house holds."""

    kind = models.CharField(max_length=16, choices=RULE_LABELS)
    active = models.BooleanField()
    after_days = models.SmallIntegerField()
    window_days = models.PositiveSmallIntegerField()
    cap_days = models.PositiveSmallIntegerField()
    priority = models.PositiveSmallIntegerField()
    per_day = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner_node", "kind"], name="care_rule_once_per_site"),
            models.CheckConstraint(
                name="care_rule_kind_known", condition=Q(kind__in=list(RuleKind))
            ),
        ]


class ListRun(OwnedRow):
    """When the list of a workshop was computed last."""

    site_id = models.UUIDField(unique=True)
    day = models.DateField()
    computed_at = models.DateTimeField()
