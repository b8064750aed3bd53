"""`seibi import`: shows how far an import is, on one line that moves."""

import sys
from pathlib import Path

from seibi.contexts.vehicles import facade as vehicles
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM
from seibi.kernel.errors import DomainError


def recalls(path: Path) -> int:
    """Import recall campaigns; 0 when it came to its end. Stopped, it goes on where it was."""
    last = None
    try:
        for last in vehicles.import_recalls(path=path, actor=SYSTEM, at=clock.now()):
            share = f"{last.percent:5.1f} %"
            _show(f"{share}  {last.rows_read:,} of {last.rows_total:,} rows  {last.message}")
    except DomainError as refusal:
        _show("")
        print(f"seibi: {refusal.message}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Run the same command to go on from here.", file=sys.stderr)
        return 130
    print()
    return 0 if last is not None else 1


def _show(line: str) -> None:
    if sys.stdout.isatty():
        sys.stdout.write(f"\r\x1b[K{line}")
    elif line:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
