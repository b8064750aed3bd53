"""Which rules hold at a workshop: its own, else those of the house."""

from dataclasses import replace

from seibi.contexts.care.contracts import RuleInfo, RuleKind
from seibi.contexts.care.domain.rules import DEFAULTS
from seibi.contexts.care.models import Rule


def rules_at(node: str) -> dict[RuleKind, RuleInfo]:
    """Every rule as it holds at a workshop, what weighs most first. One query."""
    changed = {RuleKind(row.kind): row for row in Rule.objects.filter(owner_node=node)}
    found = [
        _info(rule, changed[kind]) if kind in changed else rule for kind, rule in DEFAULTS.items()
    ]
    return {rule.kind: rule for rule in sorted(found, key=lambda rule: (rule.priority, rule.kind))}


def _info(rule: RuleInfo, row: Rule) -> RuleInfo:
    return replace(
        rule,
        active=row.active,
        after_days=row.after_days,
        window_days=row.window_days,
        cap_days=row.cap_days,
        priority=row.priority,
        per_day=row.per_day,
        version=row.version,
    )
