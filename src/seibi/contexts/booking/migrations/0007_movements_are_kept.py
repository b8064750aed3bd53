from django.db import migrations

FORWARD = """
CREATE FUNCTION booking_movement_is_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'where cars were is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER booking_movement_is_written_once BEFORE UPDATE OR DELETE ON booking_movement
    FOR EACH ROW EXECUTE FUNCTION booking_movement_is_written_once();
"""
BACKWARD = """
DROP TRIGGER booking_movement_is_written_once ON booking_movement;
DROP FUNCTION booking_movement_is_written_once();
"""


class Migration(migrations.Migration):
    """Where a key hung and a car stood is corrected by another line, never by changing one."""

    dependencies = [("booking", "0006_door")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
