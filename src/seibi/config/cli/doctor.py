"""`seibi doctor`: looks at what an installation needs and says in sentences what is wrong."""

import json
from collections.abc import Callable, Iterator

from seibi.config.cli import machine_checks
from seibi.config.cli.findings import Finding, Verdict, wrong
from seibi.config.database.places import DatabaseUnavailable

Check = Callable[[], Iterator[Finding]]


def examine(*, as_json: bool = False) -> int:
    """Print every finding; 1 when something is wrong, else 0."""
    bad = 0
    for finding in findings():
        print(json.dumps(finding.as_dict(), ensure_ascii=False) if as_json else finding)
        bad += finding.verdict is Verdict.WRONG
    if as_json:
        return 1 if bad else 0
    print("\nEverything that must work does." if not bad else f"\n{bad} thing(s) to put right.")
    return 1 if bad else 0


def findings() -> Iterator[Finding]:
    """The machine first, then the database, then what depends on it."""
    for check in machine_checks.CHECKS:
        yield from _surely(check)
    try:
        from seibi.config.processes.setup import prepare

        prepare(as_owner=True)
        from seibi.config.cli import database_checks
    except DatabaseUnavailable as error:
        yield wrong("database", str(error), "The journal, jobs and pages need it; nothing runs.")
        return
    except Exception as error:
        yield wrong("settings", f"Seibi cannot be set up: {error}")
        return
    for check in database_checks.CHECKS:
        yield from _surely(check)


def _surely(check: Check) -> Iterator[Finding]:
    try:
        yield from check()
    except Exception as error:
        yield wrong(check.__name__.replace("_", " "), f"{type(error).__name__}: {error}")
