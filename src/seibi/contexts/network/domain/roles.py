"""Which role may do what. One reviewed table; nobody grants a permission outside it.

A permission is named "context.verb". A role is granted at a node and reaches everything below;
money limits are set per grant, within the ceilings of ``DEFAULT_LIMITS``.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from seibi.contexts.network.contracts import Role

_SEE_THE_DAY = frozenset(
    {
        "network.see",
        "customers.see",
        "vehicles.see",
        "catalogue.see",
        "parts.see",
        "workshop.see",
        "booking.see",
        "work_orders.see",
        "tasks.see",
    }
)
_BOOK = frozenset({"booking.book", "booking.arrive", "customers.edit", "vehicles.edit"})
_RECEIVE = frozenset(
    {
        "work_orders.receive",
        "workshop.lend",
        "work_orders.estimate",
        "work_orders.authorise",
        "work_orders.deliver",
        "billing.see",
        "billing.issue",
        "billing.discount",
        "payments.see",
        "payments.take",
        "messaging.see",
        "messaging.retry",
        "quality.see",
        "quality.call_back",
        "support.answer",
        "support.register",
        "care.see",
        "care.call",
        "sales.hint",
    }
)
_CASH = frozenset(
    {
        "billing.see",
        "billing.issue",
        "billing.credit",
        "billing.put_on_account",
        "billing.discount",
        "payments.see",
        "payments.take",
        "payments.refund",
        "payments.close",
        "quality.see",
    }
)
_LEAD = frozenset(
    {
        "workshop.plan",
        "workshop.overbook",
        "workshop.manage",
        "booking.manage",
        "work_orders.plan",
        "work_orders.undo",
        "work_orders.inspect",
        "network.manage",
        "network.grant",
        "catalogue.edit",
        "parts.manage",
        "billing.release_unpaid",
        "billing.decide_discount",
        "billing.set_terms",
        "payments.reopen",
        "customers.merge",
        "customers.export",
        "vehicles.import",
        "quality.lead",
        "partners.import",
        "quality.see",
        "messaging.see",
        "support.see",
        "support.decide",
        "support.set_up",
        "care.plan",
        "sales.sell",
    }
)

_SHARE_THE_WORK = frozenset({"tasks.see", "tasks.do"})

PERMISSIONS: Mapping[Role, frozenset[str]] = {
    Role.OWNER: frozenset(),  # owners reach what is theirs by person, never by node
    Role.BRINGER: frozenset(),
    Role.CR: _SEE_THE_DAY
    | _BOOK
    | _SHARE_THE_WORK
    | {
        "messaging.see",
        "messaging.retry",
        "quality.see",
        "quality.call_back",
        "support.register",
        "care.see",
        "care.call",
        "sales.hint",
    },
    Role.ADVISOR: _SEE_THE_DAY | _BOOK | _RECEIVE | _SHARE_THE_WORK,
    Role.CONTROLLER: _SEE_THE_DAY
    | _BOOK
    | _SHARE_THE_WORK
    | {
        "workshop.plan",
        "workshop.overbook",
        "workshop.lend",
        "work_orders.plan",
        "work_orders.work",
    },
    Role.TECHNICIAN: _SEE_THE_DAY
    | _SHARE_THE_WORK
    | {"work_orders.work", "work_orders.inspect", "booking.move_cars"},
    Role.PARTS_CLERK: _SEE_THE_DAY
    | _SHARE_THE_WORK
    | {"parts.issue", "parts.manage", "work_orders.issue_parts"},
    Role.CASHIER: _SEE_THE_DAY | _SHARE_THE_WORK | _CASH,
    Role.SALES: _SHARE_THE_WORK
    | {
        "network.see",
        "customers.see",
        "customers.edit",
        "vehicles.see",
        "work_orders.follow",
        "sales.sell",
    },
    Role.SERVICE_MANAGER: _SEE_THE_DAY
    | _BOOK
    | _RECEIVE
    | _CASH
    | _LEAD
    | _SHARE_THE_WORK
    | {
        "work_orders.work",
        "work_orders.issue_parts",
        "parts.issue",
        "booking.move_cars",
    },
    Role.LOCAL_LEADER: _SEE_THE_DAY
    | _SHARE_THE_WORK
    | {
        "quality.see",
        "quality.lead",
        "quality.call_back",
        "billing.see",
        "billing.decide_discount",
        "messaging.see",
        "support.see",
        "support.decide",
        "support.register",
        "support.set_up",
        "care.see",
    },
    Role.REGIONAL_LEADER: frozenset(
        {"network.see", "workshop.see", "quality.see", "support.see", "support.decide"}
    ),
    Role.HEAD_OFFICE: frozenset(
        {
            "network.see",
            "vehicles.see",
            "payments.see",
            "quality.see",
            "support.see",
            "support.decide",
        }
    ),
    Role.AUDITOR: _SEE_THE_DAY
    | {
        "billing.see",
        "payments.see",
        "quality.see",
        "messaging.see",
        "network.audit",
        "support.see",
        "care.see",
    },
    Role.ADMINISTRATOR: frozenset(
        {"network.see", "network.manage", "network.grant", "vehicles.import"}
    ),
}

# share of the bill that a role may give away, and money it may release without payment
DEFAULT_LIMITS: Mapping[Role, Mapping[str, Decimal]] = {
    Role.ADVISOR: {"discount_percent": Decimal(5)},
    Role.CASHIER: {
        "discount_percent": Decimal(0),
        "refund": Decimal(50_000),
        "on_account": Decimal(200_000),
    },
    Role.SERVICE_MANAGER: {
        "discount_percent": Decimal(20),
        "goodwill": Decimal(100_000),
        "refund": Decimal(500_000),
        "on_account": Decimal(2_000_000),
    },
    Role.LOCAL_LEADER: {"discount_percent": Decimal(30), "goodwill": Decimal(500_000)},
    Role.REGIONAL_LEADER: {"goodwill": Decimal(1_000_000)},
    Role.HEAD_OFFICE: {"goodwill": Decimal(3_000_000)},
}

SECOND_FACTOR = frozenset(
    {
        Role.SERVICE_MANAGER,
        Role.LOCAL_LEADER,
        Role.REGIONAL_LEADER,
        Role.HEAD_OFFICE,
        Role.AUDITOR,
        Role.ADMINISTRATOR,
        Role.CASHIER,
    }
)


def permissions_of(role: Role) -> frozenset[str]:
    """What a role permits; nothing for a role that is not in the table."""
    return PERMISSIONS.get(role, frozenset())


def every_permission() -> frozenset[str]:
    """All permission names that any role has."""
    return frozenset().union(*PERMISSIONS.values())


def works_on_cars(roles: Iterable[str]) -> bool:
    """Whether one of these roles puts hands on cars."""
    return any("work_orders.work" in permissions_of(Role(role)) for role in roles)
