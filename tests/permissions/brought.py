"""Lists of another system at site 7, one at each step on which somebody may press something."""

from typing import Any

from seibi.contexts.partners import facade as partners
from seibi.contexts.partners.tests import files
from tests.world import NOON, sora


def brought() -> dict[str, Any]:
    """Files at each step on which somebody may press something."""
    writing = files.checked(files.CARS.replace("00123", "").replace("00124", ""), kind="vehicles")
    partners.apply_import(run_id=writing, actor=sora(), at=NOON)
    return {
        "list": files.start(files.CUSTOMERS + "1,A,,,a@example.org\r\n"),
        "checked": files.checked(files.CUSTOMERS + "1,B,,,b@example.org\r\n"),
        "written": files.applied(files.CUSTOMERS + "1,C,,,c@example.org\r\n"),
        "writing": writing,
        "kind": "customers",
    }
