"""Give committed entries their place in line. Everyone reads by ``pos``, never by time."""

from django.db import connection, transaction

CHANNEL = "seibi_journal"
SEQUENCER = "sequencer"

_NUMBER_THE_WAITING = """
WITH waiting AS (
    SELECT id, recorded_at, row_number() OVER (ORDER BY recorded_at, id) AS place
    FROM (SELECT id, recorded_at FROM journal_entry WHERE pos IS NULL
          ORDER BY recorded_at, id LIMIT %(limit)s) AS oldest
)
UPDATE journal_entry AS entry SET pos = %(last)s + waiting.place
FROM waiting WHERE entry.id = waiting.id AND entry.recorded_at = waiting.recorded_at
"""


@transaction.atomic
def assign_positions(limit: int = 500) -> int:
    """Number the waiting entries, oldest first and without gaps; how many there were.

    One at a time: the sequencer's own row is locked, so a position is never given below one that
    a reader may have seen. Listeners are told once per batch.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM journal_entry WHERE pos IS NULL)")
        if not cursor.fetchone()[0]:
            return 0
        last = _locked_last_position()
        cursor.execute(_NUMBER_THE_WAITING, {"limit": limit, "last": last})
        numbered = int(cursor.rowcount)
        cursor.execute(
            "UPDATE journal_position SET pos = %s WHERE name = %s", [last + numbered, SEQUENCER]
        )
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(last + numbered)])
    return numbered


def _locked_last_position() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_position (name, pos) VALUES (%s, 0) ON CONFLICT DO NOTHING",
            [SEQUENCER],
        )
        cursor.execute("SELECT pos FROM journal_position WHERE name = %s FOR UPDATE", [SEQUENCER])
        return int(cursor.fetchone()[0])
