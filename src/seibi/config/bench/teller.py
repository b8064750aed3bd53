"""Tells that a board was touched, some times, and prints when each change was committed."""

import sys
import threading
import time

from seibi.config.bench.front import BoardTouched
from seibi.kernel import clock
from seibi.kernel.actor import SYSTEM
from seibi.kernel.journal.tell import tell

from django.db import connection, transaction  # isort: skip - after Django was set up


def touch(board: str, number: int) -> None:
    """One change, as an operation would make it."""
    event = BoardTouched(board, number)
    tell(event, actor=SYSTEM, at=clock.now(), subject=f"bench:{board}", owner_node="/")


def sit_on_a_transaction(seconds: float) -> None:
    """A change that takes its time before it is committed."""
    with transaction.atomic():
        touch("another", 1)
        time.sleep(seconds)
    connection.close()


def main(board: str, times: int, gap: float, long: float) -> None:
    if long:
        threading.Thread(target=sit_on_a_transaction, args=(long,)).start()
        time.sleep(0.2)
    for number in range(1, times + 1):
        with transaction.atomic():
            touch(board, number)
        sys.stdout.write(f"{number} {time.time()}\n")
        sys.stdout.flush()
        time.sleep(gap)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4]))
