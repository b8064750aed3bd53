"""The journal's tables. The entries are partitioned by month, so the table is made by hand."""

import django.contrib.postgres.fields
from django.db import migrations, models

import seibi.kernel.ids

ENTRY = """
CREATE TABLE journal_entry (
    id uuid NOT NULL,
    owner_node varchar(200) NOT NULL,
    pos bigint,
    name varchar(120) NOT NULL,
    subject varchar(120) NOT NULL,
    actor_id varchar(120) NOT NULL,
    on_behalf_of varchar(120),
    cause uuid,
    audience varchar(120)[] NOT NULL,
    occurred_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    payload jsonb NOT NULL,
    PRIMARY KEY (id, recorded_at)
) PARTITION BY RANGE (recorded_at);
CREATE TABLE journal_entry_rest PARTITION OF journal_entry DEFAULT;
CREATE INDEX journal_by_node ON journal_entry (owner_node varchar_pattern_ops);

CREATE FUNCTION journal_month(month date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'CREATE TABLE IF NOT EXISTS %I PARTITION OF journal_entry FOR VALUES FROM (%L) TO (%L)',
        'journal_entry_' || to_char(month, 'YYYY_MM'),
        (to_char(month, 'YYYY-MM') || '-01 00:00+00')::timestamptz,
        (to_char(month + interval '1 month', 'YYYY-MM') || '-01 00:00+00')::timestamptz
    );
END $$;

CREATE FUNCTION journal_keeps_its_word() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.pos IS NULL AND NEW.pos IS NOT NULL
       AND (to_jsonb(NEW) - 'pos') = (to_jsonb(OLD) - 'pos') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION journal_keeps_its_word();
"""
UNDO = "DROP TABLE journal_entry; DROP FUNCTION journal_keeps_its_word; DROP FUNCTION journal_month;"


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(ENTRY, UNDO)],
            state_operations=[
                migrations.CreateModel(
                    name="Entry",
                    fields=[
                        ("id", models.UUIDField(default=seibi.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                        ("owner_node", models.CharField(db_index=True, max_length=200)),
                        ("pos", models.BigIntegerField(null=True)),
                        ("name", models.CharField(max_length=120)),
                        ("subject", models.CharField(max_length=120)),
                        ("actor_id", models.CharField(max_length=120)),
                        ("on_behalf_of", models.CharField(max_length=120, null=True)),
                        ("cause", models.UUIDField(null=True)),
                        ("audience", django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), default=list, size=None)),
                        ("occurred_at", models.DateTimeField()),
                        ("recorded_at", models.DateTimeField()),
                        ("payload", models.JSONField()),
                    ],
                    options={"verbose_name_plural": "entries"},
                ),
            ],
        ),
        migrations.AddIndex(model_name="entry", index=models.Index(fields=["pos"], name="journal_by_pos")),
        migrations.AddIndex(model_name="entry", index=models.Index(fields=["subject", "pos"], name="journal_by_subject")),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(condition=models.Q(("pos", None)), fields=["recorded_at", "id"], name="journal_waiting"),
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                ("name", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("pos", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Parked",
            fields=[
                ("id", models.UUIDField(default=seibi.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("reader", models.CharField(max_length=120)),
                ("entry_id", models.UUIDField()),
                ("pos", models.BigIntegerField()),
                ("error", models.CharField(max_length=300)),
                ("attempts", models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                "verbose_name_plural": "parked",
                "constraints": [models.UniqueConstraint(fields=("reader", "entry_id"), name="parked_once_per_reader")],
            },
        ),
        migrations.RunSQL(
            "SELECT journal_month((date '2026-01-01' + make_interval(months => m))::date) FROM generate_series(0, 35) AS m",
            migrations.RunSQL.noop,
        ),
    ]
