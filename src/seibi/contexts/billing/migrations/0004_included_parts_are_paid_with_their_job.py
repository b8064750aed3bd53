from django.db import migrations

FORWARD = """
CREATE FUNCTION billing_check_included() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM work_orders_line
               WHERE id = NEW.work_order_line_id AND included_in_id IS NOT NULL) THEN
        RAISE EXCEPTION 'an included part is paid with its job'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_line_is_not_included';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER invoice_line_is_not_included BEFORE INSERT ON billing_invoiceline
    FOR EACH ROW EXECUTE FUNCTION billing_check_included();
"""
BACK = """
DROP TRIGGER invoice_line_is_not_included ON billing_invoiceline;
DROP FUNCTION billing_check_included();
"""


class Migration(migrations.Migration):
    """A part that a fixed price covers is not billed a second time, whoever asks."""

    dependencies = [
        ("billing", "0003_prices_that_include_tax"),
        ("work_orders", "0005_parts_of_fixed_price_jobs"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACK)]
