"""A process that writes lines into the journal, each in a transaction of its own, when told to.

Arguments: its name, how many lines, and for how many seconds each transaction stays open.
"""

import sys
import time

from seibi.config.processes.setup import prepare

prepare()

from django.db import transaction  # noqa: E402

from seibi.kernel import clock  # noqa: E402
from seibi.kernel.actor import SYSTEM  # noqa: E402
from seibi.kernel.journal.tell import tell  # noqa: E402
from tests.faults.site.events import LineWritten  # noqa: E402


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def write(name: str, lines: int, seconds: float) -> None:
    for number in range(1, lines + 1):
        with transaction.atomic():
            event = LineWritten(name, number)
            tell(event, actor=SYSTEM, at=clock.now(), subject=f"writer:{name}", owner_node="/")
            if number == 1:
                say("told")
            time.sleep(seconds)


say("ready")
sys.stdin.readline()
write(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
