from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations

CONSTRAINT = """
ALTER TABLE workshop_reservation ADD CONSTRAINT no_double_booking
EXCLUDE USING gist (resource_id WITH =, during WITH &&) DEFERRABLE INITIALLY IMMEDIATE
"""
NEVER_EMPTY = """
ALTER TABLE workshop_reservation ADD CONSTRAINT reservation_takes_time
CHECK (NOT isempty(during) AND lower(during) IS NOT NULL AND upper(during) IS NOT NULL
       AND lower_inc(during) AND NOT upper_inc(during))
"""


class Migration(migrations.Migration):
    dependencies = [("workshop", "0001_initial")]

    operations = [
        BtreeGistExtension(),
        migrations.RunSQL(
            CONSTRAINT, "ALTER TABLE workshop_reservation DROP CONSTRAINT no_double_booking"
        ),
        migrations.RunSQL(
            NEVER_EMPTY, "ALTER TABLE workshop_reservation DROP CONSTRAINT reservation_takes_time"
        ),
    ]
