"""Evidence is written once."""

from django.db import migrations

DO = """
CREATE FUNCTION evidence_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'evidence is never changed or removed'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER evidence_written_once BEFORE UPDATE OR DELETE ON evidence_evidencerecord
    FOR EACH ROW EXECUTE FUNCTION evidence_is_final();
"""
UNDO = "DROP TRIGGER evidence_written_once ON evidence_evidencerecord; DROP FUNCTION evidence_is_final;"


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]
    operations = [migrations.RunSQL(DO, UNDO)]
