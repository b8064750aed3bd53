from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent


class Migration(migrations.Migration):
    """What nobody agreed to cannot be issued, charged or called ready, whoever asks the database."""

    dependencies = [
        ("work_orders", "0001_initial"),
        ("parts", "0002_ledger_is_append_only"),
    ]
    operations = [
        migrations.RunSQL(
            (SQL / "0002_authority.sql").read_text(), (SQL / "0002_authority_back.sql").read_text()
        )
    ]
