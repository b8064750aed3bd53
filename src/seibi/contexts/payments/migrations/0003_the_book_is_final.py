from django.db import migrations

FORWARD = """
INSERT INTO payments_movement (id, owner_node, kind, method, amount, currency, payment_id, note, by, at)
SELECT gen_random_uuid(), owner_node, 'taken', method, captured_amount, currency, id, '', 'system', settled_at
FROM payments_payment WHERE captured_amount > 0 AND settled_at IS NOT NULL;
INSERT INTO payments_movement (id, owner_node, kind, method, amount, currency, payment_id, note, by, at)
SELECT gen_random_uuid(), p.owner_node, 'given_back', p.method, -r.amount, p.currency, p.id, r.reason,
       r.decided_by, r.done_at
FROM payments_refund r JOIN payments_payment p ON p.id = r.payment_id WHERE r.done_at IS NOT NULL;

CREATE FUNCTION payments_book_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := TG_ARGV[0]::text[];
BEGIN
    IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - free) IS DISTINCT FROM (to_jsonb(OLD) - free) THEN
        RAISE EXCEPTION 'the book of a till is final; put it right by an entry against it'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER final BEFORE UPDATE OR DELETE ON payments_movement
    FOR EACH ROW EXECUTE FUNCTION payments_book_is_final('{day_end_id}');
CREATE TRIGGER final BEFORE UPDATE OR DELETE ON payments_dayend
    FOR EACH ROW EXECUTE FUNCTION payments_book_is_final('{reopened_at,reopened_by,reopened_reason}');
"""
BACK = """
DROP TRIGGER final ON payments_dayend;
DROP TRIGGER final ON payments_movement;
DROP FUNCTION payments_book_is_final();
"""


class Migration(migrations.Migration):
    """What stands in the book of a till, and a day that was signed, are not changed by anybody."""

    dependencies = [("payments", "0002_the_till_and_its_days")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
