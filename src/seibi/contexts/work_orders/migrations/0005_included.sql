-- A part that is included in a job at a fixed price has no word and no price of its own: it is
-- authorised exactly while its job is, at the job's price, and may cost nothing.

CREATE OR REPLACE FUNCTION work_orders_line_authorised(of_line uuid, amount numeric) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1
        FROM work_orders_line asked
        JOIN work_orders_line l
            ON l.id = coalesce(asked.included_in_id, asked.id)
            AND l.work_order_id = asked.work_order_id AND l.included_in_id IS NULL
        JOIN work_orders_authority a ON a.line_id = l.id
        LEFT JOIN work_orders_estimateline e ON e.id = a.estimate_line_id
        LEFT JOIN work_orders_estimateversion v ON v.id = e.version_id
        WHERE asked.id = of_line
          AND asked.removed_at IS NULL
          AND asked.state NOT IN ('declined', 'deferred')
          AND l.removed_at IS NULL
          AND l.state NOT IN ('declined', 'deferred')
          AND a.revoked_at IS NULL
          AND CASE WHEN asked.included_in_id IS NULL THEN amount <= a.max_amount
              ELSE amount <= 0 AND l.gross <= a.max_amount END
          AND CASE a.kind
              WHEN 'customer_approval' THEN
                  l.payer = 'customer'
                  AND v.number = work_orders_latest_version(l.work_order_id)
                  AND e.payer = l.payer AND e.gross = l.gross AND e.quantity = l.quantity
                  AND e.part_id IS NOT DISTINCT FROM l.part_id
              WHEN 'ceiling' THEN l.payer = 'customer' AND EXISTS (
                  SELECT 1 FROM work_orders_ceiling c
                  WHERE c.work_order_id = l.work_order_id AND c.revoked_at IS NULL)
              WHEN 'diagnosis' THEN l.payer = 'customer' AND l.kind = 'diagnosis'
              WHEN 'warranty' THEN l.payer = 'warranty'
              WHEN 'internal' THEN l.payer = 'internal'
              WHEN 'goodwill' THEN l.payer = 'goodwill'
              ELSE false
          END
    )
$$;

CREATE FUNCTION work_orders_check_authority_of_job() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM work_orders_line
               WHERE id = NEW.line_id AND included_in_id IS NOT NULL) THEN
        RAISE EXCEPTION 'an included part has the word of its job'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER authority_is_of_the_job BEFORE INSERT ON work_orders_authority
    FOR EACH ROW EXECUTE FUNCTION work_orders_check_authority_of_job();
