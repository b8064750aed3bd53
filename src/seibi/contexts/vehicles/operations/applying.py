"""Staged recall rows become campaigns and scopes, a few thousand at a time, all in the database."""

import time
from collections.abc import Iterator
from uuid import UUID

from django.db import connection, transaction

from seibi.contexts.vehicles.domain.campaigns import CENTURY_TURN, KINDS
from seibi.contexts.vehicles.models.imports import ImportRun

MOST_AT_ONCE, FEWEST_AT_ONCE = 4_000, 100
LONGEST_STEP = 0.4  # seconds: a step that takes longer makes the next one smaller
AUTHORITY, COUNTRY = "NHTSA", "US"

NEXT_STEP = """
SELECT max(row) FROM (
    SELECT row FROM vehicles_stagedrow WHERE run_id = %(run)s AND row > %(after)s
    ORDER BY row LIMIT %(limit)s) AS step
"""

# Ids were made with the staged rows, so a row's id is free to be its campaign's and its scope's.
CAMPAIGNS = """
INSERT INTO vehicles_campaign
    (id, authority, number, country, kind, filed_year, published_on, component, summary)
SELECT DISTINCT ON (number) id, %(authority)s, number, %(country)s,
    %(kinds)s::jsonb ->> substr(number, 3, 1),
    substr(number, 1, 2)::int + CASE WHEN substr(number, 1, 2)::int >= %(turn)s
                                     THEN 1900 ELSE 2000 END,
    published_on, component, summary
FROM vehicles_stagedrow
WHERE run_id = %(run)s AND row > %(after)s AND row <= %(last)s
ORDER BY number, length(summary) DESC, row
ON CONFLICT (authority, number) DO NOTHING
"""

WORDS = """
UPDATE vehicles_campaign AS campaign
SET summary = CASE WHEN length(news.summary) > length(campaign.summary)
                   THEN news.summary ELSE campaign.summary END,
    component = CASE WHEN campaign.component = '' THEN news.component ELSE campaign.component END,
    published_on = coalesce(campaign.published_on, news.published_on)
FROM (
    SELECT DISTINCT ON (number) number, summary, component, published_on
    FROM vehicles_stagedrow
    WHERE run_id = %(run)s AND row > %(after)s AND row <= %(last)s
    ORDER BY number, length(summary) DESC, row) AS news
WHERE campaign.authority = %(authority)s AND campaign.number = news.number
  AND (length(news.summary) > length(campaign.summary)
       OR (campaign.component = '' AND news.component <> '')
       OR (campaign.published_on IS NULL AND news.published_on IS NOT NULL))
"""

SCOPES = """
INSERT INTO vehicles_campaignscope
    (id, campaign_id, make, model, make_key, model_key, model_year)
SELECT staged.id, campaign.id, staged.make, staged.model,
       staged.make_key, staged.model_key, staged.model_year
FROM vehicles_stagedrow AS staged
JOIN vehicles_campaign AS campaign
  ON campaign.authority = %(authority)s AND campaign.number = staged.number
WHERE staged.run_id = %(run)s AND staged.row > %(after)s AND staged.row <= %(last)s
ORDER BY staged.row
ON CONFLICT (campaign_id, make_key, model_key, model_year) DO NOTHING
"""


def steps(*, run_id: UUID) -> Iterator[None]:
    """Apply all staged rows, each step a transaction of well under a second."""
    limit = MOST_AT_ONCE // 4
    while True:
        began = time.monotonic()
        if not apply_step(run_id=run_id, limit=limit):
            return
        yield
        slow = time.monotonic() - began > LONGEST_STEP
        limit = max(limit // 2, FEWEST_AT_ONCE) if slow else min(limit * 2, MOST_AT_ONCE)


@transaction.atomic
def apply_step(*, run_id: UUID, limit: int) -> bool:
    """Apply the next staged rows; False when there are none left."""
    run = ImportRun.objects.locked().get(pk=run_id)
    values: dict[str, UUID | int | str] = {
        "run": run.pk,
        "after": run.rows_applied,
        "limit": limit,
        "authority": AUTHORITY,
        "country": COUNTRY,
        "turn": CENTURY_TURN,
        "kinds": "{" + ",".join(f'"{sign}":"{kind}"' for sign, kind in KINDS.items()) + "}",
    }
    with connection.cursor() as cursor:
        cursor.execute(NEXT_STEP, values)
        last = cursor.fetchone()[0]
        if last is None:
            return False
        values["last"] = last
        cursor.execute(CAMPAIGNS, values)
        run.campaigns_added += cursor.rowcount
        cursor.execute(WORDS, values)
        cursor.execute(SCOPES, values)
        run.scopes_added += cursor.rowcount
    run.rows_applied = last
    run.save(update_fields=["rows_applied", "campaigns_added", "scopes_added"])
    return True
