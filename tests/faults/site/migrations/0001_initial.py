from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.CreateModel(
            name=name,
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("number", models.CharField(max_length=40)),
                *([("reader", models.CharField(max_length=40))] if name == "Trace" else []),
            ],
        )
        for name in ("Deed", "Trace", "Chore")
    ] + [
        migrations.CreateModel(
            name="Copy",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("reader", models.CharField(max_length=40)),
                ("pos", models.BigIntegerField()),
                ("writer", models.CharField(max_length=40)),
                ("line", models.IntegerField()),
            ],
        )
    ]
