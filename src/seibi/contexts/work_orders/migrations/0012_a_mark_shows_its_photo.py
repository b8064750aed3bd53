import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A mark on the drawing of the car may show a photo of the visit."""

    dependencies = [("work_orders", "0011_ready_needs_its_certificate")]
    operations = [
        migrations.AddField(
            model_name="damagepin",
            name="photo",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="work_orders.photo",
            ),
        ),
    ]
