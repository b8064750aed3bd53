"""Plates that are in the books already are found by their digits alone, too."""

from django.db import migrations

BY_DIGITS = """
    INSERT INTO search_searchkey (id, owner_node, scope, subject_id, key, rank)
    SELECT gen_random_uuid(), '/', 'vehicle', vehicle_id, sought, 2
    FROM (SELECT vehicle_id, regexp_replace(key, '[^0-9]', '', 'g') AS digits
          FROM vehicles_identifier WHERE kind = 'plate' AND valid_to IS NULL) AS plate,
         LATERAL (VALUES (digits), (right(digits, 4))) AS known(sought)
    WHERE length(sought) >= 2
    ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("vehicles", "0001_initial"), ("search", "0002_tails")]

    operations = [migrations.RunSQL(BY_DIGITS, reverse_sql=migrations.RunSQL.noop, elidable=True)]
