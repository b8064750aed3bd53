from django.db import migrations

FORWARD = """
CREATE FUNCTION billing_check_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    paper billing_invoice%ROWTYPE;
    line_of uuid;
BEGIN
    SELECT * INTO paper FROM billing_invoice WHERE id = NEW.invoice_id;
    SELECT work_order_id INTO line_of FROM work_orders_line
        WHERE id = NEW.work_order_line_id FOR UPDATE;
    IF line_of IS DISTINCT FROM paper.work_order_id THEN
        RAISE EXCEPTION 'an invoice charges lines of its own visit'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_line_of_its_visit';
    END IF;
    IF paper.kind = 'invoice' THEN
        IF NOT work_orders_line_authorised(NEW.work_order_line_id, NEW.agreed_gross) THEN
            RAISE EXCEPTION 'nobody has agreed to this line'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_line_needs_authority';
        END IF;
    ELSIF NEW.gross > 0 OR NOT EXISTS (
        SELECT 1 FROM billing_invoiceline l
        WHERE l.invoice_id = paper.credits_id AND l.work_order_line_id = NEW.work_order_line_id
          AND l.gross = -NEW.gross
    ) THEN
        RAISE EXCEPTION 'a credit note takes back lines of its invoice'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'credit_line_takes_back';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER invoice_line_needs_authority BEFORE INSERT ON billing_invoiceline
    FOR EACH ROW EXECUTE FUNCTION billing_check_line();

CREATE FUNCTION billing_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    free text[] := TG_ARGV[0]::text[];
BEGIN
    IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - free) IS DISTINCT FROM (to_jsonb(OLD) - free) THEN
        RAISE EXCEPTION 'an issued paper is final; take it back by a credit note'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER final BEFORE UPDATE OR DELETE ON billing_invoice
    FOR EACH ROW EXECUTE FUNCTION billing_is_final('{state,paid,due_on}');
CREATE TRIGGER final BEFORE UPDATE OR DELETE ON billing_invoiceline
    FOR EACH ROW EXECUTE FUNCTION billing_is_final('{taken_back}');
CREATE TRIGGER final BEFORE UPDATE OR DELETE ON billing_taxline
    FOR EACH ROW EXECUTE FUNCTION billing_is_final('{}');

CREATE FUNCTION billing_series_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.last <> OLD.last + 1
       OR (to_jsonb(NEW) - 'last') IS DISTINCT FROM (to_jsonb(OLD) - 'last') THEN
        RAISE EXCEPTION 'numbers go on one by one' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER series_goes_on BEFORE UPDATE OR DELETE ON billing_numberseries
    FOR EACH ROW EXECUTE FUNCTION billing_series_goes_on();
"""
BACK = """
DROP TRIGGER series_goes_on ON billing_numberseries;
DROP TRIGGER final ON billing_taxline;
DROP TRIGGER final ON billing_invoiceline;
DROP TRIGGER final ON billing_invoice;
DROP TRIGGER invoice_line_needs_authority ON billing_invoiceline;
DROP FUNCTION billing_series_goes_on();
DROP FUNCTION billing_is_final();
DROP FUNCTION billing_check_line();
"""


class Migration(migrations.Migration):
    """What nobody agreed to is not invoiced, and what is issued is final, whoever asks."""

    dependencies = [
        ("billing", "0001_initial"),
        ("work_orders", "0002_no_work_without_authority"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACK)]
