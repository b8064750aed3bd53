"""What was known by its whole number is found by its end, too."""

from django.db import migrations

TAILS = """
    INSERT INTO search_searchkey (id, owner_node, scope, subject_id, key, rank)
    SELECT gen_random_uuid(), owner_node, scope, subject_id, left('~' || reverse(key), 80), 2
    FROM search_searchkey WHERE rank = 1 AND key ~ '[0-9]$'
    ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.RunSQL(
            TAILS, reverse_sql="DELETE FROM search_searchkey WHERE key LIKE '~%'", elidable=True
        )
    ]
