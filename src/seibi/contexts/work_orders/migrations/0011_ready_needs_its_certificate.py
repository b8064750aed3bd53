from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent


class Migration(migrations.Migration):
    """No car is ready without the certificate the law asks for, and clocked time is never edited."""

    dependencies = [("work_orders", "0010_the_floor_in_full")]
    operations = [
        migrations.RunSQL(
            (SQL / "0011_gate.sql").read_text(), (SQL / "0011_gate_back.sql").read_text()
        )
    ]
