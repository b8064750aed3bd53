"""The journal's monthly partitions; what has none yet lands in the default one and is not lost."""

import datetime as dt

from django.db import connection


def ensure_months(first: dt.date, count: int = 3) -> None:
    """Make the partitions of ``count`` months from the month of ``first`` on."""
    with connection.cursor() as cursor:
        for months in range(count):
            cursor.execute(
                "SELECT journal_month((%s::date + make_interval(months => %s))::date)",
                [first.replace(day=1), months],
            )
