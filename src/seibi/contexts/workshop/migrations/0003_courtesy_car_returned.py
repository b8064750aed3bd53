from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workshop", "0002_no_double_booking")]

    operations = [
        migrations.AddField(
            model_name="reservation",
            name="returned_at",
            field=models.DateTimeField(null=True),
        ),
    ]
