"""The product's front as in `seibi up`, with the bare page and one live topic added to it."""

import asyncio
import sys
from dataclasses import dataclass
from typing import Any, ClassVar

from seibi.config.processes.setup import prepare

prepare()

from django.db import connection  # noqa: E402

from seibi.config.bench.bare import BareHandler  # noqa: E402
from seibi.config.processes import web  # noqa: E402
from seibi.kernel.journal.events import Event  # noqa: E402
from seibi.kernel.journal.models import Entry  # noqa: E402
from seibi.kernel.live.topics import live_topic  # noqa: E402

ROWS = 60  # of about 130 bytes: a board's worth


@dataclass(frozen=True, slots=True)
class BoardTouched(Event):
    """Something moved on the board of the benchmark; `sent` is when its change was committed."""

    name: ClassVar[str] = "bench.board_touched.v1"

    board: str
    number: int


def key_of(event: BoardTouched, entry: Entry) -> str:
    return event.board


def may_see(actor: object, key: str) -> bool:
    return True


@live_topic("bench", hears=(BoardTouched,), may_see=may_see, key_of=key_of)
def render(key: str, language: str) -> str:
    """As large as a real board, and as fresh: it asks the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT max((payload->>'number')::int) FROM journal_entry"
            " WHERE name = %s AND subject = %s",
            [BoardTouched.name, f"bench:{key}"],
        )
        (number,) = cursor.fetchone()
    row = '<div class="job" data-id="{0}"><b>品川 300 さ 12-34</b> <span>{0:05d}</span></div>'
    return f"<p>#{number or 0}#</p>" + "".join(row.format(index) for index in range(ROWS))


def pages_and_bare() -> Any:
    """The product's pages, and beside them the bare one."""
    pages, bare = web.pages(), web.in_threads(BareHandler())

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        await (bare if scope.get("path") == "/bare/" else pages)(scope, receive, send)

    return answer


if __name__ == "__main__":
    asyncio.run(web.serve(sys.argv[1], int(sys.argv[2]), others=pages_and_bare()))
