"""The one order of contexts, top to bottom: calls go down this list, facts go anywhere."""

from importlib.util import find_spec

ORDER = (
    "partners",
    "quality",
    "care",
    "sales",
    "support",
    "billing",
    "work_orders",
    "booking",
    "workshop",
    "payments",
    "diagnosis",
    "catalogue",
    "parts",
    "messaging",
    "tasks",
    "vehicles",
    "customers",
    "network",
)

SURFACES = {  # folder -> where it is mounted
    "sign_in": "sign-in/",
    "owner": "my/",
    "desk": "desk/",
    "shop_floor": "floor/",
    "search": "search/",
    "manager": "manager/",
    "leader": "leader/",
    "home": "",
}

KERNEL_APPS = (
    "accounts",
    "trade_clock",
    "journal",
    "idempotency",
    "files",
    "evidence",
    "search",
    "links",
)


def exists(module: str) -> bool:
    """Whether this part of the house has been built (an installation may leave rooms out)."""
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def installed_apps() -> list[str]:
    """Every Django app of the house, kernel first, then contexts from the bottom up."""
    kernel = [f"seibi.kernel.{name}" for name in KERNEL_APPS]
    contexts = [
        f"seibi.contexts.{n}" for n in reversed(ORDER) if exists(f"seibi.contexts.{n}.apps")
    ]
    surfaces = [f"seibi.surfaces.{n}" for n in SURFACES if exists(f"seibi.surfaces.{n}")]
    return [*kernel, *contexts, *surfaces]
