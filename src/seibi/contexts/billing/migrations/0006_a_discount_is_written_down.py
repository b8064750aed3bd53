from django.db import migrations

FORWARD = """
CREATE OR REPLACE FUNCTION billing_check_gross() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    paper billing_invoice%ROWTYPE;
BEGIN
    SELECT * INTO paper FROM billing_invoice WHERE id = NEW.invoice_id;
    IF paper.kind = 'invoice' AND paper.tax_included
       AND NEW.gross <> NEW.agreed_gross - NEW.discount THEN
        RAISE EXCEPTION 'a price that includes its tax is charged as it was agreed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_line_gross_as_agreed';
    END IF;
    IF paper.kind = 'invoice' AND NEW.discount > 0 AND (NEW.outside_tax OR NOT EXISTS (
        SELECT 1 FROM billing_discount
        WHERE work_order_id = paper.work_order_id AND state IN ('approved', 'used')
    )) THEN
        RAISE EXCEPTION 'nobody has given this discount'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_line_discount_given';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER final BEFORE UPDATE OR DELETE ON billing_statement
    FOR EACH ROW EXECUTE FUNCTION billing_is_final('{}');
CREATE TRIGGER final BEFORE UPDATE OR DELETE ON billing_statementline
    FOR EACH ROW EXECUTE FUNCTION billing_is_final('{}');
"""
BACK = """
DROP TRIGGER final ON billing_statementline;
DROP TRIGGER final ON billing_statement;
CREATE OR REPLACE FUNCTION billing_check_gross() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.gross <> NEW.agreed_gross AND EXISTS (
        SELECT 1 FROM billing_invoice
        WHERE id = NEW.invoice_id AND kind = 'invoice' AND tax_included
    ) THEN
        RAISE EXCEPTION 'a price that includes its tax is charged as it was agreed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_line_gross_as_agreed';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    """Less than was agreed is charged only where somebody gave a discount; fees are never reduced."""

    dependencies = [("billing", "0005_discounts_and_accounts")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
