from django.db import migrations

FORWARD = """
CREATE FUNCTION parts_move_is_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the stock ledger is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER parts_move_is_written_once BEFORE UPDATE OR DELETE ON parts_move
    FOR EACH ROW EXECUTE FUNCTION parts_move_is_written_once();
"""
BACKWARD = """
DROP TRIGGER parts_move_is_written_once ON parts_move;
DROP FUNCTION parts_move_is_written_once();
"""


class Migration(migrations.Migration):
    """A move of stock is corrected by another move, never by changing it."""

    dependencies = [("parts", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
